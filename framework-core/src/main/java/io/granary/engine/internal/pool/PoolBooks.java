package io.granary.engine.internal.pool;

import io.granary.engine.EngineOptions;
import io.granary.engine.PoolKind;
import io.granary.engine.PoolStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The books of a pool: which connections there are, what each is doing, and whether one more may be opened. Plain: derived from what
 * connection actors report and from their ends, never from counters of its own.
 */
final class PoolBooks {

    private static final double PERCENT = 100;

    private final EngineOptions options;
    private final DoubleSupplier chance;
    private final PoolShape shape;
    private final Ceiling ceiling = new Ceiling();
    private final Map<Long, Slot> slots = new LinkedHashMap<>();
    private final Deque<Slot> idle = new ArrayDeque<>();
    private final Map<Long, Slot> closing = new HashMap<>();
    private final Map<Long, Slot> outside = new LinkedHashMap<>();
    private boolean aside;
    private long generation;
    private long opened;
    private long closed;
    private long timedOut;
    private long recycled;
    private long invalidated;

    /**
     * Has no connection.
     *
     * @param chance from 0 to 1, for how long each connection lives
     */
    PoolBooks(EngineOptions options, DoubleSupplier chance) {
        this.options = options;
        this.chance = chance;
        this.shape = PoolShape.of(options);
    }

    PoolShape shape() {
        return shape;
    }

    Ceiling ceiling() {
        return ceiling;
    }

    // ---- places

    /** How many places are taken. */
    int taken() {
        return slots.size();
    }

    int opening() {
        int count = 0;
        for (Slot slot : slots.values()) {
            if (slot.status() == Slot.Status.OPENING) {
                count++;
            }
        }
        return count;
    }

    /** How many connections are open and have a place. */
    int open() {
        return slots.size() - opening();
    }

    int lent() {
        return slots.size() - idle.size() - opening();
    }

    /** How many are idle, those included that are asked for a sign of life. */
    int idleCount() {
        return idle.size();
    }

    /** Whether a place is free. */
    boolean mayOpen() {
        return slots.size() < shape.most();
    }

    /** How many connections those who wait can have without anyone giving one back: idle, being opened, or not yet opened. */
    int obtainable() {
        return Math.min(shape.most(), ceiling.most()) - lent();
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
        slot.opened(now, chance.getAsDouble());
        opened++;
        idle.addLast(slot);
    }

    /** The next connection to lend in the configured order; null when there is none. */
    @Nullable Slot takeIdle() {
        Iterator<Slot> order = options.poolUseLifo() ? idle.descendingIterator() : idle.iterator();
        while (order.hasNext()) {
            Slot slot = order.next();
            if (slot.status() == Slot.Status.IDLE) {
                order.remove();
                return slot;
            }
        }
        return null;
    }

    void returned(Slot slot, long now) {
        slot.returned(now);
        idle.addLast(slot);
    }

    /** Whether an idle connection is too old, or from before a disconnect or a disposal. */
    boolean isStale(Slot slot, long now) {
        return slot.generation() < generation || isAged(slot, now);
    }

    private boolean isAged(Slot slot, long now) {
        if (options.poolKind() == PoolKind.STATIC) {
            return false;
        }
        return options.poolRecycle()
                .map(Duration::toNanos)
                .filter(age ->
                        now - slot.openedAt() > age - (long) (age * slot.share() * options.lifetimeJitter() / PERCENT))
                .isPresent();
    }

    /** Whether more is idle than the pool keeps when nobody waits. */
    boolean hasMoreIdleThanItKeeps() {
        return idle.size() > shape.keeps();
    }

    /** The connection that came last to the idle ones and can be closed; null when there is none. */
    @Nullable Slot lastReturned() {
        Iterator<Slot> last = idle.descendingIterator();
        while (last.hasNext()) {
            Slot slot = last.next();
            if (slot.status() == Slot.Status.IDLE) {
                return slot;
            }
        }
        return null;
    }

    /** Those that can be lent, the one that was not needed for longest first. */
    List<Slot> lendable() {
        return idle.stream().filter(slot -> slot.status() == Slot.Status.IDLE).toList();
    }

    /** How many idle connections there are that will not soon be replaced because of their age. */
    long freshIdle(long now) {
        return idle.stream().filter(slot -> !isStale(slot, now)).count();
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

    /** Every connection that could be lent and is stale, taken out of the idle ones. */
    List<Slot> takeStale(long now) {
        List<Slot> stale =
                lendable().stream().filter(slot -> isStale(slot, now)).toList();
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

    /** Whether a connection is held beside the pool, for stopping statements. */
    void aside(boolean held) {
        aside = held;
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
        int size = shape.keeps() == PoolShape.UNLIMITED ? 0 : shape.keeps();
        return new PoolStatus(
                size,
                idle.size(),
                lent(),
                slots.size() - size,
                opening(),
                waiting,
                closing.size(),
                aside ? 1 : 0,
                opened,
                closed,
                timedOut,
                recycled,
                invalidated);
    }
}
