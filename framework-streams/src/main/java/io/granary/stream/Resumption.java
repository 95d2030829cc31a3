package io.granary.stream;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How {@link SqlSource#resumable} reads pages: how large they are, where the first one begins, and how long one that cannot be read is tried again. Immutable.
 *
 * @param pageRows how many rows a page has, at least 1
 * @param after the row behind which the first page begins, by its values of what rows are ordered by; empty for the first row
 * @param maxAttempts how often in a row a page is tried again that cannot be read, 0 or more
 * @param minBackoff the pause before the first of them; those that follow are longer, up to {@code maxBackoff}
 * @param maxBackoff the longest pause
 */
public record Resumption(int pageRows, List<?> after, int maxAttempts, Duration minBackoff, Duration maxBackoff) {

    private static final int ATTEMPTS = 20;
    private static final Duration MIN = Duration.ofMillis(50);
    private static final Duration MAX = Duration.ofSeconds(3);

    /**
     * Checks the ranges and copies the list.
     *
     * @throws ArgumentException when one is left
     */
    public Resumption {
        after = Collections.unmodifiableList(new ArrayList<>(requireNonNull(after, "after")));
        SqlSource.checkSize(pageRows);
        if (maxAttempts < 0 || minBackoff.isNegative() || minBackoff.isZero() || minBackoff.compareTo(maxBackoff) > 0) {
            throw ArgumentException.of(
                    "A page is to be tried again " + maxAttempts + " times after pauses of " + minBackoff + " to "
                            + maxBackoff + ".",
                    "Give no negative number, and pauses that get longer.");
        }
    }

    /**
     * {@return pages from the first row on, each tried again 20 times in a row after pauses of 50 ms to 3 s}
     *
     * @param rows how many rows a page has, at least 1
     * @throws ArgumentException when it is less
     */
    public static Resumption pages(int rows) {
        return new Resumption(rows, List.of(), ATTEMPTS, MIN, MAX);
    }

    /**
     * {@return this, from behind a row, such as the last one that was worked on before a program ended}
     *
     * @param last the row's values of what rows are ordered by
     */
    public Resumption after(Object... last) {
        return new Resumption(pageRows, List.of(last), maxAttempts, minBackoff, maxBackoff);
    }

    /**
     * {@return this, with other pauses}
     *
     * @param attempts how often in a row a page is tried again, 0 or more
     * @param min the first pause
     * @param max the longest pause
     * @throws ArgumentException when they are out of range
     */
    public Resumption withRetries(int attempts, Duration min, Duration max) {
        return new Resumption(pageRows, after, attempts, min, max);
    }
}
