package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.Bench.COUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.ListenOptions;
import io.granary.engine.Notice;
import io.granary.engine.Notice.Gap;
import io.granary.engine.Notice.Notification;
import io.granary.error.ArgumentException;
import io.granary.error.DatabaseException;
import io.granary.error.DisconnectedException;
import io.granary.error.PoolClosedException;
import io.granary.stream.NotificationSource;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.SubscriberProbe;
import io.granary.testkit.fixtures.ToxicProxy.Cut;
import io.granary.testkit.fixtures.ToxicProxy.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is told on channels, where the database has them. */
public interface NotificationCompliance extends OnBench {

    /** Pauses that a test can wait for. */
    ListenOptions QUICK = ListenOptions.defaults().withPauses(Duration.ofMillis(20), Duration.ofMillis(100));

    /** The server's numbers of the sessions that listen. */
    String LISTENERS =
            "select count(*) from pg_stat_activity where query like 'LISTEN %' and datname = current_database()";

    private static SubscriberProbe<Notice> listening(Bench bench, ListenOptions options, String... channels) {
        SubscriberProbe<Notice> probe = SubscriberProbe.on(bench.engine().listen(List.of(channels), options));
        awaitListeners(bench, 1);
        return probe;
    }

    private static void awaitListeners(Bench bench, long many) {
        Eventually.holds(
                many + " sessions listen", Await.PATIENCE, () -> bench.sql().number(LISTENERS) == many);
    }

    private static void awaitNobodyListens(Bench bench) {
        Eventually.holds(
                "nobody is connected but the pool",
                Await.PATIENCE,
                () -> bench.sql().number(LISTENERS) == 0);
    }

    private static void kill(Bench bench) {
        bench.sql()
                .rows("select pg_terminate_backend(pid) from pg_stat_activity where query like 'LISTEN %'"
                        + " and datname = current_database()");
    }

    private static List<String> payloads(List<Notice> notices) {
        return notices.stream()
                .map(notice -> notice instanceof Notification told ? told.payload() : "gap")
                .toList();
    }

    @Test
    default void whatIsToldIsHeardInOrder(Bench bench) {
        SubscriberProbe<Notice> probe = listening(bench, QUICK, "news").request(Long.MAX_VALUE);

        IntStream.range(0, 100).forEach(i -> Await.value(bench.engine().notify("news", "" + i)));
        Await.value(bench.engine().notify("news", ""));

        IntStream.range(0, 100).forEach(i -> {
            Notification told = (Notification) probe.next();
            assertThat(told.channel()).isEqualTo("news");
            assertThat(told.payload()).isEqualTo("" + i);
            assertThat(told.processId()).isPositive();
        });
        assertThat(((Notification) probe.next()).payload()).isEmpty();
        probe.cancel();
        awaitNobodyListens(bench);
    }

    @Test
    default void channelsAreNamesWhoseLettersCount(Bench bench) {
        SubscriberProbe<Notice> probe = listening(bench, QUICK, "News of the \"day\"; select 1", "order", "Ünïted")
                .request(Long.MAX_VALUE);

        Await.value(bench.engine().notify("news of the \"day\"; select 1", "nobody hears that"));
        Await.value(bench.engine().notify("News of the \"day\"; select 1", "a"));
        Await.value(bench.engine().notify("order", "b"));
        Await.value(bench.engine().notify("Ünïted", "c \uD83D\uDE00"));

        assertThat(payloads(List.of(probe.next(), probe.next(), probe.next())))
                .containsExactly("a", "b", "c \uD83D\uDE00");
        probe.cancel();
        awaitNobodyListens(bench);
    }

    @Test
    default void whatIsToldInATransactionIsHeardWhenItCommits(Bench bench) {
        SubscriberProbe<Notice> probe = listening(bench, QUICK, "news").request(Long.MAX_VALUE);
        AsyncConnection connection = bench.connection();

        Await.value(connection.notify("news", "undone"));
        assertThat(connection.inTransaction()).isTrue();
        Await.value(connection.rollback());
        Await.value(connection.notify("news", "late"));
        Await.value(bench.engine().notify("news", "early"));
        Await.value(connection.commit());

        assertThat(payloads(List.of(probe.next(), probe.next()))).containsExactly("early", "late");
        probe.cancel();
        awaitNobodyListens(bench);
    }

    @Test
    default void eachSourceHearsEverythingOnAConnectionBesideThePool(Bench bench) {
        AsyncEngine one = bench.engine(bench.options().withPoolSize(1).withMaxOverflow(0));
        AsyncConnection holder = Await.value(one.connect());
        CompletionStage<List<Notice>> first =
                NotificationSource.of(one, List.of("news"), QUICK).take(2).runWith(Sink.seq(), bench.system());
        CompletionStage<List<Notice>> second =
                NotificationSource.of(one, "news").take(1).runWith(Sink.seq(), bench.system());
        awaitListeners(bench, 2);

        Await.value(holder.notify("news", "a"));
        Await.value(holder.notify("news", "b"));
        Await.value(holder.commit());

        assertThat(payloads(Await.value(first))).containsExactly("a", "b");
        assertThat(payloads(Await.value(second))).containsExactly("a");
        awaitNobodyListens(bench);
        Await.value(holder.close());
        assertThat(Await.value(one.pool().status()).opened()).isEqualTo(1);
    }

    @Test
    @Tag("F3")
    default void aConnectionThatIsKilledIsReplacedAndAGapTellsIt(Bench bench) {
        SubscriberProbe<Notice> probe = listening(bench, QUICK, "news").request(Long.MAX_VALUE);
        Await.value(bench.engine().notify("news", "before"));
        assertThat(payloads(List.of(probe.next()))).containsExactly("before");

        for (int round = 0; round < 3; round++) {
            kill(bench);

            Gap gap = (Gap) probe.next();
            assertThat(gap.cause()).get().isInstanceOf(DisconnectedException.class);
            assertThat(gap.span()).isPositive();
            Await.value(bench.engine().notify("news", "after " + round));
            assertThat(payloads(List.of(probe.next()))).containsExactly("after " + round);
        }
        probe.cancel();
        awaitNobodyListens(bench);
    }

    /** Neither side is told of it: only that no sign of life comes back shows it. */
    @Test
    @Tag("F10")
    default void aLinkThatIsDeadWithoutAWordIsReplacedAndAGapTellsIt(Bench bench) {
        try (FaultyLink link = FaultyLink.of(bench, bench.options().withValidateTimeout(Duration.ofMillis(300)))) {
            SubscriberProbe<Notice> probe = SubscriberProbe.on(
                            link.engine().listen(List.of("news"), QUICK.withAliveCheck(Duration.ofMillis(200))))
                    .request(Long.MAX_VALUE);
            awaitListeners(bench, 1);
            link.proxy().cutWhen(Way.DOWN, "lost on its way", Cut.SILENCE_BEFORE);

            Await.value(link.engine().notify("news", "lost on its way"));

            assertThat(probe.next()).isInstanceOf(Gap.class);
            Await.value(link.engine().notify("news", "heard"));
            assertThat(payloads(List.of(probe.next()))).containsExactly("heard");
            probe.cancel();
            link.proxy().resetSilenced();
            awaitNobodyListens(bench);
        }
    }

    @Test
    default void aSlowReaderIsToldOfWhatWasDropped(Bench bench) {
        SubscriberProbe<Notice> probe = listening(bench, QUICK.withBufferSize(3), "news");
        SubscriberProbe<Notice> quick =
                SubscriberProbe.on(bench.engine().listen("news")).request(Long.MAX_VALUE);
        awaitListeners(bench, 2);

        // So many that the slow one's connection has read more than it keeps, however busy the machine is.
        IntStream.rangeClosed(1, 100).forEach(i -> Await.value(bench.engine().notify("news", "" + i)));
        IntStream.rangeClosed(1, 100).forEach(i -> quick.next());
        quick.cancel();
        Eventually.holds(
                "the server has told everybody",
                Await.PATIENCE,
                () -> bench.sql().number("select count(*) from pg_notification_queue_usage() as used where used > 0")
                        == 0);
        List<Notice> read = new ArrayList<>();
        do {
            read.add(probe.requestNext());
        } while (!payloads(read).contains("100"));

        assertThat(read.get(0))
                .isInstanceOfSatisfying(
                        Gap.class, gap -> assertThat(gap.cause()).isEmpty());
        assertThat(payloads(read)).endsWith("98", "99", "100").doesNotContain("1");
        Await.value(bench.engine().notify("news", "101"));
        assertThat(payloads(List.of(probe.requestNext()))).containsExactly("101");
        probe.cancel();
        awaitNobodyListens(bench);
    }

    @Test
    default void listeningEndsWithTheEngine(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options());
        SubscriberProbe<Notice> probe =
                SubscriberProbe.on(engine.listen("news")).request(Long.MAX_VALUE);
        CompletionStage<List<Notice>> source =
                NotificationSource.of(engine, "news").runWith(Sink.seq(), bench.system());
        awaitListeners(bench, 2);

        Await.value(engine.close());

        probe.assertCompleted();
        assertThat(Await.value(source)).isEmpty();
        awaitNobodyListens(bench);
        SubscriberProbe.on(engine.listen("news")).assertCompleted();
        Await.failure(engine.notify("news", "x"), PoolClosedException.class);
    }

    @Test
    default void whoCancelsWhileItConnectsLeavesNoConnection(Bench bench) {
        for (int round = 0; round < 20; round++) {
            SubscriberProbe.on(bench.engine().listen("news")).cancel();
        }
        awaitNobodyListens(bench);
        assertThat(Await.value(bench.engine().execute(COUNT)).scalarOne(Long.class))
                .isZero();
    }

    @Test
    default void whatCannotBeToldOrHeardIsRefused(Bench bench) {
        Await.failure(bench.engine().notify("news", "x".repeat(8000)), DatabaseException.class);
        Await.failure(bench.engine().notify("", "x"), DatabaseException.class);
        SubscriberProbe.on(bench.engine().listen("x".repeat(64))).failure(ArgumentException.class);
        SubscriberProbe.on(bench.engine().listen("")).failure(ArgumentException.class);
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> bench.engine().listen());
        SubscriberProbe.on(bench.engine().listen("news")).request(0).failure(IllegalArgumentException.class);
        awaitNobodyListens(bench);
    }

    /** What the pool lends listens to nothing. */
    @Test
    default void theLentConnectionsHearNothing(Bench bench) {
        AsyncConnection connection = bench.connection();
        SubscriberProbe<Notice> probe = listening(bench, QUICK, "news");

        assertThat(Await.value(connection.execute(text("select count(*) from pg_listening_channels()")))
                        .scalarOne(Long.class))
                .isZero();

        probe.cancel();
        awaitNobodyListens(bench);
    }

    @Test
    default void equalOnesOfOneTransactionAreToldOnce(Bench bench) {
        SubscriberProbe<Notice> probe = listening(bench, QUICK, "news").request(Long.MAX_VALUE);
        AsyncConnection connection = bench.connection();

        for (String payload : List.of("a", "a", "b", "a")) {
            Await.value(connection.notify("news", payload));
        }
        Await.value(connection.commit());
        Await.value(bench.engine().notify("news", "a"));

        assertThat(payloads(List.of(probe.next(), probe.next(), probe.next()))).containsExactly("a", "b", "a");
        probe.cancel();
        awaitNobodyListens(bench);
    }

    @Test
    default void listeningEndsWithTheActorThatOwnsTheView(Bench bench) {
        CompletableFuture<AsyncEngine> view = new CompletableFuture<>();
        ActorRef<String> owner = bench.kit().spawn(Behaviors.<String>setup(context -> {
            view.complete(bench.engine().ownedBy(context));
            return Behaviors.receiveMessage(stop -> Behaviors.stopped());
        }));
        SubscriberProbe<Notice> probe =
                SubscriberProbe.on(Await.value(view).listen("news")).request(Long.MAX_VALUE);
        awaitListeners(bench, 1);

        owner.tell("stop");

        probe.assertCompleted();
        awaitNobodyListens(bench);
    }
}
