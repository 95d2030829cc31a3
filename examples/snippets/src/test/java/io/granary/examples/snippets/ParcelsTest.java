package io.granary.examples.snippets;

import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.AsyncTransaction;
import io.granary.engine.RetryPolicy;
import io.granary.examples.snippets.Auditing.Parcel;
import io.granary.examples.snippets.Auditing.Trail;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.EntityTable;
import io.granary.stream.BatchSettings;
import io.granary.stream.BatchSummary;
import io.granary.stream.SqlSink;
import io.granary.stream.SqlSource;
import io.granary.testkit.Await;
import io.granary.testkit.PoolProbe;
import io.granary.testkit.fixtures.PublisherProbe;
import io.granary.testkit.fixtures.SqlLog;
import io.granary.testkit.fixtures.SubscriberProbe;
import io.granary.testkit.junit.Database;
import io.granary.testkit.junit.Faults;
import io.granary.testkit.junit.GranaryTest;
import io.granary.testkit.junit.Product;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.AsPublisher;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

// #class
@GranaryTest(mappings = {Parcel.class, Trail.class})
@Database(Product.SQLITE)
class ParcelsTest {

    private static final EntityTable<Parcel> PARCELS = EntityTable.of(Parcel.class);

    @BeforeEach
    void storeTwoParcels(AsyncSessionMaker sessions) {
        Await.value(sessions.begin(session -> {
            session.addAll(List.of(new Parcel(), new Parcel()));
            return session.flush();
        }));
    }

    @Test
    void thereAreTwoInEachTest(AsyncSessionMaker sessions) {
        long parcels = Await.value(sessions.session(session -> session.count(select(PARCELS))));

        assertThat(parcels).isEqualTo(2);
    }
    // #class

    // #log
    @Test
    void allAreReadByOneQuery(AsyncSessionMaker sessions, SqlLog log) {
        log.mark();
        Await.value(sessions.session(session -> session.scalars(select(PARCELS))));

        log.assertShape("select");
        log.assertSent("from audited_parcel");
        log.assertNoMoreThan(1);
        log.assertNoRepeats(1);
    }
    // #log

    // #faults
    @Test
    void aConflictIsTriedAgain(AsyncEngine engine, Faults faults) {
        faults.conflictNext("update audited_parcel");
        AtomicInteger attempts = new AtomicInteger();

        Await.value(engine.retrying(RetryPolicy.attempts(3), connection -> {
            attempts.incrementAndGet();
            return connection.execute(text("update audited_parcel set label = 'fragile'"));
        }));

        assertThat(attempts).hasValue(2);
    }
    // #faults

    // #pool
    @Test
    void whoComesLaterWaits(AsyncEngine engine, PoolProbe pool) {
        AsyncTransaction first = Await.value(engine.begin());
        var second = engine.execute(text("select count(*) from audited_parcel"));
        pool.awaitWaiting(1);

        Await.value(first.rollback());
        Await.value(first.connection().close());

        assertThat(Await.value(second).scalar(Long.class)).contains(2L);
    }
    // #pool

    // #streams
    @Test
    void labelsAreWrittenAndReadAsFarAsTheyAreAskedFor(AsyncEngine engine, PoolProbe pool, ActorSystem<?> system) {
        PublisherProbe<String> labels = PublisherProbe.create();
        CompletionStage<BatchSummary> written = Source.fromPublisher(labels)
                .runWith(
                        SqlSink.execute(
                                engine,
                                text("update audited_parcel set label = :label"),
                                BatchSettings.defaults().withSize(2),
                                label -> Map.of("label", label)),
                        system);
        labels.send("blue", "red", "green");
        labels.complete();
        assertThat(Await.value(written).batches()).isEqualTo(2);

        SubscriberProbe<String> read = SubscriberProbe.on(SqlSource.of(engine, text("select label from audited_parcel"))
                .map(row -> row.get(0, String.class))
                .runWith(Sink.asPublisher(AsPublisher.WITHOUT_FANOUT), system));
        assertThat(read.requestNext()).isEqualTo("green");
        read.cancel();
        pool.awaitRest(Await.PATIENCE);
    }
    // #streams
}
