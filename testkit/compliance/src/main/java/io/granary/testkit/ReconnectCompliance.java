package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Transactions.insert;
import static io.granary.testkit.Transactions.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.AsyncTransaction;
import io.granary.engine.ParameterLogging;
import io.granary.error.DisconnectedException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PendingRollbackException;
import io.granary.error.ProgrammingException;
import io.r2dbc.spi.R2dbcException;
import java.sql.SQLException;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a connection does after its session has ended on the server, and after an error that ended nothing. */
public interface ReconnectCompliance extends OnBench {

    @Test
    @Tag("RC02")
    @Tag("RC26")
    default void aLostTransactionRefusesEverythingUntilItsRollback(Bench bench) {
        bench.assumeThatSessionsAreLost();
        AsyncConnection connection = bench.connection();
        AsyncTransaction transaction = Await.value(connection.begin());
        Object before = bench.session(connection);
        Await.value(insert(connection, 1));
        assertThat(transaction.isValid()).isTrue();

        loseSession(bench, connection);

        assertThat(transaction.isValid()).isFalse();
        assertThat(transaction.isActive()).isFalse();
        for (int time = 0; time < 2; time++) {
            assertThat(Await.failure(insert(connection, 2), PendingRollbackException.class))
                    .hasMessageContaining("cannot reconnect until that invalid transaction is rolled back");
            Await.failure(transaction.commit(), PendingRollbackException.class);
            Await.failure(connection.commit(), PendingRollbackException.class);
            Await.failure(connection.begin(), PendingRollbackException.class);
            Await.failure(connection.beginNested(), PendingRollbackException.class);
        }
        assertThat(connection.isInvalidated()).isTrue();

        Await.value(transaction.rollback());

        assertThat(bench.session(connection)).isNotEqualTo(before);
        assertThat(seen(connection)).isZero();
    }

    @Test
    @Tag("RC05")
    default void aConnectionIsUsedAgainAfterTheTransactionOfItsFirstStatementWasLost(Bench bench) {
        bench.assumeThatSessionsAreLost();
        AsyncConnection connection = bench.connection();
        Await.value(insert(connection, 1));

        loseSession(bench, connection);

        assertThat(connection.isClosed()).isFalse();
        Await.failure(connection.execute(COUNT), PendingRollbackException.class);
        Await.value(connection.rollback());
        Await.value(insert(connection, 2));
        assertThat(connection.isInvalidated()).isFalse();
        Await.value(connection.commit());
        Await.value(connection.close());
        assertThat(bench.sql().column("select id from items")).hasToString("[2]");
    }

    @Test
    @Tag("RC07")
    default void anErrorOfAStatementKeepsTheConnection(Bench bench) {
        AsyncConnection connection = bench.connection();
        Object before = bench.session(connection);

        ProgrammingException wrong = Await.failure(connection.execute(text("selekt 1")), ProgrammingException.class);

        assertThat(wrong.connectionInvalidated()).isFalse();
        assertThat(connection.isInvalidated()).isFalse();
        Await.value(connection.rollback());
        assertThat(bench.session(connection)).isEqualTo(before);
        assertThat(Await.value(bench.engine().pool().status()).invalidated()).isZero();
    }

    @Test
    @Tag("RC17")
    default void withAPingOnlyWhoHoldsAConnectionNoticesThatAllSessionsEnded(Bench bench) {
        bench.assumeThatSessionsAreLost();
        AsyncEngine engine = bench.engine(bench.options().withPoolPrePing(true));
        AsyncConnection held = Await.value(engine.connect());
        AsyncConnection idle = Await.value(engine.connect());
        Object before = bench.session(idle);
        Await.value(idle.close());

        bench.killSessions();

        assertThat(bench.session(engine)).isNotEqualTo(before);
        Await.failure(held.execute(COUNT), DisconnectedException.class);
        Await.value(held.close());
    }

    @Test
    @Tag("RC25")
    default void anInvalidatedConnectionCannotBeDetachedBeforeItsNextUse(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(connection.invalidate());

        assertThat(Await.failure(connection.detach(), InvalidRequestException.class))
                .hasMessageContaining("invalidated");

        Await.value(connection.execute(COUNT));
        Await.value(connection.detach());
        assertThat(Await.value(bench.engine().pool().status()).checkedOut()).isZero();
    }

    @Test
    @Tag("RC32")
    default void anErrorKeepsTheDriversOwnTheStatementAndItsValues(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withParameterLogging(ParameterLogging.VALUES));

        ProgrammingException wrong = Await.failure(
                engine.execute(text("select name from nowhere where id = :id"), Map.of("id", 4711)),
                ProgrammingException.class);

        assertThat(wrong.statement())
                .hasValueSatisfying(sql -> assertThat(sql).startsWith("select name from nowhere where id = "));
        assertThat(wrong.parameters())
                .hasValueSatisfying(values -> assertThat(values).contains("4711"));
        if (!bench.capabilities().claims(Claim.BY_R2DBC)) {
            assertThat(wrong).hasCauseInstanceOf(SQLException.class);
        } else {
            assertThat(wrong)
                    .cause()
                    .asInstanceOf(InstanceOfAssertFactories.type(R2dbcException.class))
                    .extracting(R2dbcException::getSqlState)
                    .isEqualTo(wrong.sqlState().orElseThrow());
        }
    }

    private static void loseSession(Bench bench, AsyncConnection connection) {
        Await.failure(connection.execute(bench.killOneself()), DisconnectedException.class);
    }
}
