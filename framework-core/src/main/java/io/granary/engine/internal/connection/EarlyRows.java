package io.granary.engine.internal.connection;

import io.granary.driver.DriverException;
import io.granary.driver.RowReceiver;
import io.granary.engine.RowChunk;
import io.granary.engine.RowKeys;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gives the rows of a statement on while others come, all but the last that the driver told, so that a short result costs nothing more than if nobody
 * had wanted them. For one run; used by the driver's thread until the statement has ended.
 */
public final class EarlyRows {

    private final BoundStatement statement;
    private final Consumer<? super RowChunk> taker;
    private @Nullable GranaryException failure;

    private EarlyRows(BoundStatement statement, Consumer<? super RowChunk> taker) {
        this.statement = statement;
        this.taker = taker;
    }

    /**
     * {@return how rows of a statement are given on; empty where they cannot be before all are there, as those that have to be put in order}
     *
     * @param statement what runs
     * @param taker gets them
     */
    public static Optional<EarlyRows> of(BoundStatement statement, Consumer<? super RowChunk> taker) {
        return statement.isAlone() && statement.inserted().isEmpty()
                ? Optional.of(new EarlyRows(statement, taker))
                : Optional.empty();
    }

    /** Why the rows are not all given on, once the statement has ended. */
    Optional<GranaryException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Takes what the driver gives, and tells what is left of it at the end. */
    RowReceiver receiver(Consumer<StatementRows> done, Consumer<DriverException> failed) {
        return new RowReceiver() {

            private @Nullable List<String> names;
            private @Nullable RowKeys keys;
            private List<Object[]> last = List.of();
            private long given;
            private long updated = -1;

            @Override
            public void columns(List<String> columns) {
                names = columns;
                keys = ResultAssembly.keys(statement.compiled(), columns);
            }

            @Override
            public void rows(List<Object[]> chunk) {
                RowKeys known = keys;
                if (known != null && !last.isEmpty()) {
                    given += last.size();
                    give(new RowChunk(known, last));
                }
                last = chunk;
            }

            @Override
            public void updated(long count) {
                updated = Math.max(updated, 0) + count;
            }

            @Override
            public void completed() {
                done.accept(new StatementRows(names, last, given == 0 ? updated : given + last.size()));
            }

            @Override
            public void failed(DriverException why) {
                failed.accept(why);
            }
        };
    }

    private void give(RowChunk chunk) {
        if (failure != null) {
            return;
        }
        try {
            statement.compiled().decoding().decode(chunk.values());
            taker.accept(chunk);
        } catch (GranaryException undecodable) {
            failure = undecodable;
        } catch (Throwable thrown) {
            // An error, too: the driver's thread would take it, and nobody would hear of the statement's end.
            failure = new InvalidRequestException(
                    ErrorReport.of(
                                    ErrorCode.INVALID_REQUEST,
                                    "What takes rows before all have come threw " + thrown + "; the statement has run.")
                            .hint("look at the cause"),
                    thrown);
        }
    }
}
