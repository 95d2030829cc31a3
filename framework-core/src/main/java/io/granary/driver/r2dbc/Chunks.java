package io.granary.driver.r2dbc;

import io.granary.driver.RowReceiver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Collects the elements of a statement's results, {@code Object[]} for a row and {@code Long} for a count, into chunks for a receiver. Plain;
 * called by one thread at a time.
 *
 * <p>A chunk is given on when it is full, and at the end; since each chunk but the last is full, n chunks need n × size rows. A count is
 * given on as it comes.
 */
final class Chunks {

    /** For how many rows room is made beforehand. */
    private static final int MOST = 4096;

    private final RowReceiver receiver;
    private final Supplier<List<String>> names;
    private final int size;
    private List<Object[]> chunk = new ArrayList<>();
    private boolean told;

    /**
     * Is empty.
     *
     * @param receiver gets chunks
     * @param names of the columns, asked for when the first chunk is full
     * @param size how many rows make a chunk
     */
    Chunks(RowReceiver receiver, Supplier<List<String>> names, int size) {
        this.receiver = receiver;
        this.names = names;
        this.size = size;
    }

    void row(Object[] row) {
        chunk.add(row);
        if (chunk.size() == size) {
            flush();
        }
    }

    void count(long count) {
        receiver.updated(count);
    }

    void completed() {
        flush();
        receiver.completed();
    }

    void failed(Throwable failure) {
        receiver.failed(DriverFailures.from(failure));
    }

    private void flush() {
        if (chunk.isEmpty()) {
            return;
        }
        List<Object[]> full = chunk;
        // Another as large follows a full one, most often; after one that is not full the end follows.
        chunk = new ArrayList<>(full.size() == size ? Math.min(size, MOST) : 0);
        if (!told) {
            told = true;
            receiver.columns(names.get());
        }
        receiver.rows(full);
    }
}
