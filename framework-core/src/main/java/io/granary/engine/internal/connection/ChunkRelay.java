package io.granary.engine.internal.connection;

import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.RowReceiver;
import io.granary.engine.RowChunk;
import io.granary.engine.RowKeys;
import io.granary.engine.Ticker;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.error.GranaryException;
import io.granary.error.StreamTooSlowException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * Between a statement that runs and the subscriber of its rows: chunks go from the driver's thread straight to the subscriber, as far as it
 * asked for them; the end goes by the connection actor, so that the connection is free when the subscriber hears of it. Thread-safe. Its phases are
 * {@link RelayPhases}.
 */
public final class ChunkRelay implements Subscription, Transfer {

    private final ToSubscriber<RowChunk> subscriber;
    private final BoundStatement statement;
    private final int chunkRows;
    private final TransferClock clock;
    private final Object lock = new Object();
    private final RelayPhases phases = new RelayPhases();
    private @Nullable DriverExecution execution;
    private long wanted;
    private long outstanding;
    private long moves;
    private @Nullable Runnable whenCancelled;
    private Runnable whenUnheard = () -> {};
    private @Nullable GranaryException defect;
    private @Nullable RowKeys keys;
    private long rows;

    /**
     * Relays nothing yet.
     *
     * @param subscriber who wants the rows; hears {@code onSubscribe} from elsewhere
     * @param statement what runs
     * @param chunkRows how many rows it gets at once, at least 1
     * @param maxHold how long the stream may hold its connection
     * @param ticker tells how much time has passed
     */
    public ChunkRelay(
            Subscriber<? super RowChunk> subscriber,
            BoundStatement statement,
            int chunkRows,
            Optional<Duration> maxHold,
            Ticker ticker) {
        this.subscriber = new ToSubscriber<>(subscriber, "rows");
        this.statement = statement;
        this.chunkRows = chunkRows;
        this.clock = new TransferClock(ticker, maxHold);
    }

    int chunkRows() {
        return chunkRows;
    }

    // ---- the subscriber's side

    @Override
    public void request(long chunks) {
        if (chunks < 1) {
            if (giveUp(null)) {
                subscriber.end(new IllegalArgumentException(
                        "request(" + chunks + "): at least one chunk has to be asked for (Reactive Streams, 3.9)"));
            }
            return;
        }
        DriverExecution asked;
        synchronized (lock) {
            if (!phases.isListening()) {
                return;
            }
            if (outstanding == 0) {
                clock.await();
            }
            phases.ask();
            moves++;
            outstanding = sum(outstanding, chunks);
            asked = execution;
            if (asked == null) {
                wanted = sum(wanted, chunks);
            }
        }
        if (asked != null) {
            asked.request(chunks);
        }
    }

    private static long sum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? DriverExecution.ALL : sum;
    }

    @Override
    public void cancel() {
        giveUp(null);
    }

    /** Nothing more is given to the subscriber, and the statement is stopped; whether that was not so before. */
    private boolean giveUp(@Nullable GranaryException why) {
        Runnable stop;
        synchronized (lock) {
            if (!phases.leave()) {
                return false;
            }
            defect = why;
            stop = whenCancelled;
        }
        if (stop != null) {
            stop.run();
        }
        return true;
    }

    // ---- the connection actor's side

    /** Ends the stream before its time; the subscriber is told when the statement has been stopped. */
    @Override
    public void close(GranaryException why) {
        giveUp(why);
    }

    /** Whether the subscriber still listens, so that the statement holds the connection. */
    @Override
    public boolean isOpen() {
        synchronized (lock) {
            return phases.isListening();
        }
    }

    /** Whether nobody wants the rest. */
    boolean isCancelled() {
        synchronized (lock) {
            return phases.isGone();
        }
    }

    /** The statement runs: what was asked for before is asked of it. */
    void begin(DriverExecution running) {
        long asked;
        synchronized (lock) {
            execution = running;
            clock.hold();
            asked = wanted;
        }
        if (asked > 0) {
            running.request(asked);
        }
    }

    /** Whether the statement gives rows by now, or was not even sent: the driver can stop it at once then. */
    boolean isFlowing() {
        synchronized (lock) {
            return phases.isFlowing();
        }
    }

    /**
     * Stops listening, and so has the driver stop the statement, once the rows have come that are on their way: a driver that drops them leaks their
     * buffers (r2dbc-postgresql, issue 580). A statement that has given none yet is left to the first it gives, for until then no driver can stop it.
     *
     * @param unheard told when nobody listens any more, so that no end will be told of the statement; on any thread
     */
    void stop(Runnable unheard) {
        DriverExecution running;
        synchronized (lock) {
            phases.stopListening();
            whenUnheard = unheard;
            running = phases.isFlowing() ? takeIfQuiet() : null;
        }
        if (running != null) {
            running.cancel();
            unheard.run();
        }
    }

    /** Whether the statement has been sent. */
    boolean isSent() {
        synchronized (lock) {
            return phases.isSent();
        }
    }

    /** Whether the statement gives rows, or is not even sent, and nobody wants the rest. */
    boolean isUnwanted() {
        synchronized (lock) {
            return phases.isGone() && phases.isFlowing();
        }
    }

    /** Stops listening at once, whatever is on its way: it comes too slowly to be awaited, or the driver takes what there is and drops it. */
    void leave() {
        DriverExecution running;
        synchronized (lock) {
            phases.stopListening();
            running = execution;
            execution = null;
        }
        if (running != null) {
            running.cancel();
        }
    }

    /** Whether rows came that the subscriber was not given although it still listened, so that what it has is not all. */
    boolean hasDropped() {
        synchronized (lock) {
            return phases.isIncomplete();
        }
    }

    /** What is to be stopped, if nothing is on its way that was counted. */
    private @Nullable DriverExecution takeIfQuiet() {
        if (!phases.isUnheard() || (outstanding > 0 && outstanding != DriverExecution.ALL)) {
            return null;
        }
        DriverExecution taken = execution;
        execution = null;
        return taken;
    }

    /** Takes the rest from the driver and drops it. */
    void drain() {
        DriverExecution running;
        synchronized (lock) {
            phases.drain();
            running = execution;
        }
        if (running != null) {
            running.request(DriverExecution.ALL);
        }
    }

    @Override
    public boolean waitsOutside() {
        synchronized (lock) {
            return outstanding == 0;
        }
    }

    @Override
    public long moves() {
        synchronized (lock) {
            return moves;
        }
    }

    @Override
    public Optional<Duration> timeLeft(Optional<Duration> limit) {
        long now = clock.now();
        synchronized (lock) {
            return clock.timeLeft(limit, outstanding > 0, now);
        }
    }

    @Override
    public Optional<StreamTooSlowException> overheld() {
        synchronized (lock) {
            return clock.overheld().map(all -> StreamTooSlowException.of(all, rows));
        }
    }

    /** How many rows were given on. */
    long rows() {
        synchronized (lock) {
            return rows;
        }
    }

    /** {@return what the connection actor answers when the statement has ended} */
    public Answer<Done> answer() {
        return new Answer<>() {
            @Override
            public void offer(Done value, Runnable refused) {
                GranaryException undecodable;
                synchronized (lock) {
                    undecodable = defect;
                }
                if (undecodable != null || end()) {
                    subscriber.end(undecodable);
                }
            }

            @Override
            public void fail(GranaryException failure) {
                ChunkRelay.this.fail(failure);
            }

            @Override
            public void whenAbandoned(Runnable action) {
                boolean now;
                synchronized (lock) {
                    whenCancelled = action;
                    now = phases.isGone();
                }
                if (now) {
                    action.run();
                }
            }
        };
    }

    /**
     * Ends the stream in failure, unless it is over.
     *
     * @param failure what the subscriber is told
     */
    public void fail(Throwable failure) {
        GranaryException undecodable;
        synchronized (lock) {
            undecodable = defect;
            defect = null;
        }
        if (undecodable != null) {
            subscriber.end(undecodable);
        } else if (end()) {
            subscriber.end(failure);
        }
    }

    private boolean end() {
        synchronized (lock) {
            return phases.tell();
        }
    }

    // ---- the driver's side

    /** Takes what the driver gives; the end goes to others. */
    RowReceiver receiver(Consumer<StatementRows> done, Consumer<DriverException> failed) {
        return new RowReceiver() {
            @Override
            public void columns(List<String> names) {
                keys = ResultAssembly.keys(statement.compiled(), names);
            }

            @Override
            public void rows(List<Object[]> chunk) {
                relay(chunk);
            }

            @Override
            public void updated(long count) {
                // A count is no row.
            }

            @Override
            public void completed() {
                done.accept(new StatementRows(null, List.of(), ChunkRelay.this.rows()));
            }

            @Override
            public void failed(DriverException failure) {
                failed.accept(failure);
            }
        };
    }

    private void relay(List<Object[]> chunk) {
        RowKeys known = keys;
        if (known == null || statement.inserted().isPresent() || !arrived(chunk.size())) {
            // What comes back with a row that is inserted tells of its key; no row was asked for.
            return;
        }
        try {
            statement.compiled().decoding().decode(chunk);
        } catch (GranaryException undecodable) {
            giveUp(undecodable);
            return;
        }
        subscriber.next(new RowChunk(known, chunk), this::cancel);
    }

    private boolean arrived(int size) {
        DriverExecution last;
        Runnable unheard;
        synchronized (lock) {
            if (outstanding != DriverExecution.ALL && outstanding > 0) {
                outstanding--;
            }
            clock.await();
            moves++;
            if (phases.come()) {
                rows += size;
                return true;
            }
            last = takeIfQuiet();
            unheard = whenUnheard;
        }
        if (last != null) {
            last.cancel();
            unheard.run();
        }
        return false;
    }
}
