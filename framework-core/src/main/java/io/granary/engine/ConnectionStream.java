package io.granary.engine;

import static java.util.Objects.requireNonNull;

import io.granary.engine.internal.Arguments;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.engine.internal.connection.ChunkRelay;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.error.GranaryException;
import io.granary.sql.Executable;
import java.util.Map;
import java.util.Optional;
import org.reactivestreams.Subscriber;

/** The rows of a statement on a connection, run for each subscriber. */
record ConnectionStream(
        ConnectionHandle handle, ExecutionOptions options, Executable statement, Map<String, ?> parameters)
        implements RowStream {

    /** As many as SQLAlchemy has in its buffer at most; what was measured to be as quick as more. */
    private static final int CHUNK = 1000;

    @Override
    public void subscribe(Subscriber<? super RowChunk> subscriber) {
        requireNonNull(subscriber, "subscriber");
        BoundStatement bound;
        try {
            bound = compiled();
        } catch (RuntimeException refused) {
            subscriber.onSubscribe(NothingToRequest.INSTANCE);
            subscriber.onError(refused);
            return;
        }
        ChunkRelay relay = new ChunkRelay(
                subscriber,
                bound,
                options.fetchSize().orElse(CHUNK),
                options.maxHold(),
                handle.core().clock());
        subscriber.onSubscribe(relay);
        Optional<GranaryException> refusal = handle.send(
                lease ->
                        lease.tell(new ConnectionCommand.Stream(lease.number(), bound, options, relay), relay.answer()),
                relay::fail);
        refusal.ifPresent(relay::fail);
    }

    private BoundStatement compiled() {
        return handle.core().compile(statement, Arguments.one(parameters), options);
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
