package io.granary.stream.internal;

import static java.util.Objects.requireNonNull;

import io.granary.dialect.Dialect;
import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.IsolationLevel;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.error.ArgumentException;
import io.granary.error.ErrorReport;
import io.granary.error.PoolTimeoutException;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Functions;
import io.granary.sql.RowLimit;
import io.granary.sql.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a query that is read in ranges side by side, and what each of them reads. All are leased before the first one reads; if one cannot be, the others are
 * given back.
 */
public final class RangeReading {

    private final AsyncEngine engine;
    private final Dialect dialect;
    private final List<AsyncConnection> leased = new ArrayList<>();
    private final CompletableFuture<List<Range>> ranges = new CompletableFuture<>();
    private volatile boolean givenUp;
    private volatile @Nullable CompletableFuture<AsyncConnection> waits;

    private RangeReading(AsyncEngine engine) {
        this.dialect = engine.dialect();
        // Where others can see what one sees, all read the same; elsewhere each sees what is committed when it begins.
        this.engine = sharesSnapshot()
                ? engine.withOptions(ExecutionOptions.none()
                        .withIsolationLevel(IsolationLevel.REPEATABLE_READ)
                        .withReadOnly(true))
                : engine;
    }

    /**
     * What one connection reads.
     *
     * @param connection to be given back when it has been read
     * @param select the rows
     */
    public record Range(AsyncConnection connection, Select<?> select) {}

    /**
     * Looks whether a query can be read in ranges.
     *
     * @param engine leases the connections
     * @param select the query
     * @param count how many ranges
     * @throws ArgumentException when it cannot
     */
    public static void check(AsyncEngine engine, Select<?> select, int count) {
        long most = most(engine.options());
        if (count < 1 || count > most) {
            throw ArgumentException.of(
                    count + " ranges are to be read, each on a connection of its own, and the pool has "
                            + (most == Long.MAX_VALUE ? "any number of them" : most) + ".",
                    "Ask for 1 to as many as the pool has, better fewer, or enlarge it (pool-size, max-overflow).");
        }
        if (!select.grouping().isEmpty()
                || !select.groupCriteria().isEmpty()
                || select.isDistinct()
                || !select.distinctOn().isEmpty()
                || select.lock().isPresent()
                || !select.rowLimit().equals(RowLimit.NONE)
                || AcrossRows.isIn(select)) {
            throw ArgumentException.of(
                    "A query with GROUP BY, DISTINCT, aggregates, windows, a limit or a lock cannot be read in ranges of its rows.",
                    "Read what it is made of in ranges, or all of it with SqlSource.of.");
        }
    }

    private static long most(EngineOptions options) {
        return switch (options.poolKind()) {
            case STATIC -> 1;
            case NULL -> Long.MAX_VALUE;
            case QUEUE ->
                options.poolSize() == 0 || options.maxOverflow() < 0
                        ? Long.MAX_VALUE
                        : options.poolSize() + (long) options.maxOverflow();
        };
    }

    /**
     * {@return a reading that has begun to lease its connections}
     *
     * @param engine leases the connections
     * @param select the query
     * @param column by whose values its rows are divided
     * @param count into how many ranges at most
     */
    public static RangeReading begin(AsyncEngine engine, Select<?> select, ColumnExpression<?> column, int count) {
        RangeReading reading = new RangeReading(engine);
        CompletionStage<List<Range>> unused = reading.lease(count)
                .thenCompose(all -> reading.ranges(select, column, count))
                .handle((ranges, failure) -> failure == null
                        ? CompletableFuture.completedStage(ranges)
                        : reading.giveBack()
                                .thenCompose(done ->
                                        CompletableFuture.<List<Range>>failedStage(Failures.unwrapped(failure))))
                .thenCompose(stage -> stage)
                .whenComplete((all, failure) -> {
                    if (failure == null) {
                        reading.ranges.complete(all);
                    } else {
                        reading.ranges.completeExceptionally(Failures.unwrapped(failure));
                    }
                });
        return reading;
    }

    /** {@return completes with what to read; fails when not all connections could be leased, and has given back those that were} */
    public CompletionStage<List<Range>> ranges() {
        return ranges;
    }

    /** Waits for no more connections: nobody wants to read. What is leased already is given back as when one cannot be. */
    public void giveUp() {
        givenUp = true;
        CompletableFuture<AsyncConnection> current = waits;
        if (current != null) {
            current.cancel(false);
        }
    }

    private boolean sharesSnapshot() {
        return dialect.exportSnapshot().isPresent();
    }

    private CompletionStage<Done> lease(int count) {
        if (leased.size() == count) {
            return CompletableFuture.completedStage(Done.getInstance());
        }
        CompletableFuture<AsyncConnection> next = engine.connect().toCompletableFuture();
        waits = next;
        if (givenUp) {
            next.cancel(false);
        }
        return next.<AsyncConnection>handle((connection, failure) -> {
                    if (failure == null) {
                        return connection;
                    }
                    throw notAll(Failures.unwrapped(failure), count);
                })
                .thenCompose(connection -> {
                    leased.add(connection);
                    return lease(count);
                });
    }

    /** Whoever holds some and waits for more may wait for another one who does the same: the failure says so. */
    private CompletionException notAll(Throwable failure, int count) {
        if (!(failure instanceof PoolTimeoutException timeout)) {
            return new CompletionException(failure);
        }
        ErrorReport report = ErrorReport.of(
                timeout.code(),
                leased.size() + " of " + count + " connections for ranges were leased, and are given back. "
                        + timeout.report().sentence());
        for (ErrorReport.Detail detail : timeout.report().details()) {
            report = detail.label().equals("hint") ? report : report.with(detail.label(), detail.text());
        }
        return new CompletionException(new PoolTimeoutException(
                report.hint(
                        "ask for fewer ranges, enlarge the pool (pool-size, max-overflow), or read one query in ranges after another: several at once may"
                                + " each hold some of the connections that the others wait for"),
                timeout));
    }

    private CompletionStage<List<Range>> ranges(Select<?> select, ColumnExpression<?> column, int count) {
        return shareSnapshot()
                .thenCompose(done -> bounds(select, column, count))
                .thenCompose(bounds -> {
                    List<Select<?>> parts = parts(select, column, bounds);
                    List<Range> ranges = new ArrayList<>();
                    for (int i = 0; i < parts.size(); i++) {
                        ranges.add(new Range(leased.get(i), parts.get(i)));
                    }
                    List<AsyncConnection> spare = List.copyOf(leased.subList(parts.size(), leased.size()));
                    return close(spare).thenApply(closed -> ranges);
                });
    }

    private CompletionStage<Done> shareSnapshot() {
        if (!sharesSnapshot()) {
            return CompletableFuture.completedStage(Done.getInstance());
        }
        return leased.get(0)
                .executeDriverSql(dialect.exportSnapshot().orElseThrow(), List.of())
                .thenCompose(result -> {
                    String name = requireNonNull(result.scalarOne(String.class));
                    CompletionStage<Result> last = CompletableFuture.completedStage(result);
                    for (AsyncConnection other : leased.subList(1, leased.size())) {
                        String look = dialect.importSnapshot(name).orElseThrow();
                        last = last.thenCompose(before -> other.executeDriverSql(look, List.of()));
                    }
                    return last;
                })
                .thenApply(last -> Done.getInstance());
    }

    private CompletionStage<List<Object>> bounds(Select<?> select, ColumnExpression<?> column, int count) {
        return leased.get(0)
                .execute(select.withOnlyColumns(Functions.min(column), Functions.max(column))
                        .unordered())
                .thenApply(result -> {
                    Row row = result.one();
                    Object least = row.get(0);
                    Object greatest = row.get(1);
                    return least == null || greatest == null ? List.of() : RangeBounds.between(least, greatest, count);
                });
    }

    /** Rows without a value belong to the first range. */
    private static <T> List<Select<?>> parts(Select<?> select, ColumnExpression<T> column, List<Object> bounds) {
        if (bounds.isEmpty()) {
            return List.of(select);
        }
        @SuppressWarnings("unchecked") // they were computed from values of the column
        List<T> cuts = (List<T>) bounds;
        List<Select<?>> parts = new ArrayList<>();
        parts.add(select.where(column.lt(cuts.get(0)).or(column.isNull())));
        for (int i = 0; i < cuts.size(); i++) {
            Optional<T> end = i + 1 < cuts.size() ? Optional.of(cuts.get(i + 1)) : Optional.empty();
            Select<?> from = select.where(column.ge(cuts.get(i)));
            parts.add(end.isPresent() ? from.where(column.lt(end.get())) : from);
        }
        return parts;
    }

    private CompletionStage<Done> giveBack() {
        return close(List.copyOf(leased));
    }

    private static CompletionStage<Done> close(List<AsyncConnection> connections) {
        CompletionStage<Done> last = CompletableFuture.completedStage(Done.getInstance());
        for (AsyncConnection connection : connections) {
            last = last.thenCompose(before -> connection.close());
        }
        return last;
    }
}
