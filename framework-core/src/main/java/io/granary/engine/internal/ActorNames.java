package io.granary.engine.internal;

import java.util.concurrent.atomic.AtomicLong;

/** Names for actors: what people call a thing, made fit for a path and unique within the JVM. */
public final class ActorNames {

    private static final AtomicLong LAST = new AtomicLong();

    private ActorNames() {}

    /**
     * {@return a name that no other actor has}
     *
     * @param name what people call it
     */
    public static String unique(String name) {
        return name.replaceAll("[^A-Za-z0-9_-]", "-") + "-" + LAST.incrementAndGet();
    }
}
