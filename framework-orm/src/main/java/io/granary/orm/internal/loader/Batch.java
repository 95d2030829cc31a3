package io.granary.orm.internal.loader;

import io.granary.engine.internal.Promise;
import io.granary.orm.internal.identity.EntityKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What one statement asks for, and for whom. Each who waits is answered once: who is answered is taken out. */
final class Batch {

    private final Map<EntityKey, List<Promise<Optional<Object>>>> waiting;

    Batch(Map<EntityKey, List<Promise<Optional<Object>>>> waiting) {
        this.waiting = waiting;
    }

    List<List<Object>> keys() {
        List<List<Object>> keys = new ArrayList<>(waiting.size());
        waiting.keySet().forEach(key -> keys.add(key.values()));
        return keys;
    }

    /** Gives each who waits for a key an object of their own. */
    void give(EntityKey key, Supplier<Optional<Object>> object) {
        List<Promise<Optional<Object>>> promises = waiting.remove(key);
        if (promises != null) {
            promises.forEach(promise -> give(promise, object));
        }
    }

    private static void give(Promise<Optional<Object>> promise, Supplier<Optional<Object>> object) {
        try {
            promise.succeed(object.get());
        } catch (Throwable ofTheirClass) {
            promise.failWith(ofTheirClass);
        }
    }

    /** Says to all who are left that there is nothing. */
    void giveNothing() {
        waiting.values().forEach(promises -> promises.forEach(promise -> promise.succeed(Optional.empty())));
        waiting.clear();
    }

    void fail(Throwable failure) {
        waiting.values().forEach(promises -> promises.forEach(promise -> promise.failWith(failure)));
        waiting.clear();
    }
}
