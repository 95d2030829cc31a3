package io.granary.orm.internal.flush;

import io.granary.orm.internal.flush.FlushStep.Change;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Relationship;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In which order rows come and change: group by group, those that are referred to first. Within a group changes go before new rows, which may take what a changed one
 * gives up, as a value that is unique ({@code save_obj} in SQLAlchemy); only those that refer to a new row of the group wait for it.
 */
final class WriteSteps {

    private final FlushOrder order;
    private final References references;
    private final Map<Class<?>, List<Change>> changes;
    private final List<FlushStep> steps = new ArrayList<>();

    WriteSteps(FlushOrder order, References references, Map<Class<?>, List<Change>> changes) {
        this.order = order;
        this.references = references;
        this.changes = changes;
    }

    /** The steps for the changes and for new objects. */
    List<FlushStep> of(Collection<InstanceState> pending) {
        List<FlushOrder.Rows> coming = order.sorted(pending);
        if (changes.isEmpty()) {
            coming.forEach(rows -> write(rows.group(), rows.states()));
            return steps;
        }
        Map<Integer, List<InstanceState>> byPlace = new HashMap<>();
        coming.forEach(rows -> byPlace.put(rows.group().place(), rows.states()));
        for (FlushOrder.Group group : order.groups()) {
            write(group, byPlace.getOrDefault(group.place(), List.of()));
        }
        return steps;
    }

    private void write(FlushOrder.Group group, List<InstanceState> coming) {
        Map<EntityMapping<?>, List<Change>> waiting = new HashMap<>();
        for (EntityMapping<?> mapping : group.mappings()) {
            List<Change> now = new ArrayList<>();
            for (Change change : changes.getOrDefault(mapping.type(), List.of())) {
                boolean waits = group.refersToItself() && !coming.isEmpty() && awaitsRow(change.state());
                (waits ? waiting.computeIfAbsent(mapping, unused -> new ArrayList<>()) : now).add(change);
            }
            update(mapping, now);
        }
        insert(group, coming, waiting);
        group.mappings().forEach(mapping -> update(mapping, waiting.getOrDefault(mapping, List.of())));
    }

    private boolean awaitsRow(InstanceState state) {
        for (Relationship<?, ?> relationship : state.relationships()) {
            if (relationship.holdsReference()
                    && references.awaited(state, relationship).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private void insert(
            FlushOrder.Group group, List<InstanceState> coming, Map<EntityMapping<?>, List<Change>> waiting) {
        if (!group.refersToItself()) {
            Shapes.of(coming, InstanceState::mapping)
                    .forEach((mapping, states) -> steps.add(new FlushStep.Inserts(mapping, states)));
            return;
        }
        RowOrder rows = new RowOrder(references);
        steps.addAll(rows.inserts(group.mappings(), coming));
        for (Change later : rows.later()) {
            waiting.computeIfAbsent(later.state().mapping(), unused -> new ArrayList<>())
                    .add(later);
        }
    }

    /** By their keys, so that transactions that change the same rows lock them in the same order. */
    private void update(EntityMapping<?> mapping, List<Change> own) {
        if (!own.isEmpty()) {
            List<Change> sorted = new ArrayList<>(own);
            sorted.sort(Comparator.comparing(
                    change -> change.state().key().map(EntityKey::values).orElse(List.of()), WriteSteps::compareKeys));
            steps.add(new FlushStep.Updates(mapping, sorted));
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // values of one column are of one class
    private static int compareKeys(List<Object> left, List<Object> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = left.get(i) instanceof Comparable comparable
                            && left.get(i).getClass() == right.get(i).getClass()
                    ? comparable.compareTo(right.get(i))
                    : 0;
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
