package io.granary.engine;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.IllegalThreadException;
import io.granary.error.InvalidRequestException;
import io.granary.error.UniqueViolationException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Actors(config = "granary.blocking-dispatcher.thread-pool-executor.fixed-pool-size = 2")
@Database(DatabaseKind.H2)
final class SyncConnectionTest {

    private final AsyncEngine async;
    private final SyncEngine engine;

    SyncConnectionTest(ActorTestKit kit, TestDatabase database) {
        this.async = AsyncEngine.create(kit.system(), database.url());
        this.engine = async.syncEngine();
    }

    @BeforeEach
    void createTable() {
        engine.execute(text("create table t (id int primary key)"));
    }

    @AfterEach
    void dropTable() {
        assertThat(outcomeOf(async.pool().status()).checkedOut()).isZero();
        engine.execute(text("drop table t"));
        engine.close();
    }

    private List<Integer> ids() {
        return engine.connect(connection -> connection
                .scalars(text("select id from t order by id"), Integer.class)
                .all());
    }

    @Test
    void commitsAndRollsBackByHand() {
        try (SyncConnection connection = engine.connect()) {
            SyncTransaction transaction = connection.begin();
            connection.execute(text("insert into t values (:id)"), Map.of("id", 1));
            assertThat(connection.transaction()).contains(transaction);
            assertThat(transaction.isActive()).isTrue();
            assertThat(transaction.isValid()).isTrue();
            transaction.commit();
            assertThat(transaction.isActive()).isFalse();
            assertThat(connection.inTransaction()).isFalse();
            assertThatThrownBy(transaction::commit).isInstanceOf(InvalidRequestException.class);

            connection.begin();
            connection.execute(text("insert into t values (2)"));
            connection.rollback();
            connection.execute(text("insert into t values (3)"));
            connection.commit();
        }
        assertThat(ids()).containsExactly(1, 3);
    }

    @Test
    void rollsBackTheTransactionThatTryCloses() {
        try (SyncConnection connection = engine.connect()) {
            try (SyncTransaction transaction = connection.begin()) {
                transaction.connection().execute(text("insert into t values (1)"));
                try (SyncTransaction savepoint = connection.beginNested()) {
                    assertThat(savepoint.isNested()).isTrue();
                    assertThat(connection.nestedTransaction()).contains(savepoint);
                    connection.execute(text("insert into t values (2)"));
                }
                assertThat(connection.inNestedTransaction()).isFalse();
                assertThat(connection.scalar(text("select count(*) from t"), Long.class))
                        .contains(1L);
            }
            assertThat(connection.inTransaction()).isFalse();
        }
        assertThat(ids()).isEmpty();
    }

    @Test
    void beginsOnAConnectionOfItsOwn() {
        SyncTransaction transaction = engine.begin();
        try (SyncConnection connection = transaction.connection()) {
            connection.execute(text("insert into t values (1)"));
            transaction.commit();
        }
        assertThat(ids()).containsExactly(1);
    }

    @Test
    void scopesCommitOnReturnAndRollBackOnThrow() {
        engine.begin(connection -> {
            connection.execute(text("insert into t values (:id)"), List.of(Map.of("id", 1), Map.of("id", 2)));
            assertThatThrownBy(() -> connection.beginNested(nested -> nested.execute(text("insert into t values (1)"))))
                    .isInstanceOf(UniqueViolationException.class);
            return connection.execute(text("insert into t values (3)"));
        });
        IllegalStateException thrown = new IllegalStateException("undo");
        assertThatThrownBy(() -> engine.begin(connection -> {
                    connection.execute(text("insert into t values (4)"));
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(ids()).containsExactly(1, 2, 3);
    }

    @Test
    void letsTheWorkOfAScopeEndItsTransactionAsTheAsynchronousOneDoes() {
        engine.begin(connection -> {
            connection.execute(text("insert into t values (1)"));
            connection.rollback();
            return true;
        });
        outcomeOf(async.begin(connection ->
                connection.execute(text("insert into t values (1)")).thenCompose(done -> connection.rollback())));
        assertThat(ids()).isEmpty();
    }

    @Test
    void showsAndChangesWhatTheAsynchronousConnectionDoes() {
        SyncConnection connection = engine.connect();
        assertThat(connection.isolationLevel()).contains(IsolationLevel.READ_COMMITTED);
        SyncConnection strict =
                connection.withOptions(ExecutionOptions.none().withIsolationLevel(IsolationLevel.SERIALIZABLE));
        assertThat(strict.isolationLevel()).contains(IsolationLevel.SERIALIZABLE);
        assertThat(strict.executionOptions().isolationLevel()).contains(IsolationLevel.SERIALIZABLE);
        connection.info().put("note", 1);
        assertThat(strict.info()).containsEntry("note", 1);
        assertThat(connection.executeDriverSql("select $1 + 1", List.of(41)).scalarOne(Integer.class))
                .isEqualTo(42);
        assertThat(connection.driverConnection()).isNotNull();
        assertThat(connection.toString()).startsWith("SyncConnection[");
        connection.rollback();
        connection.invalidate();
        assertThat(connection.isInvalidated()).isTrue();
        connection.execute(text("select 1"));
        assertThat(connection.info()).isEmpty();
        connection.detach();
        assertThat(outcomeOf(async.pool().status()).checkedOut()).isZero();
        connection.close();
        assertThat(connection.isClosed()).isTrue();
    }

    @Test
    void isRefusedWhereAStageCompletesBeforeAnythingIsBegun() {
        List<Supplier<Object>> calls =
                List.of(engine::connect, engine::begin, () -> engine.execute(text("insert into t values (1)")));
        for (Supplier<Object> call : calls) {
            CompletionStage<Object> refused = async.execute(text("select 1"))
                    .thenApplyAsync(result -> call.get(), async.view().core().completions());
            assertThat(failureOf(refused)).isInstanceOf(IllegalThreadException.class);
        }
        assertThat(ids()).isEmpty();
    }

    @Test
    @Tag("AE21")
    void runsBlockingCodeOnAConnectionAlsoNested() {
        CompletionStage<Integer> sum = async.begin(connection -> connection.runSync(sync -> {
            int one = sync.scalar(text("select 1"), Integer.class).orElseThrow();
            return one
                    + Blocking.await(sync.asyncConnection()
                            .runSync(nested -> nested.scalar(text("select 2"), Integer.class)
                                    .orElseThrow()));
        }));
        assertThat(outcomeOf(sum)).isEqualTo(3);
        IllegalStateException thrown = new IllegalStateException("no");
        assertThat(failureOf(async.connect(connection -> connection.runSync(sync -> {
                    throw thrown;
                }))))
                .isSameAs(thrown);
    }

    @Test
    void goesOnThoughBlockingCodeFillsItsDispatcherWhileItWaitsForH2() {
        int threads = 2;
        CyclicBarrier allRun = new CyclicBarrier(threads);
        List<CompletionStage<Integer>> blocks = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            blocks.add(async.connect(connection -> connection.runSync(sync -> {
                meet(allRun);
                return sync.scalar(text("select 7"), Integer.class).orElseThrow();
            })));
        }
        assertThat(blocks).allSatisfy(block -> assertThat(outcomeOf(block)).isEqualTo(7));
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }
}
