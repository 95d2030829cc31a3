package io.granary.engine.internal.pool;

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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/**
 * How connections come into the pool. Until one of them has told about the server, one at a time is opened. Belongs to the supervisor
 * and is called on its thread only; it waits for nothing.
 */
final class Opening {

    private final ActorContext<PoolCommand> context;
    private final ConnectionSetup setup;
    private final PoolBooks books;
    private final Consumer<ServerFacts> learned;
    private final ActorRef<ConnectionReport> reports;
    private final LongFunction<PoolCommand> whenConnectionEnds;
    private boolean initialized;
    private long lastConnection;
    private @Nullable GranaryException lastFailure;

    /**
     * Opens nothing yet.
     *
     * @param learned told once what the first connection learned of its server
     * @param reports where connection actors report
     * @param whenConnectionEnds makes the message that the supervisor gets about a connection actor
     */
    Opening(
            ActorContext<PoolCommand> context,
            ConnectionSetup setup,
            PoolBooks books,
            Consumer<ServerFacts> learned,
            ActorRef<ConnectionReport> reports,
            LongFunction<PoolCommand> whenConnectionEnds) {
        this.context = context;
        this.setup = setup;
        this.books = books;
        this.learned = learned;
        this.reports = reports;
        this.whenConnectionEnds = whenConnectionEnds;
    }

    /** Opens what may be opened for so many who wait. */
    void openFor(int waiting) {
        while (books.mayOpen() && books.opening() < waiting && (initialized || books.opening() == 0)) {
            open();
        }
    }

    private void open() {
        long id = ++lastConnection;
        ActorRef<ConnectionCommand> actor = context.spawn(
                OpeningConnection.create(setup, new ConnectionReport.Line(reports, id), !initialized),
                "connection-" + id,
                DispatcherSelector.fromConfig("granary.dispatcher"));
        context.watchWith(actor, whenConnectionEnds.apply(id));
        books.add(new Slot(id, actor, books.generation()));
    }

    /** A connection is open and idle; the objection of a listener, if one has any: then it has been closed. */
    Optional<GranaryException> opened(Slot slot, Optional<ServerFacts> facts, long now) {
        lastFailure = null;
        facts.ifPresent(learned);
        initialized |= facts.isPresent();
        books.opened(slot, now);
        try {
            setup.listeners().pool(setup.engine(), slot.id(), PoolListener.Event.CONNECTED);
            return Optional.empty();
        } catch (Throwable refusal) {
            if (refusal instanceof VirtualMachineError fatal) {
                throw fatal;
            }
            books.leaves(slot, false);
            slot.actor().tell(ConnectionCommand.Retire.INSTANCE);
            return Optional.of(refused(refusal));
        }
    }

    /** A connection could not be opened. */
    void failed(Slot slot, GranaryException failure) {
        books.leaves(slot, false);
        lastFailure = failure;
    }

    /** Why the last connect failed; null after one that went well. */
    @Nullable GranaryException lastFailure() {
        return lastFailure;
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
