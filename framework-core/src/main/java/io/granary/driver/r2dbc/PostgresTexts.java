package io.granary.driver.r2dbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The texts that one session of the server knows by a name: as many as asked for, those of the latest uses. Thread-safe, since the rest of a statement that is not
 * listened to any more comes in beside the next one.
 *
 * <p>A text whose parameters change their types is prepared anew, since the server plans for types.
 */
final class PostgresTexts {

    private static final float LOAD = 0.75f;
    private static final int FIRST_SIZE = 16;
    private static final String UNNAMED = "";

    private final OptionalInt most;
    private final Object lock = new Object();
    private final LinkedHashMap<String, PostgresPrepared> known = new LinkedHashMap<>(FIRST_SIZE, LOAD, true);
    private List<String> forgotten = new ArrayList<>();
    private int named;

    /** Knows none yet; how many it will at most is 0 for none, and empty for any number. */
    PostgresTexts(OptionalInt most) {
        this.most = most;
    }

    /** {@return a text as the server knows it, or under a name that nothing had before} */
    PostgresPrepared find(String sql, int[] types) {
        synchronized (lock) {
            PostgresPrepared prepared = known.get(sql);
            return prepared != null && Arrays.equals(prepared.types(), types) ? prepared : next(types);
        }
    }

    private PostgresPrepared next(int[] types) {
        if (most.isPresent() && most.getAsInt() == 0) {
            return new PostgresPrepared(UNNAMED, types);
        }
        named++;
        return new PostgresPrepared("G_" + named, types);
    }

    /** Keeps what the server has taken, in the place of what went by the same text or was not used for longest. */
    void keep(String sql, PostgresPrepared taken) {
        if (taken.name().equals(UNNAMED)) {
            return;
        }
        taken.learn();
        synchronized (lock) {
            PostgresPrepared before = known.put(sql, taken);
            if (before != null) {
                forgotten.add(before.name());
            } else if (most.isPresent() && known.size() > most.getAsInt()) {
                Map.Entry<String, PostgresPrepared> eldest =
                        known.entrySet().iterator().next();
                known.remove(eldest.getKey());
                forgotten.add(eldest.getValue().name());
            }
        }
    }

    /** {@return the names that the server may forget, each told once} */
    List<String> forgotten() {
        synchronized (lock) {
            if (forgotten.isEmpty()) {
                return List.of();
            }
            List<String> names = forgotten;
            forgotten = new ArrayList<>();
            return names;
        }
    }

    /** Prepares a text anew at its next use; the server may have forgotten it. */
    void forget(String sql) {
        synchronized (lock) {
            PostgresPrepared before = known.remove(sql);
            if (before != null) {
                forgotten.add(before.name());
            }
        }
    }

    /** Prepares all texts anew: the server forgets one seldom alone. */
    void forgetAll() {
        synchronized (lock) {
            known.values().forEach(before -> forgotten.add(before.name()));
            known.clear();
        }
    }
}
