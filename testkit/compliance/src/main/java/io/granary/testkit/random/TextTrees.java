package io.granary.testkit.random;

import io.granary.sql.Functions;
import io.granary.type.Types;
import java.util.List;
import java.util.Locale;

/** Grows texts. They are of few letters and digits, which all databases put into the same order. */
final class TextTrees extends Trees<String> {

    private static final List<String> SAMPLES = List.of("", "a", "b", "ab", "ba", "0", "1", "12", "a1");
    private static final int LENGTH = 200;

    TextTrees(Forest forest, List<Term<String>> columns) {
        super(forest, Types.string(20), columns);
    }

    @Override
    String sample() {
        return dice.oneOf(SAMPLES);
    }

    @Override
    Term<String> branch(int size) {
        return switch (dice.below(7)) {
            case 0 -> letters(size);
            case 1 -> part(size);
            case 2 -> {
                Term<String> text = grow(size);
                String suffix = sample();
                yield Term.of(text.expression().concat(suffix), text, a -> a == null ? null : checked(a + suffix));
            }
            case 3 -> {
                if (!forest.habits.castsAreTexts()) {
                    yield behind(size, this);
                }
                Term<Integer> number = forest.integers.grow(size);
                yield Term.of(number.expression().cast(Types.TEXT), number, a -> a == null ? null : a.toString());
            }
            case 4 -> behind(size, dice.onceIn(2) ? forest.integers : forest.longs);
            default -> behind(size, this);
        };
    }

    @Override
    boolean isCast() {
        return forest.habits.castsAreTexts();
    }

    private Term<String> behind(int size, Trees<?> others) {
        int share = share(size);
        Term<String> left = grow(share);
        Term<?> right = others.grow(size - share);
        return Term.of(
                left.expression().concat(right.expression()),
                left,
                right,
                (a, b) -> (a == null || b == null) ? null : checked(a + b));
    }

    private Term<String> letters(int size) {
        Term<String> text = grow(size);
        return forest.habits.lettersHaveCase() && dice.onceIn(2)
                ? Term.of(
                        Functions.lower(Functions.upper(text.expression())),
                        text,
                        a -> a == null ? null : a.toLowerCase(Locale.ROOT))
                : Term.of(Functions.lower(text.expression()), text, a -> a == null ? null : a.toLowerCase(Locale.ROOT));
    }

    private Term<String> part(int size) {
        Term<String> text = grow(size);
        int from = 1 + dice.below(2);
        return Term.of(
                Functions.substring(text.expression(), from, 2),
                text,
                a -> a == null ? null : a.substring(Math.min(a.length(), from - 1), Math.min(a.length(), from + 1)));
    }

    private static String checked(String text) {
        if (text.length() > LENGTH) {
            throw new ArithmeticException("too long");
        }
        return text;
    }
}
