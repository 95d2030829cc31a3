package io.granary.testkit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.granary.engine.AsyncEngine;
import io.granary.stream.BatchSettings;
import io.granary.stream.SqlSink;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.Test;

/** The rules of Reactive Streams for who takes elements, by their own test kit, of sinks that write. */
@Database(DatabaseKind.H2)
class SinkTckIT implements OnBench {

    private static final int SIGNAL_MILLIS = 2_000;
    private static final int SILENCE_MILLIS = 50;

    /** Writes numbers, which the kit gives as often as it likes. */
    private static final class Numbers extends SubscriberBlackboxVerification<Integer> {

        private final AsyncEngine engine;
        private final ActorSystem<?> system;
        private final BatchSettings<Object> settings;

        Numbers(AsyncEngine engine, ActorSystem<?> system, BatchSettings<Object> settings) {
            super(new TestEnvironment(SIGNAL_MILLIS, SILENCE_MILLIS));
            this.engine = engine;
            this.system = system;
            this.settings = settings;
        }

        @Override
        public Subscriber<Integer> createSubscriber() {
            return Source.<Integer>asSubscriber()
                    .toMat(SqlSink.<Integer>execute(engine, Bench.COUNT, settings, number -> Map.of()), Keep.left())
                    .run(system);
        }

        @Override
        public Publisher<Integer> createHelperPublisher(long elements) {
            return Source.repeat(1).take(elements).runWith(Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), system);
        }

        @Override
        public Integer createElement(int element) {
            return element;
        }
    }

    @TestFactory
    Stream<DynamicTest> aSinkKeepsTheRules(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withPoolSize(0).withCloseTimeout(Duration.ofMillis(100)));
        BatchSettings<Object> each = BatchSettings.defaults().withSize(1);
        return List.of(each, each.inOneTransaction()).stream()
                .flatMap(settings -> rules(new Numbers(engine, bench.system(), settings), settings))
                .onClose(() -> Await.value(engine.close()));
    }

    private static Stream<DynamicTest> rules(Numbers numbers, BatchSettings<Object> settings) {
        return Arrays.stream(SubscriberBlackboxVerification.class.getMethods())
                .filter(rule -> rule.isAnnotationPresent(Test.class))
                .filter(rule -> !rule.getName().startsWith("untested"))
                .sorted(Comparator.comparing(Method::getName))
                .map(rule ->
                        dynamicTest(rule.getName() + (settings.oneTransaction() ? " in one transaction" : ""), () -> {
                            numbers.setUp();
                            try {
                                rule.invoke(numbers);
                            } catch (InvocationTargetException failed) {
                                throw failed.getCause();
                            }
                        }));
    }
}
