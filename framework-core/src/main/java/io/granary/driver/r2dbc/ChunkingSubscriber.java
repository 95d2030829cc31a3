package io.granary.driver.r2dbc;

import io.granary.driver.DriverExecution;
import io.granary.driver.RowReceiver;
import java.util.ArrayList;
import java.util.List;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SignalType;
import reactor.core.publisher.Sinks;

/**
 * Collects decoded rows into chunks and passes demand for chunks on as demand for rows.
 *
 * <p>Elements are an {@code Object[]} for a row and a {@code Long} for a count. A chunk is given on when it is full, and at the
 * end; since each chunk but the last is full, n chunks need n × size rows. A count is given on as it comes.
 *
 * <p>The driver is subscribed to with the first demand, since drivers run a statement, and tell its failure or its end, as soon as
 * they are subscribed to.
 */
final class ChunkingSubscriber extends BaseSubscriber<Object> {

    private final RowReceiver receiver;
    private final int chunkSize;
    private final RowDecoder decoder;
    private final Sinks.Empty<Void> asked = Sinks.empty();
    private List<Object[]> chunk = new ArrayList<>();
    private boolean told;
    private volatile boolean stopped;

    ChunkingSubscriber(RowReceiver receiver, int chunkSize, RowDecoder decoder) {
        this.receiver = receiver;
        this.chunkSize = chunkSize;
        this.decoder = decoder;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        // Nothing is asked for before the owner asks.
    }

    @Override
    protected void hookOnNext(Object element) {
        if (stopped) {
            return;
        }
        if (element instanceof Object[] row) {
            chunk.add(row);
            if (chunk.size() == chunkSize) {
                flush();
            }
        } else if (element instanceof Long count) {
            receiver.updated(count);
            // A count uses up demand that was meant for a row.
            request(1L);
        }
    }

    @Override
    protected void hookOnComplete() {
        if (!stopped) {
            flush();
        }
        if (!stopped) {
            receiver.completed();
        }
    }

    @Override
    protected void hookOnError(Throwable failure) {
        chunk = new ArrayList<>();
        if (!stopped) {
            receiver.failed(DriverFailures.from(failure));
        }
    }

    @Override
    protected void hookFinally(SignalType type) {
        chunk = new ArrayList<>();
    }

    private void flush() {
        if (!chunk.isEmpty()) {
            List<Object[]> full = chunk;
            // Another as large follows a full one, most often; after one that is not full the end follows.
            chunk = new ArrayList<>(full.size() == chunkSize ? Math.min(chunkSize, 256) : 0);
            if (!told) {
                told = true;
                receiver.columns(decoder.names());
            }
            if (!stopped) {
                receiver.rows(full);
            }
        }
    }

    /** {@return the way back to this subscriber, counting in chunks; its first demand starts the statement} */
    DriverExecution execution(Flux<Object> elements) {
        elements.delaySubscription(asked.asMono()).subscribe(this);
        return new DriverExecution() {
            @Override
            public void request(long chunks) {
                if (chunks == ALL || chunks > Long.MAX_VALUE / chunkSize) {
                    requestUnbounded();
                } else {
                    ChunkingSubscriber.this.request(chunks * chunkSize);
                }
                // Only the first one counts.
                asked.tryEmitEmpty();
            }

            @Override
            public void cancel() {
                stopped = true;
                ChunkingSubscriber.this.cancel();
            }
        };
    }
}
