package io.granary.orm.internal.session;

import io.granary.dialect.Dialect;
import io.granary.dialect.Feature;
import io.granary.orm.internal.flush.FlushStep;
import io.granary.orm.internal.flush.Versions;
import io.granary.orm.internal.identity.EntityKeys;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.LifecycleCallbacks.Moment;
import io.granary.orm.mapping.MappedColumn;
import java.util.List;

/**
 * Tells whether a flush is one statement that is done or not done as a whole, with nothing behind it that could fail: then it needs no
 * transaction around it.
 */
final class SingleStatement {

    private SingleStatement() {}

    static boolean is(List<FlushStep> steps, Dialect dialect) {
        if (steps.size() != 1) {
            return false;
        }
        FlushStep step = steps.get(0);
        if (isJoined(step)) {
            return false;
        }
        if (step instanceof FlushStep.Inserts inserts) {
            return quiet(inserts.mapping(), Moment.AFTER_INSERT)
                    && inserts.states().size() <= FlushStep.Inserts.BLOCK
                    && oneShape(inserts)
                    && allInsertable(inserts.mapping())
                    && (inserts.states().size() == 1 || dialect.supports(Feature.INSERT_RETURNING));
        }
        if (step instanceof FlushStep.Updates updates) {
            // A key that changes makes the rows that refer to it change after it.
            return updates.changes().size() == 1
                    && quiet(updates.mapping(), Moment.AFTER_UPDATE)
                    && (!Versions.comeWithUpdate(updates.mapping())
                            || (Versions.areTold(dialect)
                                    && Versions.isKnown(updates.changes().get(0).state())))
                    && updates.mapping().key().stream()
                            .noneMatch(
                                    column -> updates.changes().get(0).slots().get(column.slot()));
        }
        return step instanceof FlushStep.Deletes deletes
                && deletes.states().size() == 1
                && quiet(deletes.mapping(), Moment.AFTER_DELETE);
    }

    private static boolean allInsertable(EntityMapping<?> mapping) {
        for (MappedColumn column : mapping.columns()) {
            if (!column.insertable()) {
                return false;
            }
        }
        return true;
    }

    /** Whether rows are in several tables, so that each takes several statements. */
    private static boolean isJoined(FlushStep step) {
        return (step instanceof FlushStep.Inserts inserts
                        && inserts.mapping().storedIn().size() > 1)
                || (step instanceof FlushStep.Updates updates
                        && updates.mapping().storedIn().size() > 1)
                || (step instanceof FlushStep.Deletes deletes
                        && deletes.mapping().storedIn().size() > 1);
    }

    private static boolean quiet(EntityMapping<?> mapping, Moment moment) {
        return !mapping.callbacks().has(moment);
    }

    /** Whether all rows give the same columns of their key, the only ones in which rows of a class differ. */
    private static boolean oneShape(FlushStep.Inserts inserts) {
        if (inserts.states().size() == 1) {
            return true;
        }
        InstanceState first = inserts.states().get(0);
        for (MappedColumn column : inserts.mapping().key()) {
            boolean given = isGiven(first, column);
            if (inserts.states().stream().anyMatch(state -> isGiven(state, column) != given)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isGiven(InstanceState state, MappedColumn column) {
        return EntityKeys.isSet(state.mapping(), column.slot(), state.current()[column.slot()]);
    }
}
