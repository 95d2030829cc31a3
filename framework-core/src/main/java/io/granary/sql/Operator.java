package io.granary.sql;

import java.util.Optional;

/**
 * An operator between two operands: its spelling, how tightly it binds, and its opposite.
 *
 * <p>The ranks are SQLAlchemy's (its {@code sql/operators.py}), which parenthesise a little more than any one database needs, so that one tree reads the
 * same on all of them.
 */
public enum Operator {
    /** Multiplication. */
    MULTIPLY("*", Precedence.PRODUCT, true),
    /** Division as the database does it. */
    DIVIDE("/", Precedence.PRODUCT, false),
    /** The rest of a division. */
    MODULO("%", Precedence.PRODUCT, false),
    /** Addition. */
    ADD("+", Precedence.SUM, true),
    /** Subtraction. */
    SUBTRACT("-", Precedence.SUM, false),
    /** Bits that are set in both. */
    BIT_AND("&", Precedence.SUM, false),
    /** Bits that are set in either. */
    BIT_OR("|", Precedence.SUM, false),
    /** Bits that are set in one of them. */
    BIT_XOR("^", Precedence.SUM, false),
    /** Bits moved up. */
    SHIFT_LEFT("<<", Precedence.SUM, false),
    /** Bits moved down. */
    SHIFT_RIGHT(">>", Precedence.SUM, false),
    /** One text behind the other. */
    CONCAT("||", Precedence.OTHER, true),
    /** Equal. */
    EQUAL("=", Precedence.COMPARISON, false),
    /** Different. */
    NOT_EQUAL("!=", Precedence.COMPARISON, false),
    /** Less. */
    LESS("<", Precedence.COMPARISON, false),
    /** Less or equal. */
    LESS_OR_EQUAL("<=", Precedence.COMPARISON, false),
    /** Greater. */
    GREATER(">", Precedence.COMPARISON, false),
    /** Greater or equal. */
    GREATER_OR_EQUAL(">=", Precedence.COMPARISON, false),
    /** Different, where NULL is a value like any other. */
    IS_DISTINCT_FROM("IS DISTINCT FROM", Precedence.COMPARISON, false),
    /** Equal, where NULL is a value like any other. */
    IS_NOT_DISTINCT_FROM("IS NOT DISTINCT FROM", Precedence.COMPARISON, false),
    /** Both. */
    AND("AND", Precedence.AND, true),
    /** Either. */
    OR("OR", Precedence.OR, true);

    private final String sql;
    private final int precedence;
    private final boolean associative;

    Operator(String sql, int precedence, boolean associative) {
        this.sql = sql;
        this.precedence = precedence;
        this.associative = associative;
    }

    /** {@return its common spelling} */
    public String sql() {
        return sql;
    }

    /** {@return its rank, of {@link Precedence}} */
    public int precedence() {
        return precedence;
    }

    /** {@return whether {@code (a op b) op c} and {@code a op (b op c)} are the same, so that neither needs parentheses} */
    public boolean associative() {
        return associative;
    }

    /** {@return the operator that is true where this one is false; empty if there is none} */
    public Optional<Operator> negation() {
        return switch (this) {
            case EQUAL -> Optional.of(NOT_EQUAL);
            case NOT_EQUAL -> Optional.of(EQUAL);
            case LESS -> Optional.of(GREATER_OR_EQUAL);
            case LESS_OR_EQUAL -> Optional.of(GREATER);
            case GREATER -> Optional.of(LESS_OR_EQUAL);
            case GREATER_OR_EQUAL -> Optional.of(LESS);
            case IS_DISTINCT_FROM -> Optional.of(IS_NOT_DISTINCT_FROM);
            case IS_NOT_DISTINCT_FROM -> Optional.of(IS_DISTINCT_FROM);
            default -> Optional.empty();
        };
    }
}
