package io.granary.engine;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.InvalidRequestException;
import io.granary.error.PendingRollbackException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedCall;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import io.granary.testkit.fixtures.Stages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No half of a transaction is committed: not after a lost link, not by a scope that nobody waits for, not by a view in autocommit. */
@Actors
final class LostTransactionTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final ActorTestKit kit;
    private final AsyncEngine engine;

    LostTransactionTest(ActorTestKit kit) {
        this.kit = kit;
        this.engine = AsyncEngine.create(
                kit.system(), "h2:mem:///lost_" + UUID.randomUUID().toString().replace("-", "") + "?DB_CLOSE_DELAY=-1");
    }

    @BeforeEach
    void createTable() {
        outcomeOf(engine.execute(text("create table t (id int primary key)")));
    }

    @AfterEach
    void closeEngine() {
        outcomeOf(engine.close());
    }

    private static CompletionStage<Result> insert(AsyncConnection connection, int id) {
        return connection.execute(text("insert into t values (" + id + ")"));
    }

    private List<Integer> rows() {
        return outcomeOf(engine.execute(text("select id from t order by id")))
                .scalars(Integer.class)
                .all();
    }

    // ---- a lost link

    @Test
    @Tag("RC22")
    void rollingBackASavepointByHandDoesNotForgetTheLostTransaction() {
        AsyncConnection connection = outcomeOf(engine.connect());
        AsyncTransaction root = outcomeOf(connection.begin());
        outcomeOf(insert(connection, 1));
        AsyncTransaction savepoint = outcomeOf(connection.beginNested());
        outcomeOf(connection.invalidate());

        outcomeOf(savepoint.rollback());
        outcomeOf(savepoint.close());

        assertThat(failureOf(connection.beginNested())).isInstanceOf(PendingRollbackException.class);
        assertThat(failureOf(insert(connection, 2))).isInstanceOf(PendingRollbackException.class);
        assertThat(failureOf(root.commit())).isInstanceOf(PendingRollbackException.class);
        outcomeOf(root.rollback());
        outcomeOf(insert(connection, 3));
        outcomeOf(connection.commit());
        outcomeOf(connection.close());
        assertThat(rows()).containsExactly(3);
    }

    @Test
    @Tag("RC22")
    void aScopeWithinDoesNotForgetTheTransactionThatWasLostInIt() {
        CompletionStage<Result> whole = engine.begin(connection -> insert(connection, 1)
                .thenCompose(first -> connection.beginNested(nested -> nested.invalidate()
                        .thenCompose(done -> CompletableFuture.<String>failedFuture(new IllegalStateException("x")))))
                .handle((value, failure) -> "caught")
                .thenCompose(caught -> insert(connection, 2)));

        assertThat(failureOf(whole)).isInstanceOf(PendingRollbackException.class);
        assertThat(rows()).isEmpty();
    }

    @Test
    @Tag("RC22")
    void aHandleOnAnEarlierTransactionDoesNotForgetTheLostOne() {
        AsyncConnection connection = outcomeOf(engine.connect());
        AsyncTransaction earlier = outcomeOf(connection.begin());
        outcomeOf(earlier.commit());
        outcomeOf(insert(connection, 1));
        outcomeOf(connection.invalidate());

        outcomeOf(earlier.rollback());

        assertThat(failureOf(insert(connection, 2))).isInstanceOf(PendingRollbackException.class);
        outcomeOf(connection.rollback());
        outcomeOf(insert(connection, 3));
        outcomeOf(connection.close());
        assertThat(rows()).isEmpty();
    }

    // ---- a new lease

    @Test
    void leasesOnceForAllWhoComeWhileItLeasesAnew() {
        ScriptedConnectionFactory driver = ScriptedEngine.driver();
        AsyncEngine scripted = ScriptedEngine.on(
                driver, kit.system(), EngineOptions.defaults().withPoolSize(1).withMaxOverflow(0));
        AsyncConnection connection = outcomeOf(scripted.connect());
        outcomeOf(connection.invalidate());
        LateAnswer connect = driver.next(ScriptedCall.CREATE).late();
        List<CompletionStage<Result>> stages = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            stages.add(connection.execute(text("statement " + i)));
        }
        Eventually.holds("it connects", SOON, () -> connect.waiting() == 1);
        stages.add(connection.execute(text("statement 50")));

        connect.release();

        stages.forEach(Stages::outcomeOf);
        assertThat(driver.statements().stream().filter(sql -> sql.startsWith("statement")))
                .hasSize(51)
                .isSortedAccordingTo(
                        java.util.Comparator.comparing(sql -> Integer.valueOf(sql.substring("statement ".length()))));
        outcomeOf(connection.close());
        assertThat(outcomeOf(scripted.pool().status()).checkedOut()).isZero();
        outcomeOf(scripted.close());
    }

    @Test
    void failsAllWhoWaitForALeaseThatCannotBeHadAndTriesAgain() {
        ScriptedConnectionFactory driver = ScriptedEngine.driver();
        AsyncEngine scripted =
                ScriptedEngine.on(driver, kit.system(), EngineOptions.defaults().withConnectRetry(ConnectRetry.NEVER));
        AsyncConnection connection = outcomeOf(scripted.connect());
        outcomeOf(connection.invalidate());
        LateAnswer connect = driver.next(ScriptedCall.CREATE).late();
        CompletionStage<Result> first = connection.execute(text("one"));
        CompletionStage<Result> second = connection.execute(text("two"));
        Eventually.holds("it connects", SOON, () -> connect.waiting() == 1);

        connect.fail(new IllegalStateException("nobody there"));

        assertThat(failureOf(first)).isInstanceOf(io.granary.error.GranaryException.class);
        assertThat(failureOf(second)).isSameAs(failureOf(first));
        outcomeOf(connection.execute(text("three")));
        outcomeOf(connection.close());
        outcomeOf(scripted.close());
    }

    // ---- scopes that nobody waits for

    @Test
    void rollsBackAScopeThatWasGivenUpBeforeItsWorkEnded() {
        CompletableFuture<String> work = new CompletableFuture<>();
        CompletableFuture<String> inserted = new CompletableFuture<>();
        CompletableFuture<String> whole = engine.<String>begin(connection -> insert(connection, 1)
                        .thenCompose(first -> {
                            inserted.complete("first");
                            return work;
                        })
                        .thenCompose(go -> insert(connection, 2).thenApply(second -> go)))
                .toCompletableFuture();
        outcomeOf(inserted);

        whole.cancel(false);
        work.complete("go");

        Eventually.holds(
                "it is over", SOON, () -> outcomeOf(engine.pool().status()).checkedOut() == 0);
        assertThat(rows()).isEmpty();
    }

    @Test
    void rollsBackASavepointScopeThatWasGivenUpBeforeItsWorkEnded() {
        AsyncConnection connection = outcomeOf(engine.connect());
        outcomeOf(insert(connection, 1));
        CompletableFuture<String> work = new CompletableFuture<>();
        CompletableFuture<String> inserted = new CompletableFuture<>();
        CompletableFuture<String> nested = connection
                .<String>beginNested(in -> insert(in, 2).thenCompose(second -> {
                    inserted.complete("second");
                    return work;
                }))
                .toCompletableFuture();
        outcomeOf(inserted);

        nested.cancel(false);
        work.complete("go");

        Eventually.holds(
                "it is rolled back",
                SOON,
                () -> outcomeOf(connection.execute(text("select id from t")))
                        .scalars(Integer.class)
                        .all()
                        .equals(List.of(1)));
        outcomeOf(connection.commit());
        outcomeOf(connection.close());
        assertThat(rows()).containsExactly(1);
    }

    // ---- views that do not agree

    @Test
    void refusesAStatementThatBelievesInATransactionOfAutocommit() {
        AsyncConnection connection = outcomeOf(engine.connect());
        AsyncConnection auto = connection.withOptions(ExecutionOptions.none().autocommit());
        outcomeOf(auto.begin());

        assertThat(failureOf(insert(connection, 1)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("begun by a view in autocommit");
        assertThat(failureOf(connection.beginNested())).isInstanceOf(InvalidRequestException.class);
        outcomeOf(insert(auto, 2));
        outcomeOf(connection.rollback());
        outcomeOf(insert(connection, 3));
        outcomeOf(connection.close());

        assertThat(rows()).containsExactly(2);
    }
}
