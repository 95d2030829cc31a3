package io.granary.testkit;

import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.ExecutionOptions;
import io.granary.error.ArgumentException;
import io.granary.error.LockTimeoutException;
import io.granary.error.ProgrammingException;
import io.granary.schema.Column;
import io.granary.schema.MetaData;
import io.granary.schema.Table;
import io.granary.sql.Select;
import io.granary.type.Types;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Test;

/** What the options of an engine and of its URL do on SQLite, and which are refused. */
class SqliteOptionsIT extends OnSqliteFile {

    SqliteOptionsIT(ActorSystem<?> system) {
        super(system);
    }

    @Test
    void aFileIsWhatItWasWhenItIsOpenedAgain(ActorSystem<?> system) {
        run("create table kept (id integer primary key)", "insert into kept values (7)");
        Await.value(engine.close());

        engine = AsyncEngine.create(system, url("journal_mode=wal"));

        assertThat(number("select id from kept")).isEqualTo(7);
        assertThat(Await.value(engine.execute(text("pragma journal_mode"))).scalar(String.class))
                .contains("wal");
        Path relative = Path.of("").toAbsolutePath().relativize(directory.resolve("granary.db"));
        AsyncEngine below = AsyncEngine.create(system, "sqlite:///" + relative);
        assertThat(Await.value(below.execute(text("select id from kept"))).scalar(Long.class))
                .contains(7L);
        Await.value(below.close());
    }

    /** At the begin, and not at the first statement that writes. */
    @Test
    void theWordBehindBeginSaysWhenTheLockIsTaken(ActorSystem<?> system) {
        run("create table kept (id integer primary key)", "insert into kept values (1)");
        for (String begin : List.of("immediate", "exclusive")) {
            AsyncEngine early = AsyncEngine.create(system, url("busy_timeout=100&begin=" + begin));
            AsyncConnection holder = Await.value(early.connect());
            Await.value(holder.execute(text("select id from kept")));

            Await.failure(engine.execute(text("insert into kept values (2)")), LockTimeoutException.class);
            if (begin.equals("exclusive")) {
                Await.failure(engine.execute(text("select id from kept")), LockTimeoutException.class);
            } else {
                assertThat(number("select id from kept")).isEqualTo(1);
            }

            Await.value(holder.close());
            Await.value(early.close());
        }
    }

    /** It takes no lock to write, whatever word stands behind BEGIN, and the next one writes on the same connection. */
    @Test
    void aReadOnlyTransactionBeginsWhateverTheWordBehindBegin(ActorSystem<?> system) {
        run("create table kept (id integer primary key)", "insert into kept values (1)");
        AsyncConnection writer = Await.value(engine.connect());
        Await.value(writer.execute(text("insert into kept values (2)")));
        for (String begin : List.of("immediate", "exclusive")) {
            AsyncEngine early = AsyncEngine.create(
                    system,
                    url("busy_timeout=100&begin=" + begin),
                    EngineOptions.defaults().withPoolSize(1).withMaxOverflow(0));
            AsyncEngine reader = early.withOptions(ExecutionOptions.none().withReadOnly(true));

            Long seen = Await.value(reader.begin(reading -> reading.execute(text("select count(*) from kept"))
                    .thenApply(count -> count.scalar(Long.class).orElseThrow())));
            assertThat(seen).isEqualTo(1);

            Await.value(writer.rollback());
            Await.value(early.begin(writing -> writing.execute(text("update kept set id = id"))));
            Await.value(writer.execute(text("insert into kept values (2)")));
            Await.value(early.close());
        }
        Await.value(writer.close());
    }

    /** Within a transaction SQLite refuses it. */
    @Test
    void whereTemporaryTablesAreIsForgottenToo() {
        ExecutionOptions autocommit = ExecutionOptions.none().autocommit();
        Await.value(engine.connect(
                connection -> connection.withOptions(autocommit).execute(text("pragma temp_store = memory"))));

        assertThat(number("pragma temp_store")).isZero();
        assertThat(Await.value(engine.pool().status()).opened()).isEqualTo(1);
    }

    @Test
    void whoKeepsTheFileToHimselfDoesSoAsLongAsHeHasTheConnection(ActorSystem<?> system) {
        run("create table kept (id integer primary key)");
        AsyncEngine other = AsyncEngine.create(system, url("busy_timeout=50"));
        Await.value(engine.connect(connection -> connection
                .execute(text("pragma locking_mode = exclusive"))
                .thenCompose(exclusive -> connection.execute(text("insert into kept values (1)")))
                .thenCompose(written -> connection.commit())
                .thenCompose(committed -> {
                    Await.failure(other.execute(text("select id from kept")), LockTimeoutException.class);
                    return connection.execute(text("select 1"));
                })));

        assertThat(Await.value(other.execute(text("select id from kept"))).scalar(Long.class))
                .contains(1L);
        Await.value(other.close());
    }

    @Test
    void anOptionThatSqliteWouldIgnoreIsRefused(ActorSystem<?> system) {
        assertThatThrownBy(() -> AsyncEngine.create(system, url("begin=now")))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("deferred, immediate, exclusive");
        AsyncEngine misspelt = AsyncEngine.create(system, url("jurnal_mode=wal"));
        assertThat(Await.failure(misspelt.execute(text("select 1")), ProgrammingException.class))
                .hasMessageContaining("jurnal_mode");
        Await.value(misspelt.close());
    }

    /** SQLite's own wait would take the place of the driver's, which a deadline ends. */
    @Test
    void howLongALockIsWaitedForIsNoPragmaToSet() {
        for (String pragma : List.of("PRAGMA busy_timeout = 1000", " pragma main.busy_timeout(1000)")) {
            assertThat(Await.failure(engine.execute(text(pragma)), ProgrammingException.class))
                    .hasMessageContaining("?busy_timeout=");
        }
        assertThat(number("pragma busy_timeout")).isZero();
    }

    @Test
    void aLimitThatNobodyKeepsIsRefused(ActorSystem<?> system) {
        EngineOptions kept = EngineOptions.defaults().withServerStatementTimeout(Duration.ofMinutes(2));

        assertThatThrownBy(() -> AsyncEngine.create(system, "sqlite://", kept))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("server-statement-timeout cannot hold")
                .hasMessageContaining("statement-timeout is kept by the engine");
    }

    @Test
    void patternsTellCapitalsFromSmallLettersWhereAnOptionSaysSo(ActorSystem<?> system) {
        Table words = Table.of("words", parts -> parts.column("word", Types.string(10)));
        Column<String> word = words.column("word", String.class);
        Await.value(MetaData.of(words).createAll(engine));
        run("insert into words values ('Ann'), ('ann')");
        AsyncEngine exact = AsyncEngine.create(system, url("case_sensitive_like=on"));

        assertThat(words(engine, select(word).where(word.startsWith("A")))).containsExactly("Ann", "ann");
        assertThat(words(exact, select(word).where(word.startsWith("A")))).containsExactly("Ann");
        assertThat(words(exact, select(word).where(word.icontains("A")))).containsExactly("Ann", "ann");
        Await.value(exact.close());
    }

    private static List<String> words(AsyncEngine engine, Select<?> query) {
        return Await.value(engine.execute(query)).scalars(String.class).all();
    }
}
