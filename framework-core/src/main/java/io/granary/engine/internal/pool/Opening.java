package io.granary.engine.internal.pool;

import io.granary.dialect.ConnectTrouble;
import io.granary.dialect.ServerFacts;
import io.granary.engine.PoolListener;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.ConnectionReport;
import io.granary.engine.internal.connection.ConnectionSetup;
import io.granary.engine.internal.connection.OpeningConnection;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/**
 * How connections come into the pool. Until one of them has told about the server, one at a time is opened; so it is after a connect that
 * failed, with pauses. Belongs to the supervisor and is called on its thread only; it waits for nothing.
 */
final class Opening {

    private final ActorContext<PoolCommand> context;
    private final ConnectionSetup setup;
    private final PoolBooks books;
    private final Attempts attempts;
    private final PoolLives lives;
    private final Consumer<ServerFacts> learned;
    private final Consumer<ConnectionReport> reports;
    private final LongFunction<PoolCommand> whenConnectionEnds;
    private final Consumer<Duration> wakeUp;
    private boolean initialized;
    private boolean closed;

    /**
     * Opens nothing yet.
     *
     * @param learned told what the first connection learned of its server
     * @param reports has the supervisor read what a connection actor reports; safe for any thread
     * @param whenConnectionEnds makes the message that the supervisor gets about a connection actor
     * @param wakeUp has the supervisor look again in that time
     */
    Opening(
            ActorContext<PoolCommand> context,
            ConnectionSetup setup,
            PoolBooks books,
            Attempts attempts,
            PoolLives lives,
            Consumer<ServerFacts> learned,
            Consumer<ConnectionReport> reports,
            LongFunction<PoolCommand> whenConnectionEnds,
            Consumer<Duration> wakeUp) {
        this.context = context;
        this.setup = setup;
        this.books = books;
        this.attempts = attempts;
        this.lives = lives;
        this.learned = learned;
        this.reports = reports;
        this.whenConnectionEnds = whenConnectionEnds;
        this.wakeUp = wakeUp;
    }

    /** Opens what may be opened for so many who wait. */
    void openFor(int waiting, long now) {
        while (books.opening() < waiting && (initialized || books.opening() == 0) && mayOpenForAWaiter(now)) {
            open();
        }
    }

    /** Opens what is wanted ahead of need, beside what those get who wait. */
    void openAhead(int waiting, long now) {
        int wanted = setup.options().minIdle();
        if (wanted == 0 || closed) {
            return;
        }
        while (books.taken() < books.shape().keeps()
                && books.freshIdle(now) + books.opening() - waiting < wanted
                && (initialized || books.opening() == 0)
                && attempts.allow(now, books.opening())) {
            open();
        }
    }

    /** Nothing is opened ahead of need any more. */
    void close() {
        closed = true;
    }

    /** Whether there is a place for a connection, and no pause after one that failed. */
    boolean mayOpenForAWaiter(long now) {
        return books.mayOpen() && (!attempts.pauseForAll() || attempts.allow(now, books.opening()));
    }

    private void open() {
        long id = lives.nextConnection();
        ActorRef<ConnectionCommand> actor = context.spawn(
                OpeningConnection.create(setup, new ConnectionReport.Line(reports, id), !initialized),
                "connection-" + id,
                DispatcherSelector.fromConfig("granary.dispatcher"));
        context.watchWith(actor, whenConnectionEnds.apply(id));
        books.add(new Slot(id, actor, books.generation()));
    }

    /** A connection is open and idle; the objection of a listener, if one has any: then it has been closed. */
    Optional<GranaryException> opened(Slot slot, Optional<ServerFacts> facts, long now) {
        facts.ifPresent(learned);
        initialized |= facts.isPresent();
        books.opened(slot, now);
        if (books.ceiling().raise(books.open(), books.shape().most())) {
            context.getLog()
                    .info("pool [{}]: the server takes as many clients as the pool may be again", setup.engine());
        }
        pause(attempts.succeeded(now, books.ceiling().isLowered()));
        try {
            setup.listeners().pool(setup.engine(), slot.id(), PoolListener.Event.CONNECTED);
            return Optional.empty();
        } catch (Throwable refusal) {
            if (refusal instanceof VirtualMachineError fatal) {
                throw fatal;
            }
            books.leaves(slot, false);
            slot.actor().tell(ConnectionCommand.Retire.INSTANCE);
            GranaryException objection = refused(refusal);
            pause(attempts.failed(ConnectTrouble.OTHER, objection, slot.id(), lives.lastConnection(), now));
            return Optional.of(objection);
        }
    }

    /**
     * A connection could not be opened.
     *
     * @return whether those who wait go on waiting
     */
    boolean failed(Slot slot, ConnectionReport.OpenFailed failed, long now) {
        books.leaves(slot, false);
        GranaryException why = failed.failure();
        boolean news = attempts.lastFailure() == null;
        pause(attempts.failed(failed.trouble(), why, slot.id(), lives.lastConnection(), now));
        boolean tooMany = failed.trouble() == ConnectTrouble.TOO_MANY;
        if (tooMany && books.ceiling().lower(books.open())) {
            context.getLog()
                    .warn(
                            "pool [{}]: the server has too many clients; going on with [{}] connections, trying for more with pauses",
                            setup.engine(),
                            books.open());
        } else if (news) {
            context.getLog()
                    .warn(
                            "pool [{}]: a connect failed: {}",
                            setup.engine(),
                            why.report().sentence());
        }
        return attempts.waitersStay() || (tooMany && books.open() > 0);
    }

    private void pause(Optional<Long> nanos) {
        // A millisecond more, for the timer's clock is not ours.
        nanos.ifPresent(pause -> wakeUp.accept(Duration.ofNanos(pause).plusMillis(1)));
    }

    /** Why nobody who comes now can be served: the server refused to let us in a moment ago, and there is no connection to wait for. */
    Optional<GranaryException> refusal(long now) {
        return books.taken() == 0 ? attempts.refusal(now) : Optional.empty();
    }

    /** Why the last connect failed; null after one that went well. */
    @Nullable GranaryException lastFailure() {
        return attempts.lastFailure();
    }

    private static GranaryException refused(Throwable refusal) {
        return new InvalidRequestException(
                ErrorReport.of(
                                ErrorCode.INVALID_REQUEST,
                                "A pool listener refused the new connection by throwing "
                                        + refusal.getClass().getSimpleName() + ".")
                        .hint("look at the cause"),
                refusal);
    }
}
