package io.granary.testkit.random;

import io.granary.type.SqlType;
import io.granary.type.Types;
import java.math.BigDecimal;
import java.util.List;

/** Decimal numbers, of so few digits that no database rounds them. */
enum Decimals implements NumberKind<BigDecimal> {
    /** Any. */
    EXACT(18) {
        @Override
        public BigDecimal sample(Dice dice) {
            return BigDecimal.valueOf(dice.below(401) - 200L, 1 + dice.below(2));
        }
    },
    /** Halves, quarters and so on: what is calculated as binary numbers is right as well. */
    BINARY(15) {
        @Override
        public BigDecimal sample(Dice dice) {
            return new BigDecimal(dice.below(401) - 200).divide(new BigDecimal(1 << (1 + dice.below(2))));
        }

        @Override
        public BigDecimal number(BigDecimal exact) {
            if (new BigDecimal(exact.doubleValue()).compareTo(exact) != 0) {
                throw new ArithmeticException("rounded");
            }
            return super.number(exact);
        }
    };

    private static final int PLACES = 9;
    private static final int DIGITS_OF_A_DIVIDEND = 10;

    /** None is written as a whole number, by which the rest is a whole number on H2. */
    private static final List<String> DIVISORS = List.of("2.0", "-4.0", "5.0", "0.5", "-0.2", "10.0");

    private static final List<String> BINARY_DIVISORS = List.of("2.0", "-4.0", "8.0", "0.5", "-0.25", "16.0");

    private final int digits;

    Decimals(int digits) {
        this.digits = digits;
    }

    @Override
    public SqlType<BigDecimal> type() {
        return Samples.DECIMAL;
    }

    @Override
    public BigDecimal divisor(Dice dice) {
        return new BigDecimal(dice.oneOf(this == EXACT ? DIVISORS : BINARY_DIVISORS));
    }

    @Override
    public boolean dividesExactly() {
        return true;
    }

    @Override
    public BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        if (dividend.stripTrailingZeros().precision() > DIGITS_OF_A_DIVIDEND) {
            throw new ArithmeticException("too many digits");
        }
        return dividend.divide(divisor);
    }

    /** MariaDB has a zero that is less than zero. */
    @Override
    public BigDecimal rest(BigDecimal dividend, BigDecimal divisor) {
        BigDecimal rest = dividend.remainder(divisor);
        if (rest.signum() == 0 && dividend.signum() < 0) {
            throw new ArithmeticException("minus zero");
        }
        return rest;
    }

    @Override
    public BigDecimal exact(BigDecimal number) {
        return number;
    }

    @Override
    public BigDecimal number(BigDecimal exact) {
        BigDecimal stripped = exact.stripTrailingZeros();
        if (stripped.precision() > digits || stripped.scale() > PLACES) {
            throw new ArithmeticException("too many digits");
        }
        return exact;
    }

    @Override
    public Term<BigDecimal> other(NumberTrees<BigDecimal> trees, int size) {
        if (trees.dice.onceIn(2)) {
            Term<Integer> whole = trees.forest.integers.grow(size);
            return Term.of(
                    whole.expression().cast(Types.numeric(20, 2)),
                    whole,
                    a -> a == null ? null : BigDecimal.valueOf(a));
        }
        Term<Long> whole = trees.forest.longs.grow(size);
        return Term.of(
                whole.expression().cast(Types.numeric(30, 2)),
                whole,
                a -> a == null ? null : number(BigDecimal.valueOf(a)));
    }
}
