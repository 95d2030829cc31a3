package io.granary.sql;

import io.granary.sql.CaseExpression.Branch;
import io.granary.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/**
 * A CASE that may get further branches; an expression by {@link #otherwise} or {@link #end}. Immutable.
 *
 * @param <T> the Java class of the values
 */
public final class CaseBuilder<T> {

    private final List<Branch<T>> branches;

    private CaseBuilder(List<Branch<T>> branches) {
        this.branches = branches;
    }

    static <T> CaseBuilder<T> of(Expression<Boolean> condition, Expression<T> then) {
        return new CaseBuilder<>(List.of(new Branch<>(condition, then)));
    }

    /**
     * {@return this with a further branch}
     *
     * @param condition its condition
     * @param then its value
     */
    public CaseBuilder<T> when(Expression<Boolean> condition, Expression<T> then) {
        List<Branch<T>> more = new ArrayList<>(branches);
        more.add(new Branch<>(condition, then));
        return new CaseBuilder<>(List.copyOf(more));
    }

    /**
     * {@return this with a further branch}
     *
     * @param condition its condition
     * @param then its value
     */
    public CaseBuilder<T> when(Expression<Boolean> condition, T then) {
        return when(condition, Bind.of(then));
    }

    /**
     * {@return the whole, with a value for when no condition holds}
     *
     * @param value the value
     */
    public Expression<T> otherwise(Expression<T> value) {
        return new CaseExpression<>(null, branches, value, type());
    }

    /**
     * {@return the whole, with a value for when no condition holds}
     *
     * @param value the value
     */
    public Expression<T> otherwise(T value) {
        return otherwise(Bind.of(value));
    }

    /** {@return the whole, NULL when no condition holds} */
    public Expression<T> end() {
        return new CaseExpression<>(null, branches, null, type());
    }

    private SqlType<T> type() {
        return branches.get(0).then().type();
    }
}
