package io.granary.testkit.random;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What conditions mean: true, false, or null where it is not known (SQL:2016, 8.12). */
final class Truth {

    private Truth() {}

    static @Nullable Boolean not(@Nullable Boolean a) {
        return a == null ? null : !a;
    }

    static @Nullable Boolean and(@Nullable Boolean a, @Nullable Boolean b) {
        if (Boolean.FALSE.equals(a) || Boolean.FALSE.equals(b)) {
            return false;
        }
        return (a == null || b == null) ? null : true;
    }

    static @Nullable Boolean or(@Nullable Boolean a, @Nullable Boolean b) {
        return not(and(not(a), not(b)));
    }

    static boolean holds(@Nullable Boolean a) {
        return Boolean.TRUE.equals(a);
    }

    /** Not known of NULL. */
    static <A, B> @Nullable Boolean known(@Nullable A a, @Nullable B b, BiPredicate<A, B> test) {
        return (a == null || b == null) ? null : test.test(a, b);
    }

    static <T> @Nullable Boolean equal(@Nullable T a, @Nullable T b) {
        return known(a, b, Truth::same);
    }

    static <T extends Comparable<T>> @Nullable Boolean less(@Nullable T a, @Nullable T b) {
        return known(a, b, (x, y) -> x.compareTo(y) < 0);
    }

    static <T extends Comparable<T>> @Nullable Boolean between(@Nullable T value, @Nullable T low, @Nullable T high) {
        return and(not(less(value, low)), not(less(high, value)));
    }

    /** False for no candidate at all, for NULL too. */
    static <T> @Nullable Boolean in(@Nullable T value, List<? extends @Nullable T> candidates) {
        @Nullable Boolean found = false;
        for (T candidate : candidates) {
            found = or(found, equal(value, candidate));
        }
        return found;
    }

    /** Values alike, NULL being one. */
    static boolean alike(@Nullable Object a, @Nullable Object b) {
        return (a == null || b == null) ? a == b : same(a, b);
    }

    private static boolean same(Object a, Object b) {
        return (a instanceof BigDecimal x && b instanceof BigDecimal y) ? x.compareTo(y) == 0 : a.equals(b);
    }

    static boolean matches(String text, String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            String letter = pattern.substring(i, i + 1);
            regex.append(
                    switch (letter) {
                        case "%" -> ".*";
                        case "_" -> ".";
                        default -> Pattern.quote(letter);
                    });
        }
        return text.matches(regex.toString());
    }
}
