package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.AsyncTransaction;
import io.granary.error.CommitOutcomeUnknownException;
import io.granary.error.DisconnectedException;
import io.granary.error.NotSupportedException;
import io.granary.error.PendingRollbackException;
import io.granary.sql.Params;
import io.granary.sql.TextClause;
import io.granary.testkit.fixtures.DatabaseKind;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Links that break and states that change behind a connection's back. */
public interface LostLinkCompliance extends OnBench {

    @Test
    @Tag("AE49")
    default void aStatementThatKillsItsOwnSessionFailsAsDisconnected(Bench bench) {
        bench.assumeThatSessionsAreLost();
        AsyncConnection connection = bench.connection();
        Await.value(connection.begin());
        Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "lost")));

        DisconnectedException lost =
                Await.failure(connection.execute(bench.killOneself()), DisconnectedException.class);

        assertThat(lost.connectionInvalidated()).isTrue();
        assertThat(connection.isInvalidated()).isTrue();
        Await.failure(connection.execute(COUNT), PendingRollbackException.class);
        Await.value(connection.rollback());
        assertThat(Await.value(connection.execute(COUNT)).scalarOne(Long.class)).isZero();
    }

    @Test
    @Tag("AE49")
    default void aStatementOnTheEngineThatKillsItsSessionFailsAsDisconnected(Bench bench) {
        bench.assumeThatSessionsAreLost();
        AsyncEngine engine = bench.engine();

        Await.failure(engine.execute(bench.killOneself()), DisconnectedException.class);

        assertThat(Await.value(engine.execute(COUNT)).scalarOne(Long.class)).isZero();
        assertThat(Await.value(engine.pool().status()).invalidated()).isEqualTo(1);
    }

    @Test
    @Tag("F5")
    default void aConnectionKilledWithinATransactionFailsAndTheEngineGoesOn(Bench bench) {
        bench.assumeThatSessionsAreLost();
        AsyncEngine engine = bench.engine();
        AsyncConnection connection = Await.value(engine.connect());
        Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "lost")));

        bench.killSessions();

        Await.failure(connection.execute(COUNT), DisconnectedException.class);
        Await.value(connection.close());
        assertThat(Await.value(engine.execute(COUNT)).scalarOne(Long.class)).isZero();
    }

    @Test
    default void aCommitOnAKilledConnectionHasNoKnownOutcome(Bench bench) {
        bench.assumeThatSessionsAreLost();
        AsyncEngine engine = bench.engine();
        AsyncConnection connection = Await.value(engine.connect());
        AsyncTransaction transaction = Await.value(connection.begin());
        Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "who knows")));

        bench.killSessions();

        Await.failure(transaction.commit(), CommitOutcomeUnknownException.class);
        assertThat(transaction.isActive()).isFalse();
        Await.value(transaction.rollback());
        Await.value(connection.close());
        assertThat(bench.committed()).isZero();
    }

    @Test
    @Tag("AE51")
    default void aTransactionEndedBehindOurBackCanBeRolledBackAndAnotherBegun(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncTransaction transaction = Await.value(connection.begin());
        Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "one")));
        Await.value(connection.executeDriverSql("rollback", java.util.List.of()));

        Await.value(transaction.rollback());

        Await.value(connection.begin());
        Await.value(connection.execute(INSERT, Params.of("id", 2, "name", "two")));
        Await.value(connection.rollback());
        Await.value(connection.close());
        assertThat(bench.committed()).isZero();
    }

    @Test
    @Tag("AE54")
    default void aPlanGoneStaleFailsOnceAtMost(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withPoolSize(1).withMaxOverflow(0));
        bench.table("shapes", "id int primary key, width int");
        bench.sql().run("insert into shapes values (1, 10)");
        TextClause select = text("select * from shapes where id = :id");
        for (int time = 0; time < 10; time++) {
            Await.value(engine.execute(select, Map.of("id", 1)));
        }

        bench.table("shapes", "id int primary key, width varchar(10), depth int");
        bench.sql().run("insert into shapes values (1, 'wide', 3)");

        if (bench.database().kind() == DatabaseKind.POSTGRESQL) {
            var stale = engine.execute(select, Map.of("id", 1)).handle((result, failure) -> failure);
            Throwable failure = Await.value(stale);
            assertThat(failure == null || failure instanceof NotSupportedException)
                    .as("it works, or says that the plan is stale: %s", failure)
                    .isTrue();
        }
        assertThat(Await.value(engine.execute(select, Map.of("id", 1))).one().get(1))
                .isEqualTo("wide");
    }
}
