package io.granary.driver.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.RowReceiver;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;

/** Demand, order and ends between the results of a statement and whoever takes their rows. */
final class StatementSubscriberTest {

    /** Its elements are given by the test. */
    private record Given(Publisher<?> elements) implements Result {

        @Override
        public Publisher<Long> getRowsUpdated() {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> Publisher<T> map(BiFunction<Row, RowMetadata, ? extends T> change) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Result filter(Predicate<Segment> filter) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> Publisher<T> flatMap(Function<Segment, ? extends Publisher<? extends T>> change) {
            throw new UnsupportedOperationException();
        }
    }

    private static final class Told implements RowReceiver {

        private final List<String> events = new ArrayList<>();

        @Override
        public void columns(List<String> names) {
            events.add("columns");
        }

        @Override
        public void rows(List<Object[]> chunk) {
            events.add("rows " + chunk.stream().map(row -> row[0]).toList());
        }

        @Override
        public void updated(long count) {
            events.add("updated " + count);
        }

        @Override
        public void completed() {
            events.add("completed");
        }

        @Override
        public void failed(DriverException failure) {
            events.add("failed " + failure.getMessage());
        }
    }

    private final Told told = new Told();
    private final AtomicLong asked = new AtomicLong();

    private Result rows(int from, int to) {
        return new Given(Flux.fromStream(IntStream.range(from, to).mapToObj(number -> (Object) new Object[] {number}))
                .doOnRequest(asked::addAndGet));
    }

    private DriverExecution execution(Publisher<? extends Result> results) {
        return new StatementSubscriber(
                () -> results,
                result -> ((Given) result).elements(),
                new Chunks(told, List::of, 2),
                2,
                Context.empty());
    }

    @Test
    void runsNothingBeforeTheFirstDemand() {
        List<String> run = new ArrayList<>();
        DriverExecution execution = execution(Flux.<Result>empty().doFirst(() -> run.add("run")));
        assertThat(run).isEmpty();

        execution.request(1);
        execution.request(1);
        assertThat(run).containsExactly("run");
        assertThat(told.events).containsExactly("completed");
    }

    @Test
    void asksForNoMoreRowsThanAreWanted() {
        DriverExecution execution = execution(Flux.just(rows(0, 5)));

        execution.request(1);
        assertThat(asked).hasValue(2);
        assertThat(told.events).containsExactly("columns", "rows [0, 1]");
        execution.request(2);
        assertThat(asked).hasValue(6);
        assertThat(told.events).containsExactly("columns", "rows [0, 1]", "rows [2, 3]", "rows [4]", "completed");
    }

    @Test
    void carriesDemandThatAResultDidNotUseToTheNext() {
        DriverExecution execution = execution(Flux.just(rows(0, 1), rows(1, 4)));

        execution.request(1);
        assertThat(told.events).containsExactly("columns", "rows [0, 1]");
        execution.request(DriverExecution.ALL);
        assertThat(told.events).containsExactly("columns", "rows [0, 1]", "rows [2, 3]", "completed");
    }

    @Test
    void takesNoDemandForACount() {
        DriverExecution execution = execution(
                Flux.just(new Given(Flux.<Object>just(7L, new Object[] {0}, new Object[] {1}, new Object[] {2}))));

        execution.request(1);
        assertThat(told.events).containsExactly("updated 7", "columns", "rows [0, 1]");
    }

    @Test
    void takesThousandsOfResultsWithoutAStackForEach() {
        Iterator<Result> many = IntStream.range(0, 50_000)
                .mapToObj(number -> (Result) new Given(Flux.<Object>just(1L)))
                .iterator();
        execution(Flux.fromIterable(() -> many)).request(DriverExecution.ALL);

        assertThat(told.events).hasSize(50_001).endsWith("completed");
    }

    @Test
    void tellsNothingAfterItWasCancelled() {
        List<String> cancelled = new ArrayList<>();
        DriverExecution execution =
                execution(Flux.just(new Given(Flux.<Object>just(new Object[] {0}, new Object[] {1}, new Object[] {2})
                                .doOnCancel(() -> cancelled.add("rows"))))
                        .concatWith(Flux.never())
                        .doOnCancel(() -> cancelled.add("results")));
        execution.request(1);
        execution.cancel();
        execution.request(1);

        assertThat(told.events).containsExactly("columns", "rows [0, 1]");
        assertThat(cancelled).containsExactlyInAnyOrder("rows", "results");
    }

    @Test
    void failsOnceWhereverTheFailureComesFrom() {
        execution(Flux.error(new IllegalStateException("results"))).request(1);
        execution(Flux.just(new Given(Flux.error(new IllegalStateException("rows")))))
                .request(1);
        new StatementSubscriber(
                        () -> {
                            throw new IllegalArgumentException("refused");
                        },
                        result -> Flux.empty(),
                        new Chunks(told, List::of, 2),
                        2,
                        Context.empty())
                .request(1);

        assertThat(told.events).hasSize(3);
        assertThat(told.events.get(0)).contains("results");
        assertThat(told.events.get(1)).contains("rows");
        assertThat(told.events.get(2)).contains("refused");
    }
}
