package io.granary.driver.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.granary.driver.DriverExecution;
import io.r2dbc.postgresql.client.TransactionStatus;
import io.r2dbc.postgresql.message.backend.BindComplete;
import io.r2dbc.postgresql.message.backend.ParseComplete;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What is sent for a text the first time and the next ones, and when it is prepared anew. */
final class PostgresPreparedExecutionTest extends OnScriptedClient {

    @Test
    void aStatementIsOnePacketAndItsColumnsAreAskedForOnce() {
        begun(0, 10, DriverExecution.ALL);
        server.comes(row(1), row(2), SELECTED);
        assertThat(told.events).as("the server is not ready yet").doesNotContain("completed");
        server.ready();
        assertThat(server.sent()).containsExactly("PBDES", "!");
        assertThat(told.events).containsExactly("updated 3", "columns [n]", "rows [1, 2]", "completed");

        execution("select n", 0, 10).request(1);
        assertThat(server.sent()).endsWith("BES", "!");
        server.comes(BindComplete.INSTANCE, row(4));
        server.ready();
        assertThat(told.events).endsWith("columns [n]", "rows [4]", "completed");
        assertNothingIsHeld();
    }

    @Test
    void columnsOfWhatIsNotPlannedAreAskedForEachTime() {
        for (int time = 0; time < 2; time++) {
            execution("fetch 2 from c", 0, 10).request(1);
            server.comes(ParseComplete.INSTANCE, BindComplete.INSTANCE, NUMBERS, row(1));
            server.ready();
        }
        assertThat(server.sent()).containsExactly("PBDES", "!", "BDES", "!");
    }

    @Test
    void anOutdatedTextIsPreparedAnewAndSentOnceMore() {
        begun(0, 1, 5);
        server.ready();
        execution("select n", 0, 1).request(5);
        server.comes(error("0A000", ROUTINE));
        server.ready();
        assertThat(server.sent()).endsWith("BES", "!", "CPBDES", "!");
        server.comes(ParseComplete.INSTANCE, BindComplete.INSTANCE, NUMBERS, row(1));
        server.ready();
        assertThat(told.events).endsWith("completed", "columns [n]", "rows [1]", "completed");
    }

    @Test
    void aTextThatIsRefusedOnceMoreFails() {
        begun(0, 1, 5);
        for (int time = 0; time < 2; time++) {
            server.ready();
        }
        execution("select n", 0, 1).request(5);
        for (int time = 0; time < 3; time++) {
            server.comes(error("26000", "FetchPreparedStatement"));
            server.ready();
        }
        assertThat(server.exchanges()).isEqualTo(3);
        assertThat(told.events).endsWith("failed 26000");
    }

    /** What a statement says of itself while it runs is no reason to run it twice: rows were given on, sequences have counted. */
    @Test
    void oneThatHasBegunIsNotSentOnceMore() {
        begun(0, 1, 5);
        server.comes(row(1), error("26000", "exec_stmt_raise"));
        server.ready();
        assertThat(server.exchanges()).isEqualTo(1);
        assertThat(told.events).endsWith("rows [1]", "failed 26000");
        execution("select n", 0, 1).request(5);
        assertThat(server.sent()).as("still known").endsWith("BES", "!");
    }

    @Test
    void anOutdatedTextIsNotSentOnceMoreForNobody() {
        begun(0, 1, 5);
        server.ready();
        DriverExecution execution = execution("select n", 0, 1);
        execution.request(5);
        execution.cancel();
        server.comes(error("26000", "FetchPreparedStatement"));
        server.ready();
        assertThat(server.exchanges()).isEqualTo(2);
    }

    /** The error has ended the transaction; the next one is not to fail for the same reason. */
    @Test
    void anOutdatedTextInATransactionFailsAndIsPreparedAnewNextTime() {
        begun(0, 1, 5);
        server.ready();
        server.status(TransactionStatus.FAILED);
        execution("select n", 0, 1).request(5);
        server.comes(error("0A000", ROUTINE));
        server.ready();
        assertThat(told.events).endsWith("failed 0A000");
        assertThat(server.exchanges()).isEqualTo(2);

        server.status(TransactionStatus.OPEN);
        execution("select n", 0, 1).request(5);
        assertThat(server.sent()).endsWith("CPBDECS", "!");
    }

    @Test
    void aTextWithTheCharacter0FailsAndSendsNothing() {
        execution("select '\0'", 0, 1).request(1);
        assertThat(server.exchanges()).isZero();
        assertThat(told.events).containsExactly("failed null");
    }

    @Test
    void aTextThatIsForgottenBeforeAStatementOfItIsSentIsPreparedAnew() {
        texts = new PostgresTexts(OptionalInt.of(1));
        begun(0, 1, 5);
        server.ready();
        DriverExecution waiting = execution("select n", 0, 1);
        for (String other : new String[] {"select 1", "select 2"}) {
            execution(other, 0, 1).request(1);
            server.comes(ParseComplete.INSTANCE, BindComplete.INSTANCE);
            server.ready();
        }
        assertThat(server.sent()).endsWith("CPBDES", "!");

        waiting.request(1);
        assertThat(server.sent()).endsWith("CPBDES", "!", "CPBDES", "!");
    }

    @Test
    void moreValuesThanPlacesAreRefused() {
        for (String sql : new String[] {"select 1", "select $1", "select $1, $1"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PostgresPrepared.checkPlaces(sql, 2))
                    .withMessageContaining("2 values");
        }
        PostgresPrepared.checkPlaces("select $2", 2);
        PostgresPrepared.checkPlaces("select $1, $12", 12);
        PostgresPrepared.checkPlaces("select '$7'", 2);
        PostgresPrepared.checkPlaces("select 1", 0);
    }
}
