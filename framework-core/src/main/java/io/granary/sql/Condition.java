package io.granary.sql;

import io.granary.type.SqlType;
import io.granary.type.Types;

/** An expression that is true, false or unknown, as WHERE takes it. */
public sealed interface Condition extends Expression<Boolean>
        permits Comparison,
                NullTest,
                Membership,
                BetweenTest,
                LikeTest,
                Junction,
                Negation,
                Exists,
                TruthOf,
                BooleanConstant,
                TextClause {

    @Override
    default SqlType<Boolean> type() {
        return Types.BOOLEAN;
    }

    /**
     * {@return whether both hold}
     *
     * @param other the other condition
     */
    default Condition and(Expression<Boolean> other) {
        return Junction.of(Operator.AND, java.util.List.of(this, other));
    }

    /**
     * {@return whether at least one holds}
     *
     * @param other the other condition
     */
    default Condition or(Expression<Boolean> other) {
        return Junction.of(Operator.OR, java.util.List.of(this, other));
    }

    /** {@return whether this does not hold; by the opposite operator where there is one} */
    default Condition not() {
        return new Negation(this);
    }
}
