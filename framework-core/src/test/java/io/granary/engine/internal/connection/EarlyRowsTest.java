package io.granary.engine.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.RowReceiver;
import io.granary.engine.RowChunk;
import io.granary.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EarlyRowsTest {

    private final List<RowChunk> taken = new ArrayList<>();
    private final List<StatementRows> ends = new ArrayList<>();

    private static EarlyRows of(Consumer<RowChunk> taker) {
        return EarlyRows.of(Texts.sql("select n from t"), taker).orElseThrow();
    }

    private RowReceiver receiver(EarlyRows early) {
        RowReceiver receiver = early.receiver(ends::add, failure -> {});
        receiver.columns(List.of("n"));
        return receiver;
    }

    private static List<Object[]> rows(Object... values) {
        List<Object[]> rows = new ArrayList<>();
        for (Object value : values) {
            rows.add(new Object[] {value});
        }
        return rows;
    }

    @Test
    void givesAllButTheLastThatTheDriverTold() {
        RowReceiver receiver = receiver(of(taken::add));

        receiver.rows(rows(1, 2));
        assertThat(taken).isEmpty();
        receiver.rows(rows(3));
        receiver.completed();

        assertThat(taken).singleElement().satisfies(chunk -> {
            assertThat(chunk.size()).isEqualTo(2);
            assertThat(chunk.row(1).get("n")).isEqualTo(2);
        });
        assertThat(ends).singleElement().satisfies(end -> {
            assertThat(end.rows()).containsExactly(new Object[] {3});
            assertThat(end.size()).isEqualTo(3);
        });
    }

    @Test
    void givesNothingOfAShortResult() {
        RowReceiver receiver = receiver(of(taken::add));

        receiver.rows(rows(1));
        receiver.completed();

        assertThat(taken).isEmpty();
        assertThat(ends).singleElement().extracting(StatementRows::size).isEqualTo(1L);
    }

    @Test
    void givesNothingMoreToWhoThrows() {
        EarlyRows early = of(chunk -> {
            taken.add(chunk);
            throw new IllegalStateException("no room");
        });
        RowReceiver receiver = receiver(early);

        receiver.rows(rows(1));
        receiver.rows(rows(2));
        receiver.rows(rows(3));
        receiver.completed();

        assertThat(taken).hasSize(1);
        assertThat(early.failure()).containsInstanceOf(InvalidRequestException.class);
    }

    /** A driver's thread that has to take it never tells the end of the statement. */
    @Test
    void keepsErrorsFromTheDriver() {
        EarlyRows early = of(chunk -> {
            throw new AssertionError("not as expected");
        });
        RowReceiver receiver = receiver(early);

        receiver.rows(rows(1));
        receiver.rows(rows(2));
        receiver.completed();

        assertThat(ends).hasSize(1);
        assertThat(early.failure())
                .get()
                .isInstanceOf(InvalidRequestException.class)
                .extracting(Throwable::getCause)
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void leavesRowsOfSeveralRunsTogether() {
        assertThat(EarlyRows.of(Texts.many(Texts.sql("select n from t"), 2), taken::add))
                .isEmpty();
    }
}
