package io.granary.testkit.random;

import io.granary.sql.Expression;
import io.granary.sql.Functions;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.math.BigDecimal;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Whole numbers.
 *
 * @param <T> their Java class
 */
final class WholeNumbers<T extends Number & Comparable<T>> implements NumberKind<T> {

    static final WholeNumbers<Integer> INTEGERS =
            new WholeNumbers<>(Types.INTEGER, BigDecimal::intValueExact, WholeNumbers::made);

    static final WholeNumbers<Long> LONGS =
            new WholeNumbers<>(Types.BIG_INTEGER, BigDecimal::longValueExact, WholeNumbers::widened);

    private final SqlType<T> type;
    private final Function<BigDecimal, T> number;
    private final Conversion<T> conversion;

    private WholeNumbers(SqlType<T> type, Function<BigDecimal, T> number, Conversion<T> conversion) {
        this.type = type;
        this.number = number;
        this.conversion = conversion;
    }

    /** Makes a number of something else. */
    private interface Conversion<T> {
        Term<T> grow(Forest forest, int size);
    }

    @Override
    public SqlType<T> type() {
        return type;
    }

    @Override
    public BigDecimal sample(Dice dice) {
        return BigDecimal.valueOf(dice.below(21) - 10L);
    }

    @Override
    public BigDecimal divisor(Dice dice) {
        return BigDecimal.valueOf(dice.onceIn(2) ? 1L + dice.below(7) : -1L - dice.below(7));
    }

    @Override
    public boolean dividesExactly() {
        return false;
    }

    @Override
    public BigDecimal quotient(BigDecimal dividend, BigDecimal divisor) {
        return dividend.divideToIntegralValue(divisor);
    }

    @Override
    public BigDecimal rest(BigDecimal dividend, BigDecimal divisor) {
        return dividend.remainder(divisor);
    }

    @Override
    public BigDecimal exact(T whole) {
        return BigDecimal.valueOf(whole.longValue());
    }

    @Override
    public T number(BigDecimal exact) {
        return number.apply(exact);
    }

    @Override
    public Term<T> other(NumberTrees<T> trees, int size) {
        return trees.dice.onceIn(2) ? conversion.grow(trees.forest, size) : bits(trees, trees.grow(size));
    }

    private Term<T> bits(NumberTrees<T> trees, Term<T> of) {
        int bits = trees.dice.below(32);
        int places = 1 + trees.dice.below(3);
        T mask = number.apply(BigDecimal.valueOf(bits));
        boolean signed = trees.forest.habits.bitsHaveSigns();
        return switch (trees.dice.below(5)) {
            case 0 -> one(trees, of, signed, x -> x.bitAnd(mask), a -> a & bits);
            case 1 -> one(trees, of, signed, x -> x.bitOr(mask), a -> positive(a) | bits);
            case 2 -> one(trees, of, signed, x -> x.bitXor(mask), a -> positive(a) ^ bits);
            case 3 ->
                one(trees, of, signed, x -> x.shiftLeft(places), a -> Math.multiplyExact(positive(a), 1L << places));
            default -> one(trees, of, signed, x -> x.shiftRight(places), a -> positive(a) >> places);
        };
    }

    private Term<T> one(
            NumberTrees<T> trees,
            Term<T> of,
            boolean signed,
            UnaryOperator<Expression<T>> expression,
            Function<Long, Long> meaning) {
        return trees.one(
                of,
                x -> signed ? expression.apply(x) : expression.apply(x).cast(type),
                a -> BigDecimal.valueOf(meaning.apply(a.longValueExact())));
    }

    /** The bits of others are more or fewer on one database than on another. */
    private static long positive(long number) {
        if (number < 0) {
            throw new ArithmeticException("negative");
        }
        return number;
    }

    private static Term<Integer> made(Forest forest, int size) {
        if (forest.dice.onceIn(2)) {
            Term<String> text = forest.texts.grow(size);
            return Term.of(Functions.charLength(text.expression()), text, a -> a == null ? null : a.length());
        }
        Term<Long> whole = forest.longs.grow(size);
        return Term.of(whole.expression().cast(Types.INTEGER), whole, a -> a == null ? null : Math.toIntExact(a));
    }

    private static Term<Long> widened(Forest forest, int size) {
        Term<Integer> whole = forest.integers.grow(size);
        return Term.of(whole.expression().cast(Types.BIG_INTEGER), whole, a -> a == null ? null : a.longValue());
    }
}
