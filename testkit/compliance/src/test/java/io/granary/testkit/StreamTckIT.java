package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.RowChunk;
import io.granary.sql.Params;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.Test;

/** The rules of Reactive Streams, by their own test kit, which is written for TestNG: each of its methods is a test here. */
@Database(DatabaseKind.H2)
class StreamTckIT implements OnBench {

    /** Three of its methods wait for as long, whatever comes. */
    private static final int SIGNAL_MILLIS = 2_000;

    private static final int SILENCE_MILLIS = 50;

    /** Chunks of one row each. */
    private static final class Chunks extends PublisherVerification<RowChunk> {

        private final AsyncEngine engine;

        Chunks(AsyncEngine engine) {
            super(new TestEnvironment(SIGNAL_MILLIS, SILENCE_MILLIS), 1000);
            this.engine = engine.withOptions(ExecutionOptions.none().withFetchSize(1));
        }

        @Override
        public Publisher<RowChunk> createPublisher(long elements) {
            return engine.stream(text("select x from system_range(1, :n)"), Params.of("n", elements));
        }

        @Override
        public Publisher<RowChunk> createFailedPublisher() {
            // What the database refuses fails when it is run, with the first demand.
            return engine.stream(text("select :nothing"));
        }
    }

    /** Many of them leave their stream open: each has a connection of its own, and the engine closes what is left. */
    @TestFactory
    Stream<DynamicTest> aStreamKeepsTheRules(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withPoolSize(0).withCloseTimeout(Duration.ofMillis(100)));
        Chunks chunks = new Chunks(engine);
        Await.value(engine.execute(text("select 1")));
        return Arrays.stream(PublisherVerification.class.getMethods())
                .filter(StreamTckIT::isOfUse)
                .sorted(Comparator.comparing(Method::getName))
                .map(rule -> dynamicTest(rule.getName(), () -> {
                    chunks.setUp();
                    verify(chunks, rule);
                }))
                .onClose(() -> Await.value(engine.close()));
    }

    /** Some are only mentioned by the kit, and some are for publishers whose subscribers share one stream. */
    private static boolean isOfUse(Method rule) {
        return rule.isAnnotationPresent(Test.class)
                && !rule.getName().startsWith("untested")
                && !rule.getName().contains("_multicast_");
    }

    private static void verify(Chunks chunks, Method rule) throws Throwable {
        try {
            rule.invoke(chunks);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }
}
