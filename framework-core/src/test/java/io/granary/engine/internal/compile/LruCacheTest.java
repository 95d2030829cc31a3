package io.granary.engine.internal.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.CacheStatistics;
import org.junit.jupiter.api.Test;

class LruCacheTest {

    @Test
    void dropsWhatWasUsedLongestAgo() {
        LruCache<String, Integer> cache = new LruCache<>(2);
        cache.put("a", 1);
        cache.put("b", 2);
        assertThat(cache.find("a")).contains(1);
        cache.put("c", 3);
        assertThat(cache.find("b")).isEmpty();
        assertThat(cache.find("a")).contains(1);
        assertThat(cache.find("c")).contains(3);
        assertThat(cache.statistics()).isEqualTo(new CacheStatistics(3, 1, 2));
    }

    @Test
    void keepsNothingAtSizeZero() {
        LruCache<String, Integer> cache = new LruCache<>(0);
        cache.put("a", 1);
        assertThat(cache.find("a")).isEmpty();
        assertThat(cache.statistics()).isEqualTo(new CacheStatistics(0, 1, 0));
    }
}
