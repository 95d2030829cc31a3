package io.granary.sql;

import io.granary.error.ArgumentException;
import java.util.Optional;

/**
 * Which part of a table is read: {@code TABLESAMPLE} of SQL. Immutable.
 *
 * @param method how rows are chosen, {@code BERNOULLI} and {@code SYSTEM} in the standard
 * @param percent how much of the table, above 0 up to 100
 * @param seed what makes the choice come out the same again; empty for another one each time
 */
public record Sampling(Method method, double percent, Optional<Long> seed) {

    /** How rows are chosen. */
    public enum Method {
        /** Each row for itself: all of the table is read. */
        BERNOULLI,
        /** Whole pages: fast, and rows that lie together are chosen together. */
        SYSTEM
    }

    /** Checks the part. */
    public Sampling {
        if (!(percent > 0 && percent <= 100)) {
            throw ArgumentException.of(
                    "A sample is " + percent + " percent of a table.", "Give more than 0, up to 100.");
        }
    }

    /**
     * {@return a part of the rows, each chosen for itself}
     *
     * @param percent above 0 up to 100
     */
    public static Sampling bernoulli(double percent) {
        return new Sampling(Method.BERNOULLI, percent, Optional.empty());
    }

    /**
     * {@return a part of the pages}
     *
     * @param percent above 0 up to 100
     */
    public static Sampling system(double percent) {
        return new Sampling(Method.SYSTEM, percent, Optional.empty());
    }

    /**
     * {@return this with the same choice each time, as long as the table does not change}
     *
     * @param seed any number
     */
    public Sampling repeatable(long seed) {
        return new Sampling(method, percent, Optional.of(seed));
    }
}
