package io.granary.sql;

import io.granary.type.SqlType;

/**
 * Something that has a value for each row: a column, a parameter, a function of others. Immutable and safe for use by many threads.
 *
 * <p>Operators are methods that give a new expression. Plain Java values become parameters, never text; parentheses are set where the
 * tree needs them. (After SQLAlchemy, "Operator Reference".)
 *
 * @param <T> the Java class of its values
 */
public sealed interface Expression<T>
        extends SelectItem,
                OrderTerm,
                ComparisonOperators<T>,
                RangeOperators<T>,
                TextOperators<T>,
                NumericOperators<T>,
                GeneralOperators<T>
        permits ColumnExpression,
                Condition,
                Bind,
                Constant,
                Binary,
                Negative,
                CustomOperation,
                FunctionCall,
                WindowCall,
                CaseExpression,
                Cast,
                Coerced,
                Labeled,
                Collated,
                Extract,
                ScalarSubquery,
                Quantified,
                TupleExpression,
                ArrayExpression,
                ElementOf,
                JsonPath,
                LiteralSql,
                NextValue {

    /** {@return what its values are} */
    SqlType<T> type();

    /** {@return how tightly its outermost construct binds; a rank of {@link Precedence}} */
    default int precedence() {
        return Precedence.ATOM;
    }

    /**
     * Hands this to the method for its kind.
     *
     * @param visitor what to do with each kind
     * @param <R> what comes of it
     * @return what the visitor returned
     */
    <R> R accept(ExpressionVisitor<R> visitor);
}
