package io.granary.driver.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.DriverStatement.Returns;
import io.granary.driver.RowReceiver;
import io.r2dbc.postgresql.codec.DefaultCodecs;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.postgresql.message.Format;
import io.r2dbc.postgresql.message.backend.BackendMessage;
import io.r2dbc.postgresql.message.backend.BindComplete;
import io.r2dbc.postgresql.message.backend.CommandComplete;
import io.r2dbc.postgresql.message.backend.DataRow;
import io.r2dbc.postgresql.message.backend.ErrorResponse;
import io.r2dbc.postgresql.message.backend.Field;
import io.r2dbc.postgresql.message.backend.Field.FieldType;
import io.r2dbc.postgresql.message.backend.ParseComplete;
import io.r2dbc.postgresql.message.backend.RowDescription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Statements on a client that plays the server, and what is told of them. */
abstract class OnScriptedClient {

    static final BackendMessage NUMBERS = new RowDescription(List.of(new RowDescription.Field(
            (short) 0, PostgresqlObjectId.INT4.getObjectId(), -1, (short) 4, Format.FORMAT_BINARY, "n", 0)));
    static final CommandComplete SELECTED = new CommandComplete("SELECT", null, 3L);
    static final String ROUTINE = "RevalidateCachedQuery";

    static final class Told implements RowReceiver {

        final List<String> events = Collections.synchronizedList(new ArrayList<>());
        Consumer<String> onEvent = event -> {};

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

    final ScriptedClient server = new ScriptedClient();
    PostgresTexts texts = new PostgresTexts(OptionalInt.empty());
    final Told told = new Told();

    final DriverExecution execution(String sql, int fetchSize, int chunkSize) {
        return execution(sql, fetchSize, chunkSize, null);
    }

    final DriverExecution execution(String sql, int fetchSize, int chunkSize, @Nullable String opening) {
        DefaultCodecs codecs = new DefaultCodecs(server.getByteBufAllocator());
        return new PostgresExecution(
                new PostgresClient(server, codecs),
                texts,
                new DriverStatement(sql, List.of(), Returns.UNKNOWN, fetchSize, chunkSize),
                PostgresValues.of(new Object[0], codecs).orElseThrow(),
                told,
                opening);
    }

    final DriverExecution begun(int fetchSize, int chunkSize, long chunks) {
        DriverExecution execution = execution("select n", fetchSize, chunkSize);
        execution.request(chunks);
        server.comes(ParseComplete.INSTANCE);
        if (fetchSize > 0) {
            // It asks for its columns first, to say in which forms it wants them.
            server.comes(NUMBERS, BindComplete.INSTANCE);
        } else {
            server.comes(BindComplete.INSTANCE, NUMBERS);
        }
        return execution;
    }

    final DataRow row(int number) {
        return new DataRow(server.buffer().writeInt(number));
    }

    static ErrorResponse error(String state, String routine) {
        return new ErrorResponse(List.of(
                new Field(FieldType.CODE, state),
                new Field(FieldType.MESSAGE, "refused"),
                new Field(FieldType.ROUTINE, routine)));
    }

    static void elsewhere(Runnable work) {
        CompletableFuture.runAsync(work, task -> new Thread(task).start()).join();
    }

    final void assertNothingIsHeld() {
        assertThat(server.memory()).isZero();
    }
}
