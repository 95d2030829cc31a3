package io.granary.orm.internal.flush;

import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.FlushException;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.Related;
import io.granary.orm.internal.identity.SessionObjects;
import io.granary.orm.mapping.MappedAttribute;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.Validator;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows what is to be written to the validators of its classes, which throw to refuse it. */
final class Validation {

    private final FlushPlanner planner;
    private final SessionObjects objects;

    Validation(FlushPlanner planner, SessionObjects objects) {
        this.planner = planner;
        this.objects = objects;
    }

    void run() {
        for (InstanceState state : List.copyOf(objects.identities().pending())) {
            for (Validator validator : state.mapping().validators()) {
                validate(state, validator, true);
            }
        }
        for (InstanceState state : List.copyOf(objects.identities().persistent())) {
            if (!state.mapping().validators().isEmpty() && !objects.deleted().contains(state)) {
                changed(state);
            }
        }
    }

    private void changed(InstanceState state) {
        BitSet slots = planner.change(state).map(FlushStep.Change::slots).orElseGet(BitSet::new);
        for (Validator validator : state.mapping().validators()) {
            validate(state, validator, validator.slots().intersects(slots));
        }
    }

    private static void validate(InstanceState state, Validator validator, boolean changed) {
        if (validator.attribute() instanceof MappedAttribute.Related related) {
            validate(state, validator, related.relationship());
        } else if (changed) {
            call(state, validator, validator.attribute().access().get(state.object()));
        }
    }

    private static void validate(InstanceState state, Validator validator, Relationship<?, ?> relationship) {
        Related before = state.related(relationship);
        Related now = state.relatedNow(relationship);
        if (relationship.kind().isToMany()) {
            for (Object object : now.objects()) {
                if (object != null && !before.has(object)) {
                    call(state, validator, object);
                }
            }
        } else if (state.isPending() || (now.loaded() && !(before.loaded() && before.object() == now.object()))) {
            call(state, validator, now.object());
        }
    }

    private static void call(InstanceState state, Validator validator, @Nullable Object value) {
        try {
            validator.call().accept(state.object(), value);
        } catch (RuntimeException refusal) {
            throw new FlushException(
                    ErrorReport.of(
                                    ErrorCode.FLUSH,
                                    validator.method() + " refused the value of "
                                            + validator.attribute().name() + " of " + owner(state, validator)
                                            + ".")
                            .hint(
                                    "Give it a value that the validator takes; its cause says what is wrong with this one."),
                    refusal);
        }
    }

    /** The object by its key; not where that is what was refused. */
    private static String owner(InstanceState state, Validator validator) {
        boolean ofKey = state.mapping().key().stream()
                .anyMatch(column -> validator.slots().get(column.slot())
                        || column.path().equals(validator.attribute().name()));
        return ofKey ? state.mapping().toString() : state.toString();
    }
}
