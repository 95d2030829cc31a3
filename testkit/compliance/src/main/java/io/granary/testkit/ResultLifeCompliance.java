package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.error.InvalidRequestException;
import io.granary.error.ResourceClosedException;
import io.granary.sql.Params;
import java.util.Iterator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a result counts, and how it ends. */
public interface ResultLifeCompliance extends OnBench {

    @Test
    @Tag("RS41")
    default void rowCountsAreOfRowsMatchedOrInMemory(Bench bench) {
        ReadRows.insert(bench, 3);

        assertThat(ReadRows.run(bench, text("update items set name = 'same'")).rowCount())
                .isEqualTo(3);
        assertThat(ReadRows.run(bench, text("update items set name = 'same'")).rowCount())
                .as("rows that were the same before")
                .isEqualTo(3);
        assertThat(ReadRows.run(bench, text("select id from items")).rowCount()).isEqualTo(3);
        Result deleted = ReadRows.run(bench, text("delete from items where id > 1"));
        deleted.close();
        assertThat(deleted.rowCount()).isEqualTo(2);
    }

    @Test
    @Tag("RS40")
    default void theInsertedPrimaryKeyIsRefusedWithTheReason(Bench bench) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> ReadRows.run(bench, text("select 1")).insertedPrimaryKey())
                .withMessageContaining("not an INSERT");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> ReadRows.run(bench, text("insert into items values (1, 'a')"))
                        .insertedPrimaryKey())
                .withMessageContaining("text");
    }

    @Test
    @Tag("RS29")
    default void anEmptyResultGivesNothingUntilItIsClosed(Bench bench) {
        Result result = ReadRows.run(bench, text("select id from items"));

        assertThat(result.fetchOne()).isEmpty();
        assertThat(result.fetchOne()).isEmpty();
        result.close();
        assertThatExceptionOfType(ResourceClosedException.class)
                .isThrownBy(result::fetchOne)
                .withMessageContaining("closed");
    }

    @Test
    @Tag("RS28")
    @Tag("RS47")
    default void readingTheLastRowClosesSoftly(Bench bench) {
        ReadRows.insert(bench, 2);
        Result result = ReadRows.run(bench, text("select id from items order by id"));
        Iterator<Row> rows = result.iterator();
        rows.next();
        assertThat(result.isSoftClosed()).isFalse();

        rows.next();

        assertThat(result.isSoftClosed()).isTrue();
        assertThat(result.isClosed()).isFalse();
        assertThat(result.fetchOne()).isEmpty();
    }

    @Test
    @Tag("RS47")
    default void aResultHoldsNoConnection(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withPoolSize(1).withMaxOverflow(0));
        Await.value(engine.execute(INSERT, Params.of("id", 1, "name", "one")));
        AsyncConnection connection = Await.value(engine.connect());
        Result unread = Await.value(connection.execute(text("select name from items")));
        Result next = Await.value(connection.execute(text("select id from items")));
        Await.value(connection.close());

        Await.value(engine.execute(text("delete from items")));

        assertThat(unread.scalarOne()).isEqualTo("one");
        assertThat(next.scalarOne(Integer.class)).isEqualTo(1);
    }

    @Test
    @Tag("RS50")
    default void aScopeThatThrowsMidwayLeavesTheResultClosed(Bench bench) {
        Result result = ReadRows.abc(bench);

        assertThatIllegalStateException().isThrownBy(() -> {
            try (result) {
                result.fetchOne();
                throw new IllegalStateException("midway");
            }
        });

        assertThat(result.isSoftClosed()).isTrue();
        assertThat(result.isClosed()).isTrue();
    }
}
