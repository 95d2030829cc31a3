package io.granary.orm.internal.loader;

import io.granary.engine.internal.Promise;
import io.granary.orm.LoaderSettings;
import io.granary.orm.internal.identity.EntityKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who waits for which key, and what is asked for next. Belongs to the loader's actor. */
final class WaitingKeys {

    private final LoaderSettings settings;

    /** In the order in which they were asked for first. */
    private final Map<EntityKey, List<Promise<Optional<Object>>>> waiting = new LinkedHashMap<>();

    private int running;

    WaitingKeys(LoaderSettings settings) {
        this.settings = settings;
    }

    /** Notes who waits for a key; false if there is no room for it. */
    boolean add(EntityKey key, Promise<Optional<Object>> promise) {
        List<Promise<Optional<Object>>> others = waiting.get(key);
        if (others == null) {
            if (waiting.size() == settings.waiting()) {
                return false;
            }
            others = new ArrayList<>(1);
            waiting.put(key, others);
        }
        others.add(promise);
        return true;
    }

    /** What the next statement asks for, and runs from now on; empty if nothing is to be asked for, or enough statements run. */
    Optional<Batch> next() {
        if (running == settings.parallelism() || waiting.isEmpty()) {
            return Optional.empty();
        }
        Map<EntityKey, List<Promise<Optional<Object>>>> batch = new LinkedHashMap<>();
        Iterator<Map.Entry<EntityKey, List<Promise<Optional<Object>>>>> keys =
                waiting.entrySet().iterator();
        while (keys.hasNext() && batch.size() < settings.batch()) {
            Map.Entry<EntityKey, List<Promise<Optional<Object>>>> each = keys.next();
            batch.put(each.getKey(), each.getValue());
            keys.remove();
        }
        running++;
        return Optional.of(new Batch(batch));
    }

    /** A statement has ended. */
    void ended() {
        running--;
    }

    /** Whether nobody waits, and nothing runs. */
    boolean isAtRest() {
        return running == 0 && waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** Lets go of all who wait. */
    List<Promise<Optional<Object>>> takeAll() {
        List<Promise<Optional<Object>>> all =
                waiting.values().stream().flatMap(Collection::stream).toList();
        waiting.clear();
        return all;
    }
}
