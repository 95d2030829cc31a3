package io.granary.testkit.random;

import static io.granary.sql.Sql.text;

import io.granary.sql.Condition;
import io.granary.sql.Expression;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Grows conditions on texts, and those that are text themselves. */
final class TextConditions {

    private static final List<String> PATTERNS = List.of("%", "a%", "%b", "_", "%1%", "a_", "", "%a_%");

    private final Forest forest;
    private final Dice dice;

    TextConditions(Forest forest) {
        this.forest = forest;
        this.dice = forest.dice;
    }

    Term<Boolean> grow(int size) {
        String part = forest.texts.sample();
        String pattern = dice.oneOf(PATTERNS);
        return switch (dice.below(7)) {
            case 0 -> one(size, text -> text.like(pattern), (a, b) -> Truth.matches(a, pattern));
            case 1 -> one(size, text -> text.notLike(pattern), (a, b) -> !Truth.matches(a, pattern));
            case 2 -> one(size, text -> text.contains(part), (a, b) -> a.contains(part));
            case 3 -> one(size, text -> text.startsWith(part), (a, b) -> a.startsWith(part));
            case 4 -> two(size);
            default -> written();
        };
    }

    private Term<Boolean> one(
            int size, Function<Expression<String>, Condition> condition, BiPredicate<String, String> meaning) {
        Term<String> text = forest.texts.grow(size);
        return Term.of(condition.apply(text.expression()), text, a -> Truth.known(a, a, meaning));
    }

    private Term<Boolean> two(int size) {
        int share = forest.texts.share(size);
        Term<String> text = forest.texts.grow(share);
        Term<String> other = forest.texts.grow(size - share);
        return dice.onceIn(2)
                ? Term.of(
                        text.expression().like(other.expression()),
                        text,
                        other,
                        (a, b) -> Truth.known(a, b, String::equals))
                : Term.of(
                        text.expression().startsWith(other.expression()),
                        text,
                        other,
                        (a, b) -> Truth.known(a, b, String::startsWith));
    }

    /** Of columns whose values are known. */
    private Term<Boolean> written() {
        Term<Integer> n = forest.integers.column(0);
        Term<Integer> m = forest.integers.column(1);
        return switch (dice.below(4)) {
            case 0 -> Term.of(text("n < m"), n, m, Truth::less);
            case 1 -> Term.of(text("n < m or n = 7"), n, m, (a, b) -> Truth.or(Truth.less(a, b), Truth.equal(a, 7)));
            case 2 ->
                Term.of(
                        text("n < m and not n < 1"),
                        n,
                        m,
                        (a, b) -> Truth.and(Truth.less(a, b), Truth.not(Truth.less(a, 1))));
            default -> Term.of(text("n between 0 and 7 -- or not"), n, a -> Truth.between(a, 0, 7));
        };
    }
}
