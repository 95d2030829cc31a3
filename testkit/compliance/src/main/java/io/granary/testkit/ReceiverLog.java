package io.granary.testkit;

import static java.util.Objects.requireNonNull;

import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.RowReceiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes down what a receiver is told, and every breach of the port's rules. */
final class ReceiverLog implements RowReceiver {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final int chunkSize;
    private final Consumer<ReceiverLog> onChunk;
    private final AtomicBoolean inside = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<String> breaches = new ArrayList<>();
    private final List<Object[]> rows = new ArrayList<>();
    private final List<Long> counts = new ArrayList<>();
    private @Nullable List<String> columns;
    private @Nullable DriverException failure;
    private @Nullable DriverExecution execution;
    private long asked;
    private int chunks;
    private boolean completed;
    private boolean stopped;

    ReceiverLog(int chunkSize, Consumer<ReceiverLog> onChunk) {
        this.chunkSize = chunkSize;
        this.onChunk = onChunk;
    }

    void of(DriverExecution started) {
        locked(() -> execution = started);
    }

    /** Asks for more, after noting what is allowed from now on. */
    void request(long more) {
        DriverExecution started = locked(() -> {
            asked = asked + more < 0 ? Long.MAX_VALUE : asked + more;
            return execution;
        });
        requireNonNull(started).request(more);
    }

    /** Cancels; from the return on, nothing may come. */
    void stop() {
        requireNonNull(execution).cancel();
        locked(() -> stopped = true);
    }

    @Override
    public void columns(List<String> names) {
        told("columns", () -> {
            if (columns != null) {
                breaches.add("columns were told twice");
            }
            columns = List.copyOf(names);
        });
    }

    @Override
    public void rows(List<Object[]> chunk) {
        told(
                "rows",
                () -> {
                    chunks++;
                    if (chunks > asked) {
                        breaches.add("chunk " + chunks + " came when " + asked + " were asked for");
                    }
                    if (chunk.isEmpty() || chunk.size() > chunkSize) {
                        breaches.add("a chunk of " + chunk.size() + " rows came where 1 to " + chunkSize + " are due");
                    }
                    int width = columns == null ? -1 : columns.size();
                    if (chunk.stream().anyMatch(row -> row.length != width)) {
                        breaches.add("a row has other columns than were told: " + columns);
                    }
                    rows.addAll(chunk);
                },
                () -> onChunk.accept(this));
    }

    @Override
    public void updated(long count) {
        told("updated", () -> counts.add(count));
    }

    @Override
    public void completed() {
        told("completed", () -> completed = true);
    }

    @Override
    public void failed(DriverException reason) {
        told("failed", () -> failure = reason);
    }

    /** Waits for the end. */
    ReceiverLog ended() {
        return await("the end", log -> log.isOver());
    }

    /** Waits for so many chunks. */
    ReceiverLog chunks(int expected) {
        return await(expected + " chunks", log -> log.chunks >= expected);
    }

    boolean isOver() {
        return locked(() -> completed || failure != null);
    }

    List<String> breaches() {
        return locked(() -> List.copyOf(breaches));
    }

    List<Object[]> rows() {
        return locked(() -> List.copyOf(rows));
    }

    /** {@return the first column as numbers} */
    List<Long> numbers() {
        return rows().stream().map(row -> ((Number) row[0]).longValue()).toList();
    }

    List<Long> counts() {
        return locked(() -> List.copyOf(counts));
    }

    int chunks() {
        return locked(() -> chunks);
    }

    @Nullable List<String> columns() {
        return locked(() -> columns);
    }

    @Nullable DriverException failure() {
        return locked(() -> failure);
    }

    private ReceiverLog await(String what, Predicate<ReceiverLog> reached) {
        long left = PATIENCE.toNanos();
        lock.lock();
        try {
            while (!reached.test(this)) {
                if (left <= 0) {
                    throw new AssertionError("Waited " + PATIENCE + " in vain for " + what + ": " + this);
                }
                left = changed.awaitNanos(left);
            }
            return this;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private void told(String call, Runnable effect) {
        told(call, effect, () -> {});
    }

    private void told(String call, Runnable effect, Runnable after) {
        boolean alone = inside.compareAndSet(false, true);
        locked(() -> {
            if (!alone) {
                breaches.add(call + " came while another call was on");
            }
            if (asked == 0) {
                breaches.add(call + " came before anything was asked for");
            }
            if (stopped) {
                breaches.add(call + " came after cancel");
            }
            if (completed || failure != null) {
                breaches.add(call + " came after the end");
            }
            effect.run();
            changed.signalAll();
            return call;
        });
        after.run();
        inside.set(false);
    }

    private <T extends @Nullable Object> T locked(Supplier<T> look) {
        lock.lock();
        try {
            return look.get();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return "columns " + columns + ", " + rows.size() + " rows in " + chunks + " of " + asked + " chunks, counts "
                + counts + (completed ? ", completed" : "") + (failure == null ? "" : ", failed: " + failure)
                + ", breaches " + breaches;
    }
}
