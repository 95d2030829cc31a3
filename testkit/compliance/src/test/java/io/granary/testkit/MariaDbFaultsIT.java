package io.granary.testkit;

import static io.granary.testkit.Bench.COUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.error.DatabaseException;
import io.granary.error.ProgrammingException;
import io.granary.sql.Params;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Database(DatabaseKind.MARIADB)
class MariaDbFaultsIT implements FaultCompliance, ExitFacts, MySqlValueFacts {

    /** More than {@code max_allowed_packet}, which is 16 MiB: the server hangs up. */
    @Test
    @Tag("F50")
    void aValueThatIsTooLargeForTheServerCostsAtMostItsOwnLink(Bench bench) {
        AsyncEngine engine = bench.engine();
        Await.value(engine.execute(COUNT));

        Await.failure(
                engine.execute(Sql.text("select length(:large)"), Params.of("large", new byte[20 * 1024 * 1024])),
                DatabaseException.class);

        for (int time = 0; time < 10; time++) {
            assertThat(Await.value(engine.execute(COUNT)).scalarOne(Long.class)).isZero();
        }
    }

    /** MySQL tells a session by the same number that it was idle for too long. */
    @Test
    void aTriggerThatIsNotThereCostsNoConnection(Bench bench) {
        ProgrammingException missing = Await.failure(
                bench.engine()
                        .execute(Sql.text(
                                "create trigger behind before insert on items for each row follows nosuch set @x = 1")),
                ProgrammingException.class);

        assertThat(missing.errorCode()).hasValue(4031);
        assertThat(missing.connectionInvalidated()).isFalse();
    }

    /** A table in memory is as large as it may be. */
    @Test
    @Tag("F46")
    void aStatementForWhoseRowsThereIsNoRoomFailsAndItsConnectionLivesOn(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(connection.execute(Sql.text("set max_heap_table_size = 16384")));
        Await.value(connection.execute(Sql.text("create temporary table small (t char(100)) engine = memory")));

        DatabaseException full = Await.failure(
                connection.execute(Sql.text("insert into small select 'x' from seq_1_to_10000")),
                DatabaseException.class);

        assertThat(full.errorCode()).hasValue(1114);
        assertThat(full.connectionInvalidated()).isFalse();
        Await.value(connection.rollback());
        assertThat(Await.value(connection.execute(COUNT)).scalarOne(Long.class)).isZero();
    }
}
