package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.engine.AsyncConnection;
import io.granary.engine.Row;
import io.granary.error.ArgumentException;
import io.granary.error.MultipleResultsFoundException;
import io.granary.error.NoResultFoundException;
import io.granary.error.ResourceClosedException;
import io.granary.sql.TextClause;
import io.granary.stream.AsyncResult;
import io.granary.stream.AsyncScalarResult;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows of a streamed result that are fetched. */
public interface AsyncResultFetchCompliance extends OnNumbered {

    /** The one row with that number. */
    TextClause FIRST = text("select id, name from items where id = 1");

    /** None. */
    TextClause NONE = text("select id, name from items where id = 0");

    @Test
    @Tag("AE25")
    default void givesAllRowsAsTuplesAsMapsAndByOneColumn(Bench bench) {
        List<Row> rows = Await.value(Numbered.stream(bench, Numbered.ITEMS).all());
        assertThat(rows).extracting(Numbered::id).isEqualTo(Numbered.upTo(Numbered.MANY));
        assertThat(rows).extracting(row -> row.get("name")).isEqualTo(Numbered.names());

        List<Map<String, Object>> maps =
                Await.value(Numbered.stream(bench, Numbered.ITEMS).mappings().fetchAll());
        assertThat(maps).extracting(map -> map.get("name")).isEqualTo(Numbered.names());
        assertThat(maps.get(0).keySet()).containsExactly("id", "name");

        assertThat(Await.value(Numbered.stream(bench, Numbered.ITEMS).scalars(1).all()))
                .isEqualTo(Numbered.names());
        assertThat(Await.value(Numbered.stream(bench, Numbered.ITEMS)
                        .scalars(-2, Long.class)
                        .all()))
                .startsWith(1L, 2L)
                .hasSize(Numbered.MANY);
    }

    @Test
    @Tag("AE34")
    @Tag("RS46")
    default void fetchesInBatchesOfAnySizeAndThenTheRest(Bench bench) {
        AsyncScalarResult<Integer> numbers =
                Numbered.stream(bench, Numbered.CROSS).scalars(2, Integer.class);

        List<Integer> read = new ArrayList<>();
        for (int size : List.of(5, 10, 7)) {
            List<Integer> batch = Await.value(numbers.fetchMany(size));
            assertThat(batch).hasSize(size);
            read.addAll(batch);
        }
        List<Integer> rest = Await.value(numbers.all());

        assertThat(rest).hasSize(339);
        read.addAll(rest);
        assertThat(read).isEqualTo(Numbered.upTo(361));
    }

    @Test
    @Tag("RS47")
    default void readingTheLastRowClosesSoftlyAndFreesTheConnection(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncResult<Row> result = Numbered.stream(connection, Numbered.ITEMS);

        assertThat(Await.value(result.fetchMany(18))).hasSize(18);
        assertThat(Await.value(result.fetchOne()))
                .hasValueSatisfying(row -> assertThat(Numbered.id(row)).isEqualTo(19));
        assertThat(Await.value(result.fetchOne())).isEmpty();
        Numbered.assertUsable(connection);

        assertThat(Await.value(result.fetchOne())).isEmpty();
        assertThat(Await.value(result.fetchMany(3))).isEmpty();
        assertThat(Await.value(result.fetchAll())).isEmpty();
        assertThat(Await.value(result.mappings().fetchOne())).isEmpty();
    }

    @Test
    default void fetchesAreAnsweredInTheOrderOfAsking(Bench bench) {
        AsyncScalarResult<Integer> numbers =
                Numbered.stream(bench, Numbered.CROSS).scalars(2, Integer.class);
        List<CompletionStage<List<Integer>>> asked = new ArrayList<>();
        for (int batch = 0; batch < 37; batch++) {
            asked.add(numbers.fetchMany(10));
        }

        assertThat(asked).flatExtracting(Await::value).isEqualTo(Numbered.upTo(361));
    }

    @Test
    default void firstGivesUpTheRestAndClosesForGood(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncResult<Row> result = AsyncResult.of(connection, Numbered.CUBE);

        assertThat(Await.value(result.first()))
                .hasValueSatisfying(row -> assertThat(Numbered.id(row)).isEqualTo(1));

        Await.failure(result.fetchOne(), ResourceClosedException.class);
        Await.failure(result.all(), ResourceClosedException.class);
        Numbered.assertUsable(connection);
        assertThat(Await.value(Numbered.stream(connection, NONE).first())).isEmpty();
    }

    @Test
    @Tag("AE31")
    default void oneGivesTheOneRowInEachShape(Bench bench) {
        AsyncConnection connection = bench.connection();

        assertThat(Await.value(Numbered.stream(connection, FIRST).one())
                        .values()
                        .get(1))
                .isEqualTo("name1");
        assertThat(Await.value(Numbered.stream(connection, FIRST).mappings().one()))
                .containsEntry("name", "name1");
        assertThat(Await.value(Numbered.stream(connection, FIRST)
                        .scalars(Integer.class)
                        .one()))
                .isEqualTo(1);
        assertThat(Await.value(Numbered.stream(connection, FIRST)
                        .into(Numbered.Item.class)
                        .one()))
                .isEqualTo(new Numbered.Item(1, "name1"));
        assertThat(Await.value(Numbered.stream(connection, FIRST).oneOrNone())).isPresent();
        assertThat(Await.value(Numbered.stream(connection, NONE).oneOrNone())).isEmpty();
        assertThat(Await.value(Numbered.stream(connection, NONE).scalarOneOrNone()))
                .isEmpty();
    }

    @Test
    @Tag("AE33")
    default void oneRefusesNoneAndSeveralAndFreesTheConnection(Bench bench) {
        AsyncConnection connection = bench.connection();

        assertThat(Await.failure(
                        Numbered.stream(connection, Numbered.ITEMS).one(), MultipleResultsFoundException.class))
                .hasMessageContaining("exactly one");
        assertThat(Await.failure(
                        Numbered.stream(connection, Numbered.ITEMS).scalars().oneOrNone(),
                        MultipleResultsFoundException.class))
                .hasMessageContaining("one or none");
        assertThat(Await.failure(Numbered.stream(connection, NONE).one(), NoResultFoundException.class))
                .hasMessageContaining("exactly one");
        AsyncResult<Row> unique = Numbered.stream(connection, Numbered.TWICE).unique();
        Await.failure(unique.one(), MultipleResultsFoundException.class);
        Await.failure(unique.fetchOne(), ResourceClosedException.class);
        Numbered.assertUsable(connection);
    }

    @Test
    @Tag("RS04")
    default void scalarsOfTheFirstOrOnlyRow(Bench bench) {
        AsyncConnection connection = bench.connection();

        assertThat(Await.value(Numbered.stream(connection, Numbered.ITEMS).scalar(Long.class)))
                .contains(1L);
        assertThat(Await.value(Numbered.stream(connection, Numbered.ITEMS)
                        .columns("name")
                        .scalar()))
                .contains("name1");
        assertThat(Await.value(Numbered.stream(connection, FIRST).scalarOne(Long.class)))
                .isEqualTo(1L);
        assertThat(Await.value(Numbered.stream(connection, FIRST).scalarOneOrNone(Integer.class)))
                .contains(1);
        Await.failure(Numbered.stream(connection, FIRST).scalarOneOrNone(LocalDate.class), ArgumentException.class);
        Await.failure(Numbered.stream(connection, Numbered.ITEMS).scalarOne(), MultipleResultsFoundException.class);
        Await.failure(Numbered.stream(connection, NONE).scalarOne(), NoResultFoundException.class);
        Numbered.assertUsable(connection);
    }

    @Test
    default void nullIsNullInListsAndAnEmptyOptionalByItself(Bench bench) {
        AsyncConnection connection = bench.connection();

        assertThat(Await.value(Numbered.stream(connection, Numbered.WITH_NULL)
                        .scalars(1)
                        .all()))
                .containsExactly((Object) null);
        assertThat(Await.value(Numbered.stream(connection, Numbered.WITH_NULL)
                        .scalars(1)
                        .first()))
                .isEmpty();
        assertThat(Await.value(Numbered.stream(connection, Numbered.WITH_NULL)
                        .scalars(1, String.class)
                        .oneOrNone()))
                .isEmpty();
        assertThat(Await.value(Numbered.stream(connection, Numbered.WITH_NULL)
                        .scalars(1)
                        .one()))
                .isNull();
        assertThat(Await.value(Numbered.stream(connection, Numbered.WITH_NULL)
                        .columns(1)
                        .scalarOne()))
                .isNull();
        assertThat(Await.value(Numbered.stream(connection, Numbered.WITH_NULL)
                        .mappings()
                        .one()))
                .containsEntry("name", null);
        Numbered.assertUsable(connection);
    }

    @Test
    default void whatCannotBeReadFailsItsFetchAndLeavesWhatFollows(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncResult<Row> result = Numbered.stream(connection, Numbered.ITEMS);

        Await.failure(result.scalars(1, Integer.class).fetchMany(2), ArgumentException.class);
        assertThat(Await.value(result.fetchOne()))
                .hasValueSatisfying(row -> assertThat(Numbered.id(row)).isEqualTo(3));
        Await.failure(result.scalars(1, Integer.class).first(), ArgumentException.class);

        Await.failure(result.fetchOne(), ResourceClosedException.class);
        Numbered.assertUsable(connection);
    }

    @Test
    default void batchesHaveAtLeastOneRow(Bench bench) {
        AsyncResult<Row> result = Numbered.stream(bench, Numbered.ITEMS);

        assertThatExceptionOfType(ArgumentException.class).isThrownBy(() -> result.fetchMany(0));
        assertThatExceptionOfType(ArgumentException.class).isThrownBy(() -> result.partitions(-1));
        assertThat(Await.value(result.all())).hasSize(Numbered.MANY);
    }
}
