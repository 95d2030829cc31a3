package io.granary.testkit;

import io.granary.engine.AsyncEngine;
import io.granary.stream.BatchSettings;
import io.granary.stream.SqlSink;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import java.time.Duration;
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

/**
 * The rules of Reactive Streams for who takes elements, of sinks that write. Who subscribes is Pekko, so it is seen that our stages leave its ways alone; what subscribes by itself is in {@link PostgresTckIT} and
 * {@link SourceTckTest}.
 */
@Database(DatabaseKind.H2)
class SinkTckIT implements OnBench {

    /** Writes numbers, which the kit gives as often as it likes. */
    private static final class Numbers extends SubscriberBlackboxVerification<Integer> {

        private final AsyncEngine engine;
        private final ActorSystem<?> system;
        private final BatchSettings<Object> settings;

        Numbers(AsyncEngine engine, ActorSystem<?> system, BatchSettings<Object> settings) {
            super(TckRules.environment(0));
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
                .flatMap(settings -> TckRules.of(
                        () -> new Numbers(engine, bench.system(), settings),
                        settings.oneTransaction() ? "a sink in one transaction" : "a sink"))
                .onClose(() -> Await.value(engine.close()));
    }
}
