package io.granary.sql;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Conditions on rows of tables wherever a statement reads them: in its own FROM, in joins and in the queries within it. So rows that are marked
 * as deleted, or another tenant's, are as if they were not there. Safe for use by many threads.
 *
 * <p>The condition of a table stands in WHERE, and that of a table that is joined in ON, so that an outer join keeps its rows. A condition
 * itself is taken as it is: what its own queries read is not restricted. Rows that a statement inserts are not looked at, and texts are not
 * understood. (SQLAlchemy, {@code with_loader_criteria}.)
 */
public final class RowConditions {

    private final Function<? super FromElement, Optional<Expression<Boolean>>> conditions;
    private final Map<FromElement, Optional<Expression<Boolean>>> known = new ConcurrentHashMap<>();

    private RowConditions(Function<? super FromElement, Optional<Expression<Boolean>>> conditions) {
        this.conditions = requireNonNull(conditions, "conditions");
    }

    /**
     * {@return conditions}
     *
     * @param conditions gives the condition on rows of a table or of an alias, whose columns it is of; empty for all rows. Asked once for
     *     each, by the first statement that reads it
     */
    public static RowConditions of(Function<? super FromElement, Optional<Expression<Boolean>>> conditions) {
        return new RowConditions(conditions);
    }

    /**
     * {@return the condition on rows of a table, the same object each time; empty for all rows}
     *
     * @param element a table, or an alias of one; of all else there are no conditions
     */
    public Optional<Expression<Boolean>> of(FromElement element) {
        if (!(element instanceof TableReference || element instanceof TableAlias)) {
            return Optional.empty();
        }
        Optional<Expression<Boolean>> before = known.get(element);
        if (before != null) {
            return before;
        }
        Optional<Expression<Boolean>> made =
                conditions.apply(element).filter(condition -> condition != BooleanConstant.TRUE);
        Optional<Expression<Boolean>> other = known.putIfAbsent(element, made);
        return other == null ? made : other;
    }
}
