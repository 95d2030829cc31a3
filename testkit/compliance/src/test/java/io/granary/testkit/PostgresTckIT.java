package io.granary.testkit;

import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncEngine;
import io.granary.sql.TextClause;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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

/** Streams by our own way through PostgreSQL's protocol, which counts demand itself, and who takes the data of a copy. */
@Database(DatabaseKind.POSTGRESQL)
class PostgresTckIT implements StreamTckRules {

    @Override
    public TextClause numbers() {
        return text("select x from generate_series(1, :n) as numbers (x)");
    }

    /** What a copy subscribes with to the data that it is given. */
    private static final class Data extends SubscriberBlackboxVerification<ByteBuffer> {

        private final OneConnection connection;
        private final ActorSystem<?> system;

        Data(OneConnection connection, ActorSystem<?> system) {
            super(TckRules.environment(0));
            this.connection = connection;
            this.system = system;
        }

        @Override
        @SuppressWarnings("unchecked") // it takes buffers, and whatever is above them
        public Subscriber<ByteBuffer> createSubscriber() {
            CompletableFuture<Subscriber<? super ByteBuffer>> given = new CompletableFuture<>();
            CompletionStage<Long> unused = connection.next().copyIn(CopyCompliance.INTO_ITEMS, given::complete);
            return (Subscriber<ByteBuffer>) Await.value(given);
        }

        @Override
        public Publisher<ByteBuffer> createHelperPublisher(long elements) {
            return Source.repeat(createElement(1))
                    .take(elements)
                    .runWith(Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), system);
        }

        @Override
        public ByteBuffer createElement(int element) {
            return ByteBuffer.wrap((element + "\tname\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    @TestFactory
    Stream<DynamicTest> whoTakesTheDataOfACopyKeepsTheRules(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withPoolSize(1).withCloseTimeout(Duration.ofMillis(100)));
        OneConnection connection = new OneConnection(engine);
        return TckRules.of(() -> new Data(connection, bench.system()), "the data of a copy")
                .onClose(() -> Await.value(engine.close()));
    }
}
