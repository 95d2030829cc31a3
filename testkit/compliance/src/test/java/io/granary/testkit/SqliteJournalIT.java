package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.PoolStatus;
import io.granary.engine.Result;
import io.granary.error.LockTimeoutException;
import io.granary.error.PendingRollbackException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A file as SQLite makes it, with a rollback journal: who reads is in the way of a COMMIT. */
class SqliteJournalIT extends OnSqliteFile {

    SqliteJournalIT(ActorSystem<?> system) {
        super(system);
    }

    @BeforeEach
    void create() {
        run("create table kept (id integer primary key)", "insert into kept values (1)");
        assertThat(Await.value(engine.execute(text("pragma journal_mode"))).scalar(String.class))
                .contains("delete");
    }

    @AfterEach
    void theBooksBalance() {
        PoolStatus status = Await.value(engine.pool().status());
        assertThat(status.checkedOut()).isZero();
        assertThat(status.invalidated()).isZero();
    }

    private AsyncConnection reader() {
        AsyncConnection reader = Await.value(engine.connect());
        assertThat(ids(reader.execute(text("select id from kept")))).containsExactly(1L);
        return reader;
    }

    private static List<Long> ids(CompletionStage<Result> asked) {
        return Await.value(asked).scalars(Long.class).all();
    }

    private List<Long> kept() {
        return ids(engine.execute(text("select id from kept order by id")));
    }

    /** Within SQLite it goes on, and could be committed later; the engine has it rolled back, as after any failure. */
    @Test
    void aCommitThatReadersAreInTheWayOfFailsAndIsRolledBack() {
        AsyncConnection reader = reader();
        AsyncConnection writer = Await.value(engine.connect());
        Await.value(writer.execute(text("insert into kept values (2)")));

        LockTimeoutException late = Await.failure(writer.commit(), LockTimeoutException.class);

        assertThat(late.retryable()).isTrue();
        assertThat(late.connectionInvalidated()).isFalse();
        Await.failure(writer.execute(text("insert into kept values (3)")), PendingRollbackException.class);
        Await.value(writer.rollback());
        Await.value(reader.close());
        assertThat(kept()).containsExactly(1L);
        Await.value(writer.execute(text("insert into kept values (4)")));
        Await.value(writer.commit());
        Await.value(writer.close());
        assertThat(kept()).containsExactly(1L, 4L);
    }

    @Test
    void aScopeWhoseCommitFailsLeavesNothingBehind() {
        AsyncConnection reader = reader();

        Await.failure(
                engine.begin(connection -> connection.execute(text("insert into kept values (2)"))),
                LockTimeoutException.class);

        assertThat(kept()).containsExactly(1L);
        Await.value(reader.close());
        Await.value(engine.begin(connection -> connection.execute(text("insert into kept values (2)"))));
        assertThat(kept()).containsExactly(1L, 2L);
    }

    @Test
    void aStatementThatCommitsItselfFailsAndLeavesNothingBehind() {
        AsyncConnection reader = reader();

        Await.failure(engine.execute(text("insert into kept values (2)")), LockTimeoutException.class);

        assertThat(kept()).containsExactly(1L);
        Await.value(reader.close());
        run("insert into kept values (2)");
        assertThat(kept()).containsExactly(1L, 2L);
    }
}
