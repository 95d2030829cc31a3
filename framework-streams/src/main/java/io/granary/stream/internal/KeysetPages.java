package io.granary.stream.internal;

import io.granary.engine.AsyncEngine;
import io.granary.engine.Row;
import io.granary.error.ArgumentException;
import io.granary.error.GranaryException;
import io.granary.sql.Expression;
import io.granary.sql.OrderTerm;
import io.granary.sql.Ordering;
import io.granary.sql.Select;
import io.granary.stream.Resumption;
import io.granary.stream.StreamSummary;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.RestartSettings;
import org.apache.pekko.stream.javadsl.RestartSource;
import org.apache.pekko.stream.javadsl.Source;

/**
 * One reading of a query page by page, each page a statement behind the last row of the one before. What it has come to is written down when a page has
 * been handed on, so that one that is lost on the way is read again. For one materialization.
 */
public final class KeysetPages {

    private static final double JITTER = 0.2;

    private final AsyncEngine engine;
    private final Select<?> select;
    private final Resumption resumption;
    private final List<? extends Expression<?>> keys;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong pages = new AtomicLong();
    private final AtomicInteger failures = new AtomicInteger();
    private final Waits waits;
    private volatile List<?> position;

    /**
     * Nothing is read yet.
     *
     * @param engine leases a connection for each page
     * @param select in an order that tells any two rows apart, by columns that it selects
     * @param resumption how to read
     */
    public KeysetPages(AsyncEngine engine, Select<?> select, Resumption resumption) {
        this.engine = engine;
        this.select = select;
        this.resumption = resumption;
        this.waits = new Waits(engine.options().ticker());
        this.keys = select.ordering().stream().map(KeysetPages::expression).toList();
        this.position = resumption.after();
    }

    /**
     * Looks whether a query can be read in pages.
     *
     * @param select a query
     * @throws ArgumentException when it is in no order, or is limited already
     */
    public static void check(Select<?> select) {
        boolean unordered = select.ordering().isEmpty();
        if (unordered || select.rowLimit().count() != null || select.rowLimit().offset() != null) {
            throw ArgumentException.of(
                    "A query that " + (unordered ? "is in no order" : "has a limit of its own")
                            + " cannot be read in pages.",
                    "Order it by columns that it selects and that tell any two rows apart, such as its primary key, and leave LIMIT and OFFSET out.");
        }
    }

    private static Expression<?> expression(OrderTerm term) {
        return term instanceof Ordering ordering ? ordering.expression() : (Expression<?>) term;
    }

    /** {@return the pages} */
    public Source<List<Row>, CompletionStage<StreamSummary>> source() {
        RestartSettings settings = RestartSettings.create(resumption.minBackoff(), resumption.maxBackoff(), JITTER)
                .withRestartOn(this::isToBeReadAgain);
        return RestartSource.onFailuresWithBackoff(settings, this::fromHere)
                .map(this::handedOn)
                .buffer(1, OverflowStrategy.backpressure())
                .via(new WaitsStage<>(waits))
                .watchTermination((unused, over) -> Failures.raw(over).thenApply(done -> summary()));
    }

    /** Attempts are counted here and not by Pekko, which counts those within a time and knows of no success. */
    private boolean isToBeReadAgain(Throwable failure) {
        return Failures.unwrapped(failure) instanceof GranaryException known
                && known.retryable()
                && failures.incrementAndGet() <= resumption.maxAttempts();
    }

    /** A state is where the next page begins; none when there is none. */
    private Source<List<Row>, NotUsed> fromHere() {
        Source<List<Row>, NotUsed> pages = Source.unfoldAsync(
                Optional.<List<?>>of(position),
                from -> from.isEmpty()
                        ? CompletableFuture.completedFuture(Optional.<Pair<Optional<List<?>>, List<Row>>>empty())
                        : page(from.get()));
        return pages.mapError(CompletionException.class, Failures::unwrapped);
    }

    private CompletionStage<Optional<Pair<Optional<List<?>>, List<Row>>>> page(List<?> from) {
        Select<?> page = (from.isEmpty() ? select : select.after(from.toArray())).limit(resumption.pageRows());
        return engine.execute(page).thenApply(result -> {
            List<Row> read = result.fetchAll();
            if (read.isEmpty()) {
                return Optional.empty();
            }
            Optional<List<?>> next = read.size() < resumption.pageRows() ? Optional.empty() : Optional.of(behind(read));
            return Optional.of(Pair.create(next, read));
        });
    }

    private List<?> behind(List<Row> read) {
        Row last = read.get(read.size() - 1);
        return keys.stream().map(last::get).toList();
    }

    private List<Row> handedOn(List<Row> read) {
        rows.addAndGet(read.size());
        pages.incrementAndGet();
        failures.set(0);
        position = behind(read);
        return read;
    }

    private StreamSummary summary() {
        return new StreamSummary(rows.get(), pages.get(), waits.forAnswers(), waits.forQuestions());
    }
}
