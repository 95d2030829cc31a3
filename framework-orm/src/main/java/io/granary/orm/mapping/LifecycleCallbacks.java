package io.granary.orm.mapping;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What is called as objects of a class are loaded and written, in the order of the specification. Immutable. */
public final class LifecycleCallbacks {

    /** Nothing is called. */
    public static final LifecycleCallbacks NONE = new LifecycleCallbacks(Map.of());

    private final Map<Moment, List<Consumer<Object>>> calls;

    /** When something is called. */
    public enum Moment {
        /** Before an INSERT is written: {@code @PrePersist}. */
        BEFORE_INSERT,
        /** After an INSERT: {@code @PostPersist}. */
        AFTER_INSERT,
        /** Before an UPDATE is written: {@code @PreUpdate}. */
        BEFORE_UPDATE,
        /** After an UPDATE: {@code @PostUpdate}. */
        AFTER_UPDATE,
        /** Before a DELETE is written: {@code @PreRemove}. */
        BEFORE_DELETE,
        /** After a DELETE: {@code @PostRemove}. */
        AFTER_DELETE,
        /** After an object was filled from a row: {@code @PostLoad}. */
        AFTER_LOAD
    }

    private LifecycleCallbacks(Map<Moment, List<Consumer<Object>>> calls) {
        this.calls = calls;
    }

    /**
     * {@return these and one more, called last}
     *
     * @param moment when
     * @param call what
     */
    public LifecycleCallbacks with(Moment moment, Consumer<Object> call) {
        Map<Moment, List<Consumer<Object>>> more = new EnumMap<>(Moment.class);
        more.putAll(calls);
        List<Consumer<Object>> all = new ArrayList<>(more.getOrDefault(moment, List.of()));
        all.add(call);
        more.put(moment, List.copyOf(all));
        return new LifecycleCallbacks(more);
    }

    /** {@return whether nothing is ever called} */
    public boolean isEmpty() {
        return calls.isEmpty();
    }

    /**
     * {@return whether something is called then}
     *
     * @param moment when
     */
    public boolean has(Moment moment) {
        return calls.containsKey(moment);
    }

    /**
     * Calls what is to be called.
     *
     * @param moment when
     * @param object whose moment it is
     */
    public void call(Moment moment, Object object) {
        for (Consumer<Object> call : calls.getOrDefault(moment, List.of())) {
            call.accept(object);
        }
    }
}
