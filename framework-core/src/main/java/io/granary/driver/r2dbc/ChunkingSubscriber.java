package io.granary.driver.r2dbc;

import io.granary.driver.DriverExecution;
import io.granary.driver.RowReceiver;
import java.util.ArrayList;
import java.util.List;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.SignalType;

/**
 * Collects decoded rows into chunks and passes demand for chunks on as demand for rows.
 *
 * <p>Elements are an {@code Object[]} for a row and a {@code Long} for a count. A chunk is given on when it is full, when a count
 * follows, and at the end; since each chunk but the last is full, n chunks need n × size rows.
 */
final class ChunkingSubscriber extends BaseSubscriber<Object> {

    private final RowReceiver receiver;
    private final int chunkSize;
    private List<Object[]> chunk = new ArrayList<>();

    ChunkingSubscriber(RowReceiver receiver, int chunkSize) {
        this.receiver = receiver;
        this.chunkSize = chunkSize;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        // Nothing is asked for before the owner asks.
    }

    @Override
    protected void hookOnNext(Object element) {
        if (element instanceof Object[] row) {
            chunk.add(row);
            if (chunk.size() == chunkSize) {
                flush();
            }
        } else if (element instanceof Long count) {
            flush();
            receiver.updated(count);
            // A count uses up demand that was meant for a row.
            request(1L);
        }
    }

    @Override
    protected void hookOnComplete() {
        flush();
        receiver.completed();
    }

    @Override
    protected void hookOnError(Throwable failure) {
        chunk = new ArrayList<>();
        receiver.failed(DriverFailures.from(failure));
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
            receiver.rows(full);
        }
    }

    /** {@return the way back to this subscriber, counting in chunks} */
    DriverExecution execution() {
        return new DriverExecution() {
            @Override
            public void request(long chunks) {
                if (chunks == ALL || chunks > Long.MAX_VALUE / chunkSize) {
                    requestUnbounded();
                } else {
                    ChunkingSubscriber.this.request(chunks * chunkSize);
                }
            }

            @Override
            public void cancel() {
                ChunkingSubscriber.this.cancel();
            }
        };
    }
}
