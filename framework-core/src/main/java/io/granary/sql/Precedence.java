package io.granary.sql;

/** How tightly constructs bind, the tightest first. An operand that binds no tighter than what is around it stands in parentheses. */
public final class Precedence {

    /** What needs no parentheses anywhere: names, values, functions, what stands in parentheses already. */
    public static final int ATOM = 15;

    /** {@code * / %}, and the signs. */
    public static final int PRODUCT = 8;

    /** {@code + -} and the operators on bits. */
    public static final int SUM = 7;

    /** Operators that are neither calculation nor comparison: {@code ||}, and those on JSON. */
    public static final int OTHER = 6;

    /** {@code = < LIKE IN IS BETWEEN NOT}. */
    public static final int COMPARISON = 5;

    /** {@code COLLATE}. */
    public static final int COLLATE = 4;

    /** {@code AND}, and what orders. */
    public static final int AND = 3;

    /** {@code OR}. */
    public static final int OR = 2;

    /** Operators that the user names, and labels. */
    public static final int LOWEST = 0;

    private Precedence() {}
}
