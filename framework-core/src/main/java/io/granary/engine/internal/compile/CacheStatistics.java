package io.granary.engine.internal.compile;

/**
 * What the cache of compiled statements has done since it was made.
 *
 * @param hits statements found in it
 * @param misses statements that had to be compiled
 * @param size statements in it now
 */
public record CacheStatistics(long hits, long misses, int size) {

    CacheStatistics plus(CacheStatistics other) {
        return new CacheStatistics(hits + other.hits, misses + other.misses, size + other.size);
    }
}
