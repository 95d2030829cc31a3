package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.error.DatabaseException;
import io.granary.error.DisconnectedException;
import io.granary.error.GranaryException;
import io.granary.error.InternalException;
import io.granary.error.LockTimeoutException;
import io.granary.error.OperationalException;
import io.granary.error.PendingRollbackException;
import io.granary.error.ProgrammingException;
import io.granary.testkit.fixtures.ActorFixture;
import io.granary.testkit.fixtures.Eventually;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a file of SQLite's in the hands of others: locked, full, spoilt, removed, left behind by a program that was killed. */
@ExtendWith(ActorFixture.class)
class SqliteFaultsIT {

    private static final String FILL = "with recursive n (i) as (select 1 union all select i + 1 from n where i < 5000)"
            + " insert into items (id, name) select i + 1000, 'a name that takes some room in the file ' || i from n";

    private final ActorSystem<?> system;
    private final AsyncEngine first;

    @TempDir
    Path directory;

    private AsyncEngine engine;

    SqliteFaultsIT(ActorSystem<?> system) {
        this.system = system;
        this.first = AsyncEngine.create(system, "sqlite://");
        this.engine = first;
    }

    @AfterEach
    void close() {
        Await.value(first.close());
        Await.value(engine.close());
    }

    private Path file() {
        return directory.resolve("granary.db");
    }

    private String url(String... options) {
        return "sqlite:///" + file() + "?" + String.join("&", options);
    }

    private void open(String... options) {
        engine = AsyncEngine.create(system, url(options), EngineOptions.defaults());
    }

    private void withItems(String... options) {
        open(options);
        run("create table items (id integer primary key, name text not null)");
        run("insert into items (id, name) values (100, 'kept')");
    }

    private CompletionStage<?> ask(String sql) {
        return engine.execute(text(sql));
    }

    private void run(String sql) {
        Await.value(ask(sql));
    }

    private long count() {
        return Await.value(engine.execute(text("select count(*) from items")))
                .scalar(Long.class)
                .orElseThrow();
    }

    @Test
    @Tag("F58")
    void aKilledProgramLeavesItsLockAndWhatItDidNotCommit() throws IOException {
        withItems("busy_timeout=50");
        Process other = ExitFacts.holder(url(), directory);
        try {
            assertThat(count()).as("readers go on").isEqualTo(1);
            LockTimeoutException locked =
                    Await.failure(ask("insert into items values (2, 'late')"), LockTimeoutException.class);
            assertThat(locked.retryable()).isTrue();
        } finally {
            other.destroyForcibly();
        }
        Eventually.holds("the other JVM ended", Await.PATIENCE, () -> !other.isAlive());
        assertThat(Files.exists(directory.resolve("granary.db-journal")))
                .as("it left behind what it had begun to write")
                .isTrue();

        AsyncEngine again = AsyncEngine.create(system, url());
        assertThat(Await.value(again.execute(text("select name from items")))
                        .scalars(String.class)
                        .all())
                .containsExactly("kept");
        assertThat(Await.value(again.execute(text("pragma integrity_check"))).scalar(String.class))
                .contains("ok");
        Await.value(again.close());
        run("insert into items values (2, 'after')");
        assertThat(count()).isEqualTo(2);
    }

    @Test
    @Tag("F46")
    void aFullDiskFailsTheWriteAndTheConnectionIsKept() {
        withItems("max_page_count=20");
        OperationalException full = Await.failure(ask(FILL), OperationalException.class);

        assertThat(full.sqlState()).contains("53100");
        assertThat(full.connectionInvalidated()).isFalse();
        run("insert into items values (2, 'small')");
        assertThat(count()).isEqualTo(2);
    }

    /** SQLite ends the transaction by itself then, and would write what follows without one. */
    @Test
    @Tag("F46")
    void nothingIsWrittenBehindATransactionThatAFullDiskEnded() {
        withItems("max_page_count=20");
        AsyncConnection connection = Await.value(engine.connect());
        Await.value(connection.execute(text("insert into items values (2, 'before')")));
        Await.failure(connection.execute(text(FILL)), OperationalException.class);

        Await.failure(
                connection.execute(text("insert into items values (3, 'behind')")), PendingRollbackException.class);
        Await.failure(connection.commit(), PendingRollbackException.class);
        Await.value(connection.rollback());
        Await.value(connection.execute(text("insert into items values (4, 'anew')")));
        Await.value(connection.commit());
        Await.value(connection.close());

        assertThat(Await.value(engine.execute(text("select id from items order by id")))
                        .scalars(Long.class)
                        .all())
                .containsExactly(4L, 100L);
    }

    /** A statement may undo only itself, or the whole transaction with all savepoints: only SQLite knows. */
    @Test
    @Tag("F46")
    void aSavepointIsTheWayToGoOnBehindAFullDisk() {
        withItems("max_page_count=20");

        Await.value(engine.begin(connection -> connection
                .execute(text("insert into items values (2, 'before')"))
                .thenCompose(written -> connection.beginNested(within -> within.execute(text(FILL))))
                .handle((filled, full) -> full)
                .thenCompose(full -> connection.execute(text("insert into items values (3, 'behind')")))));

        assertThat(count()).isEqualTo(3);
    }

    @Test
    void aSavepointIsNoWayOutOfATransactionThatIsGone() {
        withItems();

        GranaryException gone = Await.failure(
                engine.begin(connection -> connection
                        .execute(text("insert into items values (2, 'before')"))
                        .thenCompose(written -> connection.beginNested(
                                within -> within.execute(text("insert or rollback into items values (100, 'twice')"))))
                        .handle((inserted, twice) -> twice)
                        .thenCompose(twice -> connection.execute(text("insert into items values (3, 'behind')")))),
                GranaryException.class);

        assertThat(gone).isNotNull();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aSpoiltPageSaysSo() throws IOException {
        withItems();
        run(FILL);
        Await.value(engine.close());
        spoil(4096 * 3, 4096 * 20);
        open();

        InternalException corrupt = Await.failure(ask("select sum(length(name)) from items"), InternalException.class);

        assertThat(corrupt.sqlState()).contains("XX001");
        assertThat(corrupt.retryable()).isFalse();
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAtOnce() throws IOException {
        Files.writeString(file(), "This is a letter, and has never been anything else. ".repeat(100));
        engine = AsyncEngine.create(
                system, url("journal_mode=wal"), EngineOptions.defaults().withPoolTimeout(Duration.ofMinutes(5)));

        DatabaseException refused = Await.failure(ask("select 1"), DatabaseException.class);

        assertThat(refused).hasMessageContaining("not a database");
        assertThat(refused.retryable()).isFalse();
        assertThat(Files.readString(file())).startsWith("This is a letter");
    }

    @Test
    void aDirectoryThatIsNotThereIsRefused() {
        engine = AsyncEngine.create(
                system,
                "sqlite:///" + directory.resolve("nowhere/granary.db"),
                EngineOptions.defaults().withPoolTimeout(Duration.ofMillis(100)));

        assertThat(Await.failure(ask("select 1"), GranaryException.class)).isInstanceOf(OperationalException.class);
    }

    /** What is written to it would be lost: SQLite notices, and the connection is not lent again. */
    @Test
    @Tag("F6")
    @Tag("F43")
    void aFileThatIsRemovedTakesNothingMore() throws IOException {
        withItems();
        Files.delete(file());

        // It commits itself, and SQLite says that it did not.
        DisconnectedException moved =
                Await.failure(ask("insert into items values (2, 'lost')"), DisconnectedException.class);
        assertThat(moved.connectionInvalidated()).isTrue();
        assertThat(moved.retryable()).isTrue();
        assertThat(Files.exists(file())).isFalse();

        Await.failure(ask("insert into items values (3, 'new file')"), ProgrammingException.class);
    }

    private void spoil(long from, int bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[bytes]), from);
        }
    }
}
