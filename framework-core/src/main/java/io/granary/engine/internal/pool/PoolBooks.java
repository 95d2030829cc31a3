package io.granary.engine.internal.pool;

import io.granary.engine.EngineOptions;
import io.granary.engine.PoolStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The books of a pool: which connections there are, what each is doing, and whether one more may be opened. Plain: derived from what
 * connection actors report and from their ends, never from counters of its own.
 */
final class PoolBooks {

    private final EngineOptions options;
    private final Map<Long, Slot> slots = new LinkedHashMap<>();
    private final Deque<Slot> idle = new ArrayDeque<>();
    private final Map<Long, Slot> closing = new HashMap<>();
    private final Map<Long, Slot> outside = new LinkedHashMap<>();
    private long generation;
    private long opened;
    private long closed;
    private long timedOut;
    private long recycled;
    private long invalidated;

    PoolBooks(EngineOptions options) {
        this.options = options;
    }

    // ---- places

    /** How many places are taken. */
    int taken() {
        return slots.size();
    }

    int opening() {
        return (int) slots.values().stream()
                .filter(slot -> slot.status() == Slot.Status.OPENING)
                .count();
    }

    int lent() {
        return slots.size() - idle.size() - opening();
    }

    int idleCount() {
        return idle.size();
    }

    /** Whether a place is free. Size 0 means as many as wanted, and so does overflow -1. */
    boolean mayOpen() {
        return hasNoLimit() || slots.size() < options.poolSize() + options.maxOverflow();
    }

    /** How many connections those who wait can have without anyone giving one back: idle, being opened, or not yet opened. */
    int obtainable() {
        if (hasNoLimit()) {
            return Integer.MAX_VALUE / 2;
        }
        return options.poolSize() + options.maxOverflow() - lent();
    }

    private boolean hasNoLimit() {
        return options.poolSize() == 0 || options.maxOverflow() < 0;
    }

    // ---- lives

    void add(Slot slot) {
        slots.put(slot.id(), slot);
    }

    @Nullable Slot slot(long id) {
        return slots.get(id);
    }

    Collection<Slot> all() {
        return List.copyOf(slots.values());
    }

    void opened(Slot slot, long now) {
        slot.opened(now);
        opened++;
        idle.addLast(slot);
    }

    /** The next idle connection in the configured order; null when there is none. */
    @Nullable Slot takeIdle() {
        return options.poolUseLifo() ? idle.pollLast() : idle.pollFirst();
    }

    void returned(Slot slot) {
        slot.returned();
        idle.addLast(slot);
    }

    /** Whether an idle connection is too old, or from before a disconnect or a disposal. */
    boolean isStale(Slot slot, long now) {
        if (slot.generation() < generation) {
            return true;
        }
        return options.poolRecycle()
                .map(Duration::toNanos)
                .filter(age -> now - slot.openedAt() > age)
                .isPresent();
    }

    /** Whether more is idle than the pool keeps when nobody waits. */
    boolean hasMoreIdleThanItKeeps() {
        return options.poolSize() > 0 && idle.size() > options.poolSize();
    }

    /** The connection that came last to the idle ones; null when there is none. */
    @Nullable Slot lastReturned() {
        return idle.peekLast();
    }

    /** The connection has no place any more; its actor still lives. */
    void leaves(Slot slot, boolean detached) {
        slots.remove(slot.id());
        idle.remove(slot);
        if (detached) {
            outside.put(slot.id(), slot);
        } else {
            closing.put(slot.id(), slot);
        }
    }

    /** The actor of a connection has ended; its place, if it still had one, is free. Null for one that had been given up. */
    @Nullable Slot ended(long id) {
        Slot givenUp = closing.remove(id);
        Slot detached = outside.remove(id);
        Slot slot = detached == null ? slots.remove(id) : detached;
        if (slot != null) {
            idle.remove(slot);
        }
        Slot gone = slot == null ? givenUp : slot;
        if (gone != null && gone.status() != Slot.Status.OPENING) {
            closed++;
        }
        return slot;
    }

    /** From now on connections opened so far are stale. */
    void nextGeneration() {
        generation++;
    }

    long generation() {
        return generation;
    }

    /** Every idle connection that is stale, taken out of the idle ones. */
    List<Slot> takeStale(long now) {
        List<Slot> stale = idle.stream().filter(slot -> isStale(slot, now)).toList();
        idle.removeAll(stale);
        return stale;
    }

    /** Whether no connection is left, closing ones included. */
    boolean isEmpty() {
        return slots.isEmpty() && closing.isEmpty() && outside.isEmpty();
    }

    /** Whether nothing is closing. */
    boolean nothingCloses() {
        return closing.isEmpty();
    }

    /** The loans, the oldest first. */
    List<Slot> loans() {
        List<Slot> lent = new ArrayList<>();
        for (Slot slot : slots.values()) {
            if (slot.loan() != null) {
                lent.add(slot);
            }
        }
        lent.sort(Comparator.comparingLong(PoolBooks::since));
        return lent;
    }

    /** The loans of connections that left the pool for their holders. */
    Collection<Slot> detached() {
        return List.copyOf(outside.values());
    }

    private static long since(Slot slot) {
        Loan loan = slot.loan();
        return loan == null ? Long.MAX_VALUE : loan.since();
    }

    // ---- counters for people

    void countTimeout() {
        timedOut++;
    }

    void countRecycled() {
        recycled++;
    }

    void countInvalidated() {
        invalidated++;
    }

    PoolStatus status(int waiting) {
        return new PoolStatus(
                options.poolSize(),
                idle.size(),
                lent(),
                slots.size() - options.poolSize(),
                opening(),
                waiting,
                closing.size(),
                opened,
                closed,
                timedOut,
                recycled,
                invalidated);
    }
}
