package io.granary.engine.internal.compile;

/**
 * What the cache of compiled statements has done since it was made.
 *
 * @param hits statements found in it
 * @param misses statements that had to be compiled
 * @param size statements in it now
 */
public record CacheStatistics(long hits, long misses, int size) {}
