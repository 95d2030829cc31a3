package io.granary.driver.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.DriverExecution;
import io.r2dbc.postgresql.client.TransactionStatus;
import io.r2dbc.postgresql.message.backend.BackendMessage;
import io.r2dbc.postgresql.message.backend.BindComplete;
import io.r2dbc.postgresql.message.backend.CommandComplete;
import io.r2dbc.postgresql.message.backend.ParseComplete;
import org.junit.jupiter.api.Test;

/** A statement that begins its transaction: one packet, of which the server does the rest only if it has begun. */
final class PostgresOpeningExecutionTest extends OnScriptedClient {

    private static final BackendMessage[] BEGUN = {
        ParseComplete.INSTANCE, BindComplete.INSTANCE, new CommandComplete("BEGIN", null, null)
    };

    @Test
    void theTransactionIsBegunByTheSamePacket() {
        execution("select n", 0, 10, "BEGIN").request(DriverExecution.ALL);
        assertThat(server.sent()).as("the portal would stay open").containsExactly("PBEPBDECS", "!");
        server.comes(BEGUN);
        assertThat(told.events).as("what begins gives nothing").isEmpty();
        server.comes(ParseComplete.INSTANCE, BindComplete.INSTANCE, NUMBERS, row(1), SELECTED);
        server.ready();
        assertThat(told.events).containsExactly("updated 3", "columns [n]", "rows [1]", "completed");

        server.status(TransactionStatus.OPEN);
        execution("select n", 0, 10).request(1);
        assertThat(server.sent()).as("it is known from now on").endsWith("BECS", "!");
        assertNothingIsHeld();
    }

    @Test
    void whatCannotBeBegunFailsItsStatement() {
        execution("insert", 0, 10, "BEGIN ISOLATION LEVEL SERIALIZABLE").request(DriverExecution.ALL);
        server.comes(ParseComplete.INSTANCE, error("0A000", ""));
        server.ready();
        assertThat(told.events).containsExactly("failed 0A000");
        assertThat(server.exchanges()).as("not sent once more").isEqualTo(1);
    }

    @Test
    void aStatementThatFailsBehindItIsNotSentOnceMore() {
        execution("select n", 0, 1).request(5);
        server.comes(ParseComplete.INSTANCE, BindComplete.INSTANCE, NUMBERS);
        server.ready();
        execution("select n", 0, 1, "BEGIN").request(5);
        server.comes(BEGUN);
        server.comes(error("0A000", ROUTINE));
        server.status(TransactionStatus.FAILED);
        server.ready();
        assertThat(told.events).endsWith("failed 0A000");
        assertThat(server.exchanges()).isEqualTo(2);
    }

    @Test
    void aFetchSizeWaitsForTheColumnsFirst() {
        execution("select n", 2, 2, "BEGIN").request(1);
        server.comes(BEGUN);
        server.comes(ParseComplete.INSTANCE, NUMBERS, BindComplete.INSTANCE, row(1), SELECTED);
        server.ready();
        assertThat(server.sent()).containsExactly("PBEPDH", "BEH", "CS", "!");
        assertThat(told.events).containsExactly("updated 3", "columns [n]", "rows [1]", "completed");
    }

    @Test
    void whatIsOpenIsNotBegunAgain() {
        server.status(TransactionStatus.OPEN);
        execution("select n", 0, 10, "BEGIN").request(1);
        assertThat(server.sent()).containsExactly("PBDECS", "!");
        server.comes(ParseComplete.INSTANCE, BindComplete.INSTANCE, NUMBERS, row(1));
        server.ready();
        assertThat(told.events).containsExactly("columns [n]", "rows [1]", "completed");
    }

    /** As a pooler between may answer, which knows no statement by its name. */
    @Test
    void whatIsSentOnceMoreBeginsItsTransactionOnceMore() {
        execution("insert", 0, 10, "BEGIN").request(DriverExecution.ALL);
        server.comes(error("26000", ""));
        server.ready();
        assertThat(server.sent()).containsExactly("PBEPBDECS", "!", "PBEPBDECS", "!");
    }
}
