package io.granary.testkit;

import static io.granary.testkit.Bench.INSERT;
import static io.granary.testkit.Transactions.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.RetryPolicy;
import io.granary.error.CommitOutcomeUnknownException;
import io.granary.error.CommitRolledBackException;
import io.granary.sql.Params;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.ToxicProxy;
import io.granary.testkit.fixtures.ToxicProxy.Cut;
import io.granary.testkit.fixtures.ToxicProxy.Way;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Links that are lost while COMMIT is in flight: what is told is what became of the transaction, or that it is not known. */
interface CommitOutcomeFacts extends OnBench {

    /** Where the server can be asked what became of a transaction. */
    private static boolean asks(Bench bench) {
        return bench.database().kind() == DatabaseKind.POSTGRESQL;
    }

    private static EngineOptions options(Bench bench) {
        // Silence is noticed by the clock of the step alone.
        return bench.options().withStatementTimeout(Duration.ofSeconds(3));
    }

    private static EngineOptions resolving(Bench bench) {
        return options(bench).withCommitResolution(Duration.ofSeconds(20));
    }

    private static AsyncEngine behind(ToxicProxy proxy, Bench bench, EngineOptions options) {
        AsyncEngine engine =
                AsyncEngine.create(bench.system(), proxy.front(bench.database()).url(), options);
        Await.value(engine.execute(Bench.COUNT));
        return engine;
    }

    private static void cut(ToxicProxy proxy, Cut cut) {
        proxy.cutWhen(Way.UP, "COMMIT", cut);
    }

    @ParameterizedTest
    @EnumSource(
            value = Cut.class,
            names = {"FORWARD_THEN_SILENCE", "FORWARD_THEN_RESET"})
    @Tag("F6")
    default void aCommitWhoseAnswerIsLostIsCommittedWhereTheServerCanBeAsked(Cut cut, Bench bench) {
        try (ToxicProxy proxy = ToxicProxy.to(bench.database())) {
            AsyncEngine engine = behind(proxy, bench, resolving(bench));
            AsyncConnection connection = Await.value(engine.connect());
            Await.value(insert(connection, 1));
            cut(proxy, cut);

            if (asks(bench)) {
                Await.value(connection.commit());
                assertThat(Transactions.seen(connection)).isEqualTo(1);
            } else {
                CommitOutcomeUnknownException unknown =
                        Await.failure(connection.commit(), CommitOutcomeUnknownException.class);
                assertThat(unknown.transactionId()).isEmpty();
            }

            assertThat(proxy.cuts()).isEqualTo(1);
            assertThat(bench.committed()).isEqualTo(1);
            Await.value(connection.close());
            Await.value(engine.close());
        }
    }

    @Test
    @Tag("F6")
    default void aScopeWhoseAnswerIsLostIsNotRunAgain(Bench bench) {
        try (ToxicProxy proxy = ToxicProxy.to(bench.database())) {
            AsyncEngine engine = behind(proxy, bench, options(bench));
            AtomicInteger runs = new AtomicInteger();
            cut(proxy, Cut.FORWARD_THEN_RESET);

            CommitOutcomeUnknownException unknown = Await.failure(
                    engine.retrying(RetryPolicy.attempts(5), connection -> insert(connection, runs.incrementAndGet())),
                    CommitOutcomeUnknownException.class);

            assertThat(unknown.transactionId()).isEmpty();
            assertThat(unknown.retryable()).isFalse();
            assertThat(runs).hasValue(1);
            assertThat(bench.committed()).isEqualTo(1);
            Await.value(engine.close());
        }
    }

    @Test
    @Tag("F6")
    default void workThatMayHappenTwiceIsRunAgain(Bench bench) {
        try (ToxicProxy proxy = ToxicProxy.to(bench.database())) {
            AsyncEngine engine = behind(proxy, bench, options(bench));
            AtomicInteger runs = new AtomicInteger();
            cut(proxy, Cut.RESET_BEFORE);

            Await.value(engine.retrying(
                    RetryPolicy.attempts(5).idempotent(), connection -> insert(connection, runs.incrementAndGet())));

            assertThat(runs).hasValue(2);
            assertThat(bench.committed()).isEqualTo(1);
            Await.value(engine.close());
        }
    }

    /** There is no COMMIT of ours, and the server commits all the same. */
    @ParameterizedTest
    @EnumSource(
            value = Cut.class,
            names = {"FORWARD_THEN_RESET", "RESET_BEFORE"})
    @Tag("F6")
    @Tag("F7")
    default void aStatementThatCommitsItselfIsUnknownAndNeverSentAgain(Cut cut, Bench bench) {
        long there = cut == Cut.FORWARD_THEN_RESET ? 1 : 0;
        try (ToxicProxy proxy = ToxicProxy.to(bench.database())) {
            AsyncEngine engine = behind(proxy, bench, resolving(bench));
            proxy.cutWhen(Way.UP, "insert into items", cut);
            CommitOutcomeUnknownException unknown = Await.failure(
                    engine.execute(INSERT, Params.of("id", 1, "name", "once")), CommitOutcomeUnknownException.class);
            assertThat(unknown.retryable()).isFalse();
            assertThat(unknown.statement().orElseThrow()).contains("insert into items");
            Eventually.holds("the server has done what it does", Await.PATIENCE, () -> bench.committed() == there);

            AsyncConnection connection = Await.value(engine.connect())
                    .withOptions(ExecutionOptions.none().autocommit());
            proxy.cutWhen(Way.UP, "insert into items", cut);
            Await.failure(
                    connection.execute(INSERT, Params.of("id", 2, "name", "once")),
                    CommitOutcomeUnknownException.class);
            Await.value(connection.close());

            assertThat(proxy.cuts()).isEqualTo(2);
            Eventually.holds("the server has done what it does", Await.PATIENCE, () -> bench.committed() == 2 * there);
            Await.value(engine.close());
        }
    }

    @Test
    @Tag("F7")
    default void aCommitThatNeverCameIsRolledBackWhereTheServerCanBeAsked(Bench bench) {
        try (ToxicProxy proxy = ToxicProxy.to(bench.database())) {
            AsyncEngine engine = behind(proxy, bench, resolving(bench));
            cut(proxy, Cut.RESET_BEFORE);

            var scope = engine.begin(connection -> insert(connection, 1));
            if (asks(bench)) {
                CommitRolledBackException failure = Await.failure(scope, CommitRolledBackException.class);
                assertThat(failure.retryable()).isTrue();
                assertThat(failure).hasMessageMatching("(?s).*id: +\\d+@[0-9A-F]{8}.*");
            } else {
                Await.failure(scope, CommitOutcomeUnknownException.class);
            }

            assertThat(proxy.cuts()).isEqualTo(1);
            assertThat(bench.committed()).isZero();
            Await.value(engine.close());
        }
    }

    @Test
    @Tag("F7")
    default void aCommitThatNeverCameIsRunAgainWhereTheServerCanBeAsked(Bench bench) {
        try (ToxicProxy proxy = ToxicProxy.to(bench.database())) {
            AsyncEngine engine = behind(proxy, bench, resolving(bench));
            cut(proxy, Cut.RESET_BEFORE);

            var retried = engine.retrying(RetryPolicy.attempts(2), connection -> insert(connection, 1));
            if (asks(bench)) {
                Await.value(retried);
            } else {
                Await.failure(retried, CommitOutcomeUnknownException.class);
            }

            assertThat(bench.committed()).isEqualTo(asks(bench) ? 1 : 0);
            Await.value(engine.close());
        }
    }

    @Test
    @Tag("F7")
    default void whatCannotBeFoundOutInTimeStaysUnknown(Bench bench) {
        try (ToxicProxy proxy = ToxicProxy.to(bench.database())) {
            AsyncEngine engine = behind(proxy, bench, options(bench).withCommitResolution(Duration.ofMillis(500)));
            AsyncConnection connection = Await.value(engine.connect());
            Await.value(insert(connection, 1));
            cut(proxy, Cut.RESET_BEFORE);
            proxy.acceptOnly(true);

            CommitOutcomeUnknownException unknown =
                    Await.failure(connection.commit(), CommitOutcomeUnknownException.class);

            assertThat(unknown.transactionId().isPresent()).isEqualTo(asks(bench));
            Await.value(connection.rollback());
            Await.value(connection.close());
            Await.value(engine.close());
        }
    }
}
