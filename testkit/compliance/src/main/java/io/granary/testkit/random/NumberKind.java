package io.granary.testkit.random;

import io.granary.type.SqlType;
import java.math.BigDecimal;

/**
 * Numbers of one type. All are calculated as decimals.
 *
 * @param <T> their Java class
 */
interface NumberKind<T extends Number & Comparable<T>> {

    SqlType<T> type();

    /** A number that may stand in a statement. */
    BigDecimal sample(Dice dice);

    /** A number by which all others can be divided. */
    BigDecimal divisor(Dice dice);

    /** Whether the quotient is the same everywhere. */
    boolean dividesExactly();

    /**
     * The quotient.
     *
     * @throws ArithmeticException when databases would round it
     */
    BigDecimal quotient(BigDecimal dividend, BigDecimal divisor);

    /**
     * What is left over by a division.
     *
     * @throws ArithmeticException when databases have no one answer
     */
    BigDecimal rest(BigDecimal dividend, BigDecimal divisor);

    BigDecimal exact(T number);

    /**
     * The number.
     *
     * @throws ArithmeticException when a database could not hold it
     */
    T number(BigDecimal exact);

    /** What only numbers of this type are made of. */
    Term<T> other(NumberTrees<T> trees, int size);
}
