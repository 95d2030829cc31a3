package io.granary.engine;

import io.granary.error.ResourceClosedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one execution and the position up to which they were read. Every view of a result reads from the same one.
 *
 * <p>At its end it is softly closed: it holds nothing of the database, and reading gives no more rows. Closed for good, it refuses
 * to be read, and says what closed it.
 */
final class RowCursor {

    private final ResultData data;
    private List<@Nullable Object[]> rows;
    private int position;
    private @Nullable String closedBy;

    RowCursor(ResultData data) {
        this.data = data;
        this.rows = data.rows();
    }

    ResultData data() {
        return data;
    }

    /** The index of the next row. */
    int position() {
        checkReadable();
        return position;
    }

    int end() {
        return rows.size();
    }

    @Nullable Object[] row(int at) {
        return rows.get(at);
    }

    void moveTo(int at) {
        position = at;
    }

    boolean exhausted() {
        return position >= rows.size();
    }

    boolean closed() {
        return closedBy != null;
    }

    void close(String operation) {
        if (closedBy == null) {
            closedBy = operation;
            rows = List.of();
            position = 0;
        }
    }

    void checkReturnsRows() {
        if (!data.returnsRows()) {
            throw ResourceClosedException.of(
                    "This result does not return rows: its statement was no query and had no RETURNING.",
                    "ask rowCount() for the number of rows it changed, or add RETURNING where the database has it");
        }
    }

    private void checkReadable() {
        checkReturnsRows();
        if (closedBy != null) {
            throw ResourceClosedException.of(
                    "This result is closed: " + closedBy + " closed it.",
                    "read all that is needed before; first(), one() and scalar() with their kin close the result they read");
        }
    }
}
