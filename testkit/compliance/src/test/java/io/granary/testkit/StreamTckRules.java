package io.granary.testkit;

import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.RowChunk;
import io.granary.sql.Params;
import io.granary.sql.TextClause;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;

/** The rules of Reactive Streams for who publishes, of rows: each chunk is one row. */
interface StreamTckRules extends OnBench {

    /** Shared streams, which ours are not: each subscriber has the statement run anew. */
    String MULTICAST = "_multicast_";

    /** Several subscribers at a time. */
    String SEVERAL = "_spec111_";

    /** A hundred streams, one after another. */
    String HUNDRED = "stochastic_";

    /** A statement that gives {@code :n} rows. */
    TextClause numbers();

    /** Where the statement runs. */
    @FunctionalInterface
    interface Place {
        Publisher<RowChunk> stream(TextClause statement, Map<String, ?> parameters);
    }

    /** Rows from a place. */
    final class Rows extends PublisherVerification<RowChunk> {

        /** How long who cancelled may be remembered: until the database has been told. */
        private static final int REMEMBERED_MILLIS = 500;

        private final Place place;
        private final TextClause numbers;

        Rows(Place place, int errorMillis, TextClause numbers) {
            super(TckRules.environment(errorMillis), REMEMBERED_MILLIS);
            this.place = place;
            this.numbers = numbers;
        }

        @Override
        public Publisher<RowChunk> createPublisher(long elements) {
            return place.stream(numbers, Params.of("n", elements));
        }

        @Override
        public Publisher<RowChunk> createFailedPublisher() {
            // What the database refuses fails when it is run, with the first demand.
            return place.stream(text("select :nothing"), Map.of());
        }
    }

    /** Gives each stream, or copy, a connection that has just run the one before, however that was left. */
    final class OneConnection implements Place {

        private final AsyncEngine engine;
        private @Nullable AsyncConnection connection;

        OneConnection(AsyncEngine engine) {
            this.engine = engine;
        }

        @Override
        public Publisher<RowChunk> stream(TextClause statement, Map<String, ?> parameters) {
            return next().stream(statement, parameters);
        }

        AsyncConnection next() {
            if (connection != null) {
                Await.value(connection.close());
            }
            AsyncConnection next = Await.value(engine.connect());
            connection = next;
            return next;
        }
    }

    private static AsyncEngine byOne(Bench bench, int size) {
        return bench.engine(bench.options().withPoolSize(size).withCloseTimeout(Duration.ofMillis(100)))
                .withOptions(ExecutionOptions.none().withFetchSize(1));
    }

    private static Stream<DynamicTest> closing(AsyncEngine engine, Stream<DynamicTest> rules) {
        Await.value(engine.execute(text("select 1")));
        return rules.onClose(() -> Await.value(engine.close()));
    }

    /**
     * Many of them leave their stream open: each has a connection of its own, and the engine closes what is left. An error is told when there is one.
     *
     * @param bench this test's
     */
    @TestFactory
    default Stream<DynamicTest> theStreamOfAnEngineKeepsTheRules(Bench bench) {
        AsyncEngine engine = byOne(bench, 0);
        return closing(engine, TckRules.of(() -> new Rows(engine::stream, 500, numbers()), "an engine", MULTICAST));
    }

    /**
     * One stream runs at a time, and an error is told at once.
     *
     * @param bench this test's
     */
    @TestFactory
    default Stream<DynamicTest> theStreamOfAConnectionKeepsTheRules(Bench bench) {
        AsyncEngine engine = byOne(bench, 1);
        OneConnection connection = new OneConnection(engine);
        return closing(
                engine, TckRules.of(() -> new Rows(connection, 20, numbers()), "a connection", SEVERAL, HUNDRED));
    }
}
