package io.granary.driver.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.DriverStatement.Returns;
import io.granary.driver.RowReceiver;
import io.netty.buffer.ByteBuf;
import io.r2dbc.postgresql.client.TransactionStatus;
import io.r2dbc.postgresql.codec.DefaultCodecs;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.postgresql.message.Format;
import io.r2dbc.postgresql.message.backend.BackendMessage;
import io.r2dbc.postgresql.message.backend.BindComplete;
import io.r2dbc.postgresql.message.backend.CommandComplete;
import io.r2dbc.postgresql.message.backend.CopyData;
import io.r2dbc.postgresql.message.backend.CopyInResponse;
import io.r2dbc.postgresql.message.backend.DataRow;
import io.r2dbc.postgresql.message.backend.EmptyQueryResponse;
import io.r2dbc.postgresql.message.backend.ErrorResponse;
import io.r2dbc.postgresql.message.backend.Field;
import io.r2dbc.postgresql.message.backend.Field.FieldType;
import io.r2dbc.postgresql.message.backend.ParseComplete;
import io.r2dbc.postgresql.message.backend.PortalSuspended;
import io.r2dbc.postgresql.message.backend.RowDescription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is sent for a statement, what is told of what comes back, and what is never sent, told or held. */
final class PostgresExecutionTest {

    private static final BackendMessage NUMBERS = new RowDescription(List.of(new RowDescription.Field(
            (short) 0, PostgresqlObjectId.INT4.getObjectId(), -1, (short) 4, Format.FORMAT_BINARY, "n", 0)));
    private static final CommandComplete SELECTED = new CommandComplete("SELECT", null, 3L);
    private static final String ROUTINE = "RevalidateCachedQuery";

    private static final class Told implements RowReceiver {

        private final List<String> events = Collections.synchronizedList(new ArrayList<>());
        private Consumer<String> onEvent = event -> {};

        private void add(String event) {
            events.add(event);
            onEvent.accept(event);
        }

        @Override
        public void columns(List<String> names) {
            add("columns " + names);
        }

        @Override
        public void rows(List<Object[]> chunk) {
            add("rows " + chunk.stream().map(row -> row[0]).toList());
        }

        @Override
        public void updated(long count) {
            add("updated " + count);
        }

        @Override
        public void completed() {
            add("completed");
        }

        @Override
        public void failed(DriverException failure) {
            add("failed " + failure.sqlState());
        }
    }

    private final ScriptedClient server = new ScriptedClient();
    private PostgresTexts texts = new PostgresTexts(OptionalInt.empty());
    private final Told told = new Told();

    private DriverExecution execution(String sql, int fetchSize, int chunkSize) {
        DefaultCodecs codecs = new DefaultCodecs(server.getByteBufAllocator());
        return new PostgresExecution(
                new PostgresClient(server, codecs),
                texts,
                new DriverStatement(sql, List.of(), Returns.UNKNOWN, fetchSize, chunkSize),
                PostgresValues.of(new Object[0], codecs).orElseThrow(),
                told);
    }

    private DriverExecution begun(int fetchSize, int chunkSize, long chunks) {
        DriverExecution execution = execution("select n", fetchSize, chunkSize);
        execution.request(chunks);
        server.comes(ParseComplete.INSTANCE);
        server.comes(BindComplete.INSTANCE, NUMBERS);
        return execution;
    }

    private DataRow row(int number) {
        return new DataRow(server.buffer().writeInt(number));
    }

    private static ErrorResponse error(String state, String routine) {
        return new ErrorResponse(List.of(
                new Field(FieldType.CODE, state),
                new Field(FieldType.MESSAGE, "refused"),
                new Field(FieldType.ROUTINE, routine)));
    }

    private static void elsewhere(Runnable work) {
        CompletableFuture.runAsync(work, task -> new Thread(task).start()).join();
    }

    private void assertNothingIsHeld() {
        assertThat(server.memory()).isZero();
    }

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
