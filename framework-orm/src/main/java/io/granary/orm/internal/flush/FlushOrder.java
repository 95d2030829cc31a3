package io.granary.orm.internal.flush;

import io.granary.orm.Mappings;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.LifecycleCallbacks.Moment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a session in the order in which rows of them are written, with what a flush asks of them, found once for all flushes: an application may
 * have a hundred classes, and a flush writes few of them. Immutable.
 */
public final class FlushOrder {

    private final List<Group> groups;
    private final IdentityHashMap<EntityMapping<?>, Group> byClass = new IdentityHashMap<>();
    private final Set<Moment> moments = EnumSet.noneOf(Moment.class);

    /**
     * Classes that refer to one another in a circle; most stand alone.
     *
     * @param place of the group in the order, from 0
     * @param mappings the classes
     * @param refersToItself whether rows of the group refer to rows of the same
     */
    record Group(int place, List<EntityMapping<?>> mappings, boolean refersToItself) {}

    /**
     * Rows of one group.
     *
     * @param group which
     * @param states their objects, in the order in which they were given
     */
    record Rows(Group group, List<InstanceState> states) {}

    private FlushOrder(List<List<EntityMapping<?>>> order) {
        List<Group> all = new ArrayList<>();
        for (List<EntityMapping<?>> mappings : order) {
            Group group = new Group(all.size(), List.copyOf(mappings), ClassOrder.refersToItself(mappings));
            all.add(group);
            for (EntityMapping<?> mapping : mappings) {
                byClass.put(mapping, group);
                for (Moment moment : Moment.values()) {
                    if (mapping.callbacks().has(moment)) {
                        moments.add(moment);
                    }
                }
            }
        }
        this.groups = List.copyOf(all);
    }

    /**
     * {@return the order of the classes of an application}
     *
     * @param mappings the classes
     */
    public static FlushOrder of(Mappings mappings) {
        return new FlushOrder(ClassOrder.of(mappings.types().stream()
                .<EntityMapping<?>>map(mappings::mapping)
                .toList()));
    }

    /**
     * {@return whether an object of any of the classes is to be called at one of these moments}
     *
     * @param any the moments
     */
    public boolean calls(Moment... any) {
        return !moments.isEmpty() && Arrays.stream(any).anyMatch(moments::contains);
    }

    /** All groups, those that are referred to first. */
    List<Group> groups() {
        return groups;
    }

    /** Objects by the groups of their classes, in the order of the groups; only those of which there are any. */
    List<Rows> sorted(Collection<InstanceState> states) {
        if (states.isEmpty()) {
            return List.of();
        }
        @Nullable Rows[] rows = new @Nullable Rows[groups.size()];
        for (InstanceState state : states) {
            Group group = byClass.get(state.mapping());
            if (group == null) {
                continue;
            }
            Rows own = rows[group.place()];
            if (own == null) {
                own = new Rows(group, new ArrayList<>());
                rows[group.place()] = own;
            }
            own.states().add(state);
        }
        List<Rows> sorted = new ArrayList<>();
        for (Rows own : rows) {
            if (own != null) {
                sorted.add(own);
            }
        }
        return sorted;
    }
}
