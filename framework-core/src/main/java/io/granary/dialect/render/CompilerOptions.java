package io.granary.dialect.render;

import static java.util.Objects.requireNonNull;

import io.granary.dialect.Dialect;
import io.granary.dialect.EmptyList;
import io.granary.dialect.Feature;
import io.granary.dialect.MarkerStyle;
import io.granary.error.ArgumentException;
import io.granary.sql.LexicalRules;

/**
 * What the compiler has to know of a database and its driver.
 *
 * @param dialect which database
 * @param rules how text is cut into tokens
 * @param markers how parameters are marked
 * @param emptyLists what IN over no values becomes
 * @param maxBinds the most markers one statement may have
 * @param nulInStrings whether a string may hold the character NUL; PostgreSQL's text cannot
 * @param pageSize how many rows an INSERT of many rows has at most
 * @param cacheSize how many compiled statements to keep; zero for none
 */
public record CompilerOptions(
        Dialect dialect,
        LexicalRules rules,
        MarkerStyle markers,
        EmptyList emptyLists,
        int maxBinds,
        boolean nulInStrings,
        int pageSize,
        int cacheSize) {

    /** How many rows SQLAlchemy inserts at once. */
    public static final int DEFAULT_PAGE_SIZE = 1000;

    /** What SQLAlchemy keeps. */
    public static final int DEFAULT_CACHE_SIZE = 500;

    /** Refuses a negative size. */
    public CompilerOptions {
        requireNonNull(dialect, "dialect");
        requireNonNull(rules, "rules");
        if (cacheSize < 0) {
            throw ArgumentException.of(
                    "The query cache size is " + cacheSize + "; it cannot be negative.", "Use 0 for no cache.");
        }
    }

    /**
     * {@return these options with another size of the cache}
     *
     * @param size how many compiled statements to keep; zero for none
     */
    public CompilerOptions withCacheSize(int size) {
        return new CompilerOptions(dialect, rules, markers, emptyLists, maxBinds, nulInStrings, pageSize, size);
    }

    /**
     * {@return these options with another size of pages}
     *
     * @param rows how many rows an INSERT of many rows has at most, at least 1
     */
    public CompilerOptions withPageSize(int rows) {
        return new CompilerOptions(dialect, rules, markers, emptyLists, maxBinds, nulInStrings, rows, cacheSize);
    }

    /**
     * {@return the options for a dialect, with the default cache}
     *
     * @param dialect which database
     */
    public static CompilerOptions of(Dialect dialect) {
        return new CompilerOptions(
                dialect,
                dialect.lexicalRules(),
                dialect.markers(),
                dialect.emptyLists(),
                dialect.maxBinds(),
                dialect.supports(Feature.NUL_IN_TEXT),
                DEFAULT_PAGE_SIZE,
                DEFAULT_CACHE_SIZE);
    }
}
