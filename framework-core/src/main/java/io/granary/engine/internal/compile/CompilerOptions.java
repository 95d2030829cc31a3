package io.granary.engine.internal.compile;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;
import io.granary.sql.LexicalRules;

/**
 * What the compiler has to know of a database and its driver.
 *
 * @param rules how text is cut into tokens
 * @param markers how parameters are marked
 * @param emptyLists what IN over no values becomes
 * @param maxBinds the most markers one statement may have
 * @param nulInStrings whether a string may hold the character NUL; PostgreSQL's text cannot
 * @param cacheSize how many compiled statements to keep; zero for none
 */
public record CompilerOptions(
        LexicalRules rules,
        MarkerStyle markers,
        EmptyList emptyLists,
        int maxBinds,
        boolean nulInStrings,
        int cacheSize) {

    /** What SQLAlchemy keeps. */
    public static final int DEFAULT_CACHE_SIZE = 500;

    /** Refuses a negative size. */
    public CompilerOptions {
        requireNonNull(rules, "rules");
        if (cacheSize < 0) {
            throw ArgumentException.of(
                    "The query cache size is " + cacheSize + "; it cannot be negative.", "Use 0 for no cache.");
        }
    }

    /** {@return PostgreSQL: its protocol counts parameters in 16 bits} */
    public static CompilerOptions postgresql() {
        return new CompilerOptions(
                LexicalRules.postgresql(),
                MarkerStyle.DOLLAR_NUMBERED,
                EmptyList.ARRAY,
                65_535,
                false,
                DEFAULT_CACHE_SIZE);
    }

    /** {@return MySQL and MariaDB: a prepared statement counts parameters in 16 bits} */
    public static CompilerOptions mysql() {
        return new CompilerOptions(
                LexicalRules.mysql(), MarkerStyle.QUESTION, EmptyList.SUBQUERY, 65_535, true, DEFAULT_CACHE_SIZE);
    }

    /** {@return H2, which has a constant of 100000} */
    public static CompilerOptions h2() {
        return new CompilerOptions(
                LexicalRules.h2(), MarkerStyle.QUESTION, EmptyList.SUBQUERY, 100_000, true, DEFAULT_CACHE_SIZE);
    }

    /**
     * {@return these options with another size of the cache}
     *
     * @param size how many compiled statements to keep; zero for none
     */
    public CompilerOptions withCacheSize(int size) {
        return new CompilerOptions(rules, markers, emptyLists, maxBinds, nulInStrings, size);
    }
}
