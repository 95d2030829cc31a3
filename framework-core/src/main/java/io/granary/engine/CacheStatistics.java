package io.granary.engine;

/**
 * What the cache of compiled statements has done since the engine was made; all views of an engine share it.
 *
 * <p>Statements of one shape share an entry, whatever values they hold. (SQLAlchemy, "SQL Compilation Caching".) Many misses at a steady load mean that statements
 * are put together of texts that hold values, or that {@code query-cache-size} is too small.
 *
 * @param hits statements found in it
 * @param misses statements that had to be compiled
 * @param size statements in it now, at most twice {@code query-cache-size}: texts and built statements count apart
 */
public record CacheStatistics(long hits, long misses, int size) {

    /**
     * {@return both together}
     *
     * @param other of another cache
     */
    public CacheStatistics plus(CacheStatistics other) {
        return new CacheStatistics(hits + other.hits, misses + other.misses, size + other.size);
    }
}
