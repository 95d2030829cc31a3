package io.granary.testkit;

import io.granary.engine.RowChunk;
import io.granary.engine.RowKeys;
import io.granary.engine.RowStream;
import io.granary.stream.AsyncResult;
import io.granary.stream.SqlSource;
import io.granary.testkit.fixtures.Actors;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;

/** The rules of Reactive Streams for what sources of rows subscribe with. */
@Actors
class SourceTckTest {

    private static final RowKeys KEYS = RowKeys.of("n");

    /** What a source of the rows that it is given subscribes with. */
    private static final class Chunks extends SubscriberBlackboxVerification<RowChunk> {

        private final ActorSystem<?> system;
        private final Function<RowStream, Source<?, ?>> source;

        Chunks(ActorSystem<?> system, Function<RowStream, Source<?, ?>> source) {
            super(TckRules.environment(0));
            this.system = system;
            this.source = source;
        }

        @Override
        @SuppressWarnings("unchecked") // it takes chunks, and whatever is above them
        public Subscriber<RowChunk> createSubscriber() {
            CompletableFuture<Subscriber<? super RowChunk>> given = new CompletableFuture<>();
            source.apply(new RowStream() {
                        @Override
                        public RowKeys declaredKeys() {
                            return KEYS;
                        }

                        @Override
                        public void subscribe(Subscriber<? super RowChunk> subscriber) {
                            given.complete(subscriber);
                        }
                    })
                    .to(Sink.ignore())
                    .run(system);
            return (Subscriber<RowChunk>) Await.value(given);
        }

        @Override
        public Publisher<RowChunk> createHelperPublisher(long elements) {
            return Source.repeat(createElement(1))
                    .take(elements)
                    .runWith(Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), system);
        }

        @Override
        public RowChunk createElement(int element) {
            return new RowChunk(KEYS, List.<Object[]>of(new Object[] {element}));
        }
    }

    @TestFactory
    Stream<DynamicTest> whatSourcesSubscribeWithKeepsTheRules(ActorSystem<?> system) {
        return Stream.concat(
                TckRules.of(() -> new Chunks(system, SqlSource::of), "a source"),
                TckRules.of(
                        () -> new Chunks(
                                system, rows -> AsyncResult.of(system, rows).source()),
                        "the source of a result"));
    }
}
