package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.dialect.Feature;
import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.IsolationLevel;
import io.granary.error.ArgumentException;
import io.granary.error.DatabaseException;
import io.granary.error.InvalidRequestException;
import io.granary.error.NotSupportedException;
import io.granary.sql.Params;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Isolation levels, read-only transactions and autocommit, as the server sees them. */
public interface IsolationCompliance extends OnBench {

    /** What the server says of the running transaction; a look at a table makes sure that it has really begun. */
    private static IsolationLevel asked(Bench bench, AsyncConnection connection) {
        Await.value(connection.execute(COUNT));
        // The list of transactions of MySQL and MariaDB is a copy, renewed only if nobody has read it for 0.1 s.
        bench.capabilities().pause().ifPresent(pause -> Await.value(connection.execute(text(pause))));
        return IsolationLevel.parse(
                Await.value(connection.scalar(text(bench.capabilities().isolation()), String.class))
                        .orElseThrow());
    }

    private static ExecutionOptions at(IsolationLevel level) {
        return ExecutionOptions.none().withIsolationLevel(level);
    }

    @Test
    @Tag("AE07")
    default void aLevelIsThisConnectionsOnly(Bench bench) {
        bench.assumeMoreConnections("two connections are open at the same time");
        AsyncConnection usual = Await.value(bench.engine().connect());
        AsyncConnection strict = Await.value(bench.engine().connect()).withOptions(at(IsolationLevel.SERIALIZABLE));

        assertThat(asked(bench, strict)).isEqualTo(IsolationLevel.SERIALIZABLE);
        assertThat(strict.isolationLevel()).hasValue(IsolationLevel.SERIALIZABLE);
        assertThat(asked(bench, usual)).isEqualTo(bench.capabilities().defaultIsolation());
        assertThat(usual.isolationLevel()).hasValue(bench.capabilities().defaultIsolation());
        Await.value(strict.close());
        Await.value(usual.close());
    }

    @Test
    default void aLevelDoesNotOutliveItsLease(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withPoolSize(1).withMaxOverflow(0));
        Await.value(engine.withOptions(at(IsolationLevel.SERIALIZABLE))
                .connect(connection -> connection.execute(COUNT).thenCompose(result -> connection.rollback())));

        AsyncConnection next = Await.value(engine.connect());

        assertThat(asked(bench, next)).isEqualTo(bench.capabilities().defaultIsolation());
        Await.value(next.close());
    }

    @Test
    @Tag("TX32")
    default void theEnginesLevelHoldsAtEachCheckout(Bench bench) {
        AsyncEngine engine =
                bench.engine(bench.options().withPoolSize(1).withIsolationLevel(IsolationLevel.SERIALIZABLE));

        for (int time = 0; time < 2; time++) {
            AsyncConnection connection = Await.value(engine.connect());
            assertThat(asked(bench, connection)).isEqualTo(IsolationLevel.SERIALIZABLE);
            Await.value(connection.close());
        }
    }

    @Test
    @Tag("TX34")
    default void afterAnotherLevelTheEnginesHoldsAgain(Bench bench) {
        AsyncEngine engine =
                bench.engine(bench.options().withPoolSize(1).withIsolationLevel(IsolationLevel.SERIALIZABLE));
        Await.value(
                engine.withOptions(at(IsolationLevel.READ_COMMITTED)).connect(connection -> connection.execute(COUNT)));

        AsyncConnection next = Await.value(engine.connect());

        assertThat(asked(bench, next)).isEqualTo(IsolationLevel.SERIALIZABLE);
        Await.value(next.close());
    }

    @Test
    @Tag("AE55")
    default void aLevelThatWasSetOnTheServerIsKept(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncConnection autocommit =
                connection.withOptions(ExecutionOptions.none().autocommit());
        Await.value(autocommit.executeDriverSql(bench.capabilities().setIsolation(), List.of()));

        Await.value(connection.begin());

        assertThat(asked(bench, connection)).isEqualTo(IsolationLevel.SERIALIZABLE);
        Await.value(connection.rollback());
        // The session keeps what it was told, so it is not for others.
        Await.value(connection.invalidate());
    }

    @Test
    @Tag("TX37")
    default void aLevelIsReadInAnyCaseAndSentInItsOwn(Bench bench) {
        IsolationLevel level = IsolationLevel.parse("repeatable_read");
        AsyncConnection connection = Await.value(bench.engine().connect()).withOptions(at(level));

        assertThat(asked(bench, connection)).isEqualTo(bench.capabilities().isolationFor(level));
        Await.value(connection.close());
        assertThatThrownBy(() -> IsolationLevel.parse("repeatable_dread"))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("REPEATABLE READ");
    }

    @Test
    @Tag("TX38")
    default void aLevelCannotChangeWithinATransaction(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(connection.begin());

        assertThatThrownBy(() -> connection.withOptions(at(IsolationLevel.SERIALIZABLE)))
                .isInstanceOf(InvalidRequestException.class);

        assertThat(asked(bench, connection)).isEqualTo(bench.capabilities().defaultIsolation());
    }

    @Test
    @Tag("TX31")
    default void underAutocommitARollbackHasNoEffect(Bench bench) {
        AsyncConnection connection = Await.value(bench.engine().connect())
                .withOptions(ExecutionOptions.none().autocommit());
        Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "stays")));
        assertThat(connection.inTransaction()).isFalse();

        Await.value(connection.rollback());

        assertThat(bench.committed()).isEqualTo(1);
        Await.value(connection.begin());
        Await.value(connection.execute(INSERT, Params.of("id", 2, "name", "stays too")));
        assertThat(connection.inTransaction()).isTrue();
        Await.value(connection.rollback());
        assertThat(bench.committed()).isEqualTo(2);
        Await.value(connection.close());
    }

    @Test
    default void aReadOnlyTransactionRefusesToWriteOrToBegin(Bench bench) {
        AsyncEngine engine = bench.engine().withOptions(ExecutionOptions.none().withReadOnly(true));
        AsyncConnection connection = Await.value(engine.connect());

        if (bench.capabilities().supports(Feature.READ_ONLY_TRANSACTIONS)) {
            Await.value(connection.execute(COUNT));
            Await.failure(connection.execute(INSERT, Params.of("id", 1, "name", "no")), DatabaseException.class);
            Await.value(connection.rollback());
        } else {
            assertThat(Await.failure(connection.begin(), NotSupportedException.class))
                    .hasMessageContaining("no read-only transactions");
            Await.failure(connection.execute(COUNT), NotSupportedException.class);
            Await.failure(engine.execute(COUNT), NotSupportedException.class);
            assertThat(connection.inTransaction()).isFalse();
            AsyncConnection writing =
                    connection.withOptions(ExecutionOptions.none().withReadOnly(false));
            Await.value(writing.execute(INSERT, Params.of("id", 1, "name", "undone")));
            Await.value(writing.rollback());
        }
        Await.value(connection.close());

        Await.value(bench.engine().execute(INSERT, Params.of("id", 2, "name", "after")));
        assertThat(bench.committed()).isEqualTo(1);
    }
}
