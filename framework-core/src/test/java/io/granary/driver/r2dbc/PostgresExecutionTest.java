package io.granary.driver.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.DriverExecution;
import io.netty.buffer.ByteBuf;
import io.r2dbc.postgresql.client.TransactionStatus;
import io.r2dbc.postgresql.message.Format;
import io.r2dbc.postgresql.message.backend.BindComplete;
import io.r2dbc.postgresql.message.backend.CommandComplete;
import io.r2dbc.postgresql.message.backend.CopyData;
import io.r2dbc.postgresql.message.backend.CopyInResponse;
import io.r2dbc.postgresql.message.backend.DataRow;
import io.r2dbc.postgresql.message.backend.EmptyQueryResponse;
import io.r2dbc.postgresql.message.backend.ErrorResponse;
import io.r2dbc.postgresql.message.backend.Field;
import io.r2dbc.postgresql.message.backend.PortalSuspended;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of what comes back, as far as it is wanted, and what is never sent, told or held. */
final class PostgresExecutionTest extends OnScriptedClient {

    @Test
    void aPortalRunsOnAsRowsAreWantedAndItsLastWordIsSync() {
        DriverExecution execution = begun(2, 2, 1);
        server.comes(row(1), row(2), PortalSuspended.INSTANCE);
        assertThat(server.sent()).containsExactly("PBDEH");

        execution.request(2);
        server.comes(row(3), row(4), PortalSuspended.INSTANCE);
        assertThat(server.sent()).containsExactly("PBDEH", "EH", "EH");
        server.comes(SELECTED);
        assertThat(server.sent()).endsWith("EH", "S", "!");
        server.ready();
        assertThat(told.events).endsWith("rows [1, 2]", "rows [3, 4]", "updated 3", "completed");
    }

    /** The call that sends goes on for a while when the answer is there already. */
    @Test
    void aPortalThatIsSuspendedWhileItIsResumedElsewhereRunsOn() {
        DriverExecution execution = begun(1, 1, 1);
        server.comes(row(1), PortalSuspended.INSTANCE);
        List<String> answers = new ArrayList<>();
        server.onSent(kinds -> {
            if (kinds.equals("EH") && answers.isEmpty()) {
                answers.add(kinds);
                elsewhere(() -> server.comes(row(2), PortalSuspended.INSTANCE));
            }
        });
        execution.request(2);

        assertThat(server.sent()).containsExactly("PBDEH", "EH", "EH");
        elsewhere(() -> server.comes(error("57P01", "ProcessInterrupts")));
        assertThat(server.sent()).endsWith("S", "!");
        server.ready();
        assertThat(told.events).endsWith("rows [1]", "rows [2]", "failed 57P01");
    }

    @Test
    void oneThatIsGivenUpWhileItsPortalWaitsClosesItOnce() {
        DriverExecution execution = begun(1, 1, 1);
        server.comes(row(1), PortalSuspended.INSTANCE);
        execution.cancel();
        execution.cancel();
        execution.request(1);
        assertThat(server.sent()).containsExactly("PBDEH", "CS", "!");
        server.ready();
        assertThat(told.events).containsExactly("columns [n]", "rows [1]");
    }

    @Test
    void oneThatIsGivenUpWhileItRunsTakesInTheRestAndHoldsNothing() {
        DriverExecution execution = begun(2, 1, 1);
        server.comes(row(1));
        execution.cancel();
        server.comes(row(2), PortalSuspended.INSTANCE);
        assertThat(server.sent()).containsExactly("PBDEH", "CS", "!");
        server.ready();
        assertThat(told.events).containsExactly("columns [n]", "rows [1]");
        assertNothingIsHeld();
    }

    @Test
    void oneThatIsGivenUpBeforeItsFirstWishIsNotRun() {
        DriverExecution execution = execution("select n", 0, 1);
        execution.cancel();
        execution.request(1);
        assertThat(server.exchanges()).isZero();
    }

    @Test
    void aRowAheadIsGivenOnBeforeAnyOtherWhoeverAsks() {
        DriverExecution execution = begun(0, 1, 1);
        server.comes(row(1), row(2));
        assertThat(told.events).endsWith("rows [1]");
        told.onEvent = event -> {
            if (event.equals("rows [2]")) {
                // The next comes only when this call has ended.
                elsewhere(() -> execution.request(1));
                elsewhere(() -> server.comes(row(3)));
                told.events.add("end of 2");
            }
        };
        execution.request(1);
        assertThat(told.events).endsWith("rows [1]", "rows [2]", "end of 2", "rows [3]");
    }

    @Test
    void anEndWaitsForTheRowThatIsGivenOn() {
        DriverExecution execution = begun(0, 1, 1);
        server.comes(row(1), row(2));
        told.onEvent = event -> {
            if (event.equals("rows [2]")) {
                elsewhere(() -> server.lost(new java.io.IOException("gone")));
                told.events.add("end of 2");
            }
        };
        execution.request(1);
        assertThat(told.events).endsWith("rows [2]", "end of 2", "failed 08006");
        execution.request(1);
        assertThat(told.events).endsWith("end of 2", "failed 08006");
    }

    @Test
    void thousandsOfRowsEachAskedForByTheLastNeedNoStackForEach() {
        DriverExecution execution = execution("select n", 0, 1);
        told.onEvent = event -> {
            if (event.startsWith("rows")) {
                execution.request(1);
            }
        };
        execution.request(1);
        server.comes(BindComplete.INSTANCE, NUMBERS);
        for (int number = 0; number < 20_000; number++) {
            server.comes(row(number));
        }
        server.comes(SELECTED);
        server.ready();
        assertThat(told.events).hasSize(20_003).endsWith("completed");
        assertNothingIsHeld();
    }

    @Test
    void aValueThatCannotBeReadFailsTheStatementWhoseRestIsTakenIn() {
        DriverExecution execution = begun(2, 1, 1);
        server.comes(new DataRow(server.buffer().writeByte(1)), row(2), PortalSuspended.INSTANCE);
        assertThat(server.sent()).containsExactly("PBDEH", "CS", "!");
        server.ready();
        assertThat(told.events).hasSize(1).allMatch(event -> event.startsWith("failed"));
        execution.request(1);
        assertThat(told.events).hasSize(1);
        assertNothingIsHeld();
    }

    @Test
    void anErrorIsToldWhenTheServerIsReadyAndTheFirstOneOfTwo() {
        begun(1, 1, 5);
        server.comes(row(1), error("22012", "int4div"), error("25P02", "other"), row(2));
        assertThat(server.sent()).endsWith("S", "!");
        assertThat(told.events).endsWith("rows [1]");
        server.ready();
        assertThat(told.events).endsWith("rows [1]", "failed 22012");
        assertNothingIsHeld();
    }

    @Test
    void anErrorOfTheImplicitCommitIsTold() {
        begun(5, 1, 5);
        server.comes(row(1), SELECTED, error("23503", "ri_ReportViolation"));
        server.ready();
        assertThat(server.sent()).containsExactly("PBDEH", "S", "!");
        assertThat(told.events).endsWith("updated 3", "failed 23503");
    }

    @Test
    void anEmptyTextEnds() {
        execution("", 5, 1).request(1);
        server.comes(EmptyQueryResponse.INSTANCE);
        server.ready();
        assertThat(server.sent()).endsWith("S", "!");
        assertThat(told.events).containsExactly("completed");
    }

    /** Else both sides would wait for each other. */
    @Test
    void aCopyWithoutDataIsRefused() {
        execution("copy t from stdin", 5, 1).request(1);
        server.comes(BindComplete.INSTANCE, new CopyInResponse(List.of(), Format.FORMAT_TEXT));
        assertThat(server.sent()).endsWith("fS", "!");
        server.comes(error("57014", "CopyGetData"));
        server.ready();
        assertThat(server.sent()).filteredOn(kinds -> kinds.contains("S")).hasSize(1);
        assertThat(told.events).containsExactly("failed 57014");
    }

    @Test
    void dataThatNobodyAskedForIsNotHeld() {
        execution("copy t to stdout", 5, 1).request(1);
        ByteBuf data = server.text("1\t2\n");
        server.comes(BindComplete.INSTANCE, new CopyData(data), new CommandComplete("COPY", null, 1L));
        server.ready();
        assertThat(told.events).containsExactly("updated 1", "completed");
        assertNothingIsHeld();
    }

    /** It would keep what its query holds until the next statement; without a transaction the last word ends it. */
    @Test
    void thePortalIsClosedWithinATransactionOnly() {
        begun(0, 1, 5);
        assertThat(server.sent()).endsWith("PBDES", "!");
        server.ready();
        server.status(TransactionStatus.OPEN);
        execution("select m", 0, 1).request(5);
        assertThat(server.sent()).endsWith("PBDECS", "!");
    }

    /** No word that the server is ready follows, and the link may look alive for long. */
    @Test
    void anErrorThatEndsTheSessionIsToldAtOnceAndClosesTheLink() {
        begun(0, 1, 5);
        server.comes(new ErrorResponse(List.of(
                new Field(Field.FieldType.SEVERITY_NON_LOCALIZED, "FATAL"),
                new Field(Field.FieldType.CODE, "40001"),
                new Field(Field.FieldType.MESSAGE, "terminating connection due to conflict with recovery"))));
        assertThat(told.events).endsWith("failed 40001");
        assertThat(server.isClosed()).isTrue();
    }

    @Test
    void aLostLinkIsToldAsTheServerExplainedIt() {
        begun(1, 1, 5);
        server.comes(error("57P01", "ProcessInterrupts"));
        server.lost(new java.io.IOException("gone"));
        assertThat(told.events).containsExactly("failed 57P01");
    }
}
