package io.granary.orm.internal.session;

import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.Related;
import io.granary.orm.mapping.Cascade;
import io.granary.orm.mapping.Relationship;
import java.util.List;
import java.util.Optional;

/** Has objects be read again when they are asked for, and those at their relationships as far as they cascade that. */
final class Expiring {

    private final SessionCore core;

    Expiring(SessionCore core) {
        this.core = core;
    }

    /** All of an object, or some attributes of it. */
    void expire(InstanceState state, List<String> attributes) {
        if (attributes.isEmpty()) {
            expire(state);
        } else {
            state.forget(Reading.slots(state, attributes));
            Reading.relationships(state, attributes).forEach(state::unload);
        }
    }

    private void expire(InstanceState state) {
        List<Related> before =
                state.relationships().stream().map(state::related).toList();
        drop(state);
        for (int i = 0; i < before.size(); i++) {
            cascade(state.relationships().get(i), before.get(i));
        }
    }

    void expireAll() {
        for (InstanceState state : List.copyOf(core.identities().persistent())) {
            drop(state);
        }
    }

    /** Those that an object's relationships have, and not the object itself. */
    void expireRelated(InstanceState state) {
        for (Relationship<?, ?> relationship : state.relationships()) {
            cascade(relationship, state.related(relationship));
        }
    }

    static boolean cascades(InstanceState state) {
        return state.relationships().stream().anyMatch(relationship -> relationship.cascades(Cascade.REFRESH_EXPIRE));
    }

    private static void drop(InstanceState state) {
        state.forget(state.allSlots());
        state.expire();
        state.relationships().forEach(state::unload);
    }

    private void cascade(Relationship<?, ?> relationship, Related before) {
        if (relationship.cascades(Cascade.REFRESH_EXPIRE)) {
            for (Object related : before.objects()) {
                Optional.ofNullable(related)
                        .flatMap(core.identities()::find)
                        .filter(found -> found.isPersistent() && !found.isExpired())
                        .ifPresent(this::expire);
            }
        }
    }
}
