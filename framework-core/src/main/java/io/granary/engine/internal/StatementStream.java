package io.granary.engine.internal;

import static java.util.Objects.requireNonNull;

import io.granary.engine.ExecutionOptions;
import io.granary.engine.RowChunk;
import io.granary.engine.RowKeys;
import io.granary.engine.RowStream;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.engine.internal.connection.ChunkRelay;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.Lease;
import io.granary.error.GranaryException;
import io.granary.sql.Executable;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.reactivestreams.Subscriber;

/**
 * The rows of a statement on a connection, run for each subscriber.
 *
 * @param core the engine
 * @param way to the connection
 * @param options how it runs
 * @param statement what to run
 * @param parameters values by name
 */
public record StatementStream(
        EngineCore core, Way way, ExecutionOptions options, Executable statement, Map<String, ?> parameters)
        implements RowStream {

    /** How a request comes to a connection. */
    @FunctionalInterface
    public interface Way {
        /**
         * {@return why nothing can be sent; empty if something was, or will be}
         *
         * @param request has something done with the lease
         * @param failed told if no lease can be had
         */
        Optional<GranaryException> send(Consumer<Lease> request, Consumer<Throwable> failed);
    }

    /** As many as SQLAlchemy has in its buffer at most; what was measured to be as quick as more. */
    private static final int CHUNK = 1000;

    /** Copies the map, which the caller may fill with other values before somebody subscribes. */
    public StatementStream {
        parameters = Arguments.kept(parameters);
    }

    @Override
    public void subscribe(Subscriber<? super RowChunk> subscriber) {
        requireNonNull(subscriber, "subscriber");
        BoundStatement bound;
        try {
            bound = compiled();
        } catch (RuntimeException refused) {
            NothingToRequest.but(refused, subscriber);
            return;
        }
        ChunkRelay relay =
                new ChunkRelay(subscriber, bound, options.fetchSize().orElse(CHUNK), options.maxHold(), core.ticker());
        subscriber.onSubscribe(relay);
        Optional<GranaryException> refusal = way.send(
                lease ->
                        lease.tell(new ConnectionCommand.Stream(lease.number(), bound, options, relay), relay.answer()),
                relay::fail);
        refusal.ifPresent(relay::fail);
    }

    private BoundStatement compiled() {
        return core.compile(statement, Arguments.one(parameters), options);
    }

    @Override
    public RowKeys declaredKeys() {
        try {
            return compiled().compiled().declaredKeys();
        } catch (RuntimeException refused) {
            // Whoever subscribes hears of it.
            return RowKeys.unknown();
        }
    }
}
