package io.granary.engine.internal.compile;

import io.granary.engine.CacheStatistics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the values that were used last. Thread-safe. The lock is held for a look or a put only, so two threads may make the same value at
 * once; the later one stays, and both are right.
 */
final class LruCache<K, V> {

    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long hits;
    private long misses;

    LruCache(int capacity) {
        this.capacity = capacity;
    }

    Optional<V> find(K key) {
        lock.lock();
        try {
            Optional<V> found = Optional.ofNullable(entries.get(key));
            if (found.isPresent()) {
                hits++;
            } else {
                misses++;
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    void put(K key, V value) {
        if (capacity == 0) {
            return;
        }
        lock.lock();
        try {
            entries.put(key, value);
            if (entries.size() > capacity) {
                entries.remove(entries.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    CacheStatistics statistics() {
        lock.lock();
        try {
            return new CacheStatistics(hits, misses, entries.size());
        } finally {
            lock.unlock();
        }
    }
}
