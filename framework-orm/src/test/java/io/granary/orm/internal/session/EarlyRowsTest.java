package io.granary.orm.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.engine.Result;
import io.granary.engine.ResultData;
import io.granary.engine.RowChunk;
import io.granary.engine.RowKeys;
import io.granary.orm.internal.turn.Turn;
import io.granary.sql.Sql;
import io.granary.type.Types;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EarlyRowsTest {

    private static final RowKeys KEYS = RowKeys.of(List.of("n"), List.of(Sql.column("n", Types.INTEGER)));

    private final Deque<Runnable> messages = new ArrayDeque<>();
    private final Turn turn = new Turn(messages::add, Runnable::run);
    private final List<Object> taken = new ArrayList<>();
    private final EarlyRows early = new EarlyRows(turn, row -> {
        Object value = Objects.requireNonNull(row.get(0));
        if (value.equals(13)) {
            throw new IllegalStateException("thirteen");
        }
        taken.add(value);
    });
    private final CompletableFuture<Result> query = new CompletableFuture<>();
    private final CompletableFuture<Integer> end =
            early.whenAllTaken(query, last -> taken.size()).toCompletableFuture();

    private static List<@Nullable Object[]> rows(Object... values) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Object value : values) {
            rows.add(new @Nullable Object[] {value});
        }
        return rows;
    }

    private static RowChunk chunk(Object... values) {
        return new RowChunk(KEYS, rows(values));
    }

    private static Result result(Object... values) {
        return Result.of(ResultData.ofRows(KEYS, rows(values)));
    }

    private void turns() {
        while (!messages.isEmpty()) {
            turn.take(messages.remove());
        }
    }

    @Test
    void takesRowsInTheTurnBeforeTheLastHaveCome() {
        early.accept(chunk(1, 2));
        assertThat(taken).isEmpty();
        turns();
        assertThat(taken).containsExactly(1, 2);

        query.complete(result(3));
        turns();
        assertThat(taken).containsExactly(1, 2, 3);
        assertThat(end).isCompletedWithValue(3);
    }

    /** The end may overtake the messages of chunks, if it is told in the turn. */
    @Test
    void keepsTheOrderWhoeverComesFirst() {
        early.accept(chunk(1));
        early.accept(chunk(2));
        turn.take(() -> query.complete(result(3)));
        turns();

        assertThat(taken).containsExactly(1, 2, 3);
        assertThat(end).isCompletedWithValue(3);
    }

    @Test
    void takesNothingOfAQueryThatFailed() {
        query.completeExceptionally(new IllegalStateException("lost"));
        turns();
        early.accept(chunk(1));
        turns();

        assertThat(taken).isEmpty();
        assertThatThrownBy(end::join).hasRootCauseMessage("lost");
    }

    @Test
    void failsAtTheEndWithWhatTakingThrew() {
        early.accept(chunk(1, 13, 2));
        early.accept(chunk(3));
        turns();
        assertThat(end).isNotDone();
        query.complete(result(4));
        turns();

        assertThat(taken).containsExactly(1);
        assertThatThrownBy(end::join).hasRootCauseMessage("thirteen");
    }
}
