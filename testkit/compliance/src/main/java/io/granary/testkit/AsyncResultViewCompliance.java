package io.granary.testkit;

import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.testkit.Shop.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.Row;
import io.granary.error.InvalidRequestException;
import io.granary.error.NoSuchColumnException;
import io.granary.sql.TextClause;
import io.granary.stream.AsyncMappingResult;
import io.granary.stream.AsyncResult;
import io.granary.stream.AsyncScalarResult;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The shapes in which a streamed result shows its rows. */
public interface AsyncResultViewCompliance extends OnNumbered {

    @Test
    @Tag("AE28")
    default void aUniqueViewGivesEachRowOnceInTheOrderOfTheirFirst(Bench bench) {
        assertThat(Await.value(Numbered.stream(bench, Numbered.TWICE).all())).hasSize(38);

        assertThat(Await.value(Numbered.stream(bench, Numbered.TWICE).unique().all()))
                .extracting(Numbered::id)
                .isEqualTo(Numbered.upTo(Numbered.MANY));
        assertThat(Await.value(Numbered.stream(bench, Numbered.TWICE)
                        .mappings()
                        .unique()
                        .all()))
                .extracting(map -> map.get("name"))
                .isEqualTo(Numbered.names());
        assertThat(Await.value(Numbered.stream(bench, Numbered.TWICE)
                        .scalars(1)
                        .unique()
                        .all()))
                .isEqualTo(Numbered.names());
    }

    @Test
    @Tag("RS14")
    default void aUniqueViewReadsOnUntilItHasAsManyAsWereAskedFor(Bench bench) {
        AsyncResult<Row> unique = Numbered.stream(bench, Numbered.TWICE).unique();

        assertThat(Await.value(unique.fetchMany(10))).extracting(Numbered::id).isEqualTo(Numbered.upTo(10));
        assertThat(Await.value(unique.fetchOne()))
                .hasValueSatisfying(row -> assertThat(Numbered.id(row)).isEqualTo(11));
        assertThat(Await.value(unique.fetchMany(100))).hasSize(8);
    }

    @Test
    default void whatIsTheSameToAUniqueViewMayBeSaid(Bench bench) {
        assertThat(Await.value(Numbered.stream(bench, Numbered.ITEMS)
                        .unique(row -> Numbered.id(row) % 3)
                        .scalars(Integer.class)
                        .all()))
                .containsExactly(1, 2, 3);
        assertThat(Await.value(Numbered.stream(bench, Numbered.ITEMS)
                        .scalars(Integer.class)
                        .unique(id -> id % 2)
                        .all()))
                .containsExactly(1, 2);
        assertThat(Await.value(Numbered.stream(bench, Numbered.ITEMS)
                        .mappings()
                        .unique(map -> String.valueOf(map.get("name")).length())
                        .all()))
                .extracting(map -> map.get("name"))
                .containsExactly("name1", "name10");
    }

    /** A record of fewer components than columns is made of each row that differs in any of them, as core's result does. */
    @Test
    default void whatIsMadeOfAUniqueResultStaysUniqueByItsColumns(Bench bench) {
        record Half(int x) {}
        TextClause twice = text("select x, id from (select x.id - x.id as x, x.id from items x"
                + " union all select 0, y.id from items y) t where id < 3 order by id");

        assertThat(Await.value(
                        Numbered.stream(bench, twice).unique().into(Half.class).all()))
                .containsExactly(new Half(0), new Half(0));
        assertThat(Await.value(Numbered.stream(bench, twice)
                        .unique()
                        .scalars(Integer.class)
                        .all()))
                .containsExactly(0);
        assertThat(Await.value(
                        Numbered.stream(bench, twice).unique().columns("x").all()))
                .hasSize(1);
    }

    @Test
    @Tag("RS23")
    default void columnsAreChosenByPositionAndNameAndFromWhatWasChosen(Bench bench) {
        AsyncResult<Row> result = Numbered.stream(bench, Numbered.CROSS);

        Row first = Await.value(result.columns("name", "n", "x").columns(0, -1).fetchOne())
                .orElseThrow();
        assertThat(first.keys()).containsExactly("name", "x");
        assertThat(first.values().get(0)).isEqualTo("name1");
        AsyncMappingResult maps = result.mappings().columns("n").columns(0);
        assertThat(Await.value(maps.fetchOne()).orElseThrow().keySet()).containsExactly("n");
        assertThat(Await.value(result.mappings().columns(-1).fetchOne()).orElseThrow())
                .containsEntry("name", "name3");
        Await.failure(result.columns("nope").fetchOne(), NoSuchColumnException.class);
        assertThat(Await.value(result.fetchOne()).orElseThrow().size()).isEqualTo(4);
    }

    @Test
    @Tag("RS17")
    default void viewsShareThePosition(Bench bench) {
        AsyncResult<Row> result = Numbered.stream(bench, Numbered.ITEMS);
        AsyncScalarResult<Integer> ids = result.scalars(Integer.class);

        assertThat(Await.value(result.fetchOne()))
                .hasValueSatisfying(row -> assertThat(Numbered.id(row)).isEqualTo(1));
        assertThat(Await.value(ids.fetchMany(6))).containsExactly(2, 3, 4, 5, 6, 7);
        assertThat(Await.value(result.mappings().fetchOne()).orElseThrow()).containsEntry("name", "name8");
        assertThat(Await.value(result.into(Numbered.Item.class).fetchMany(1)))
                .containsExactly(new Numbered.Item(9, "name9"));
        assertThat(Await.value(ids.all())).hasSize(10);
    }

    @Test
    @Tag("AE27")
    default void theKeysAreKnownBeforeARowIsTaken(Bench bench) {
        AsyncResult<Row> result = Numbered.stream(bench, Numbered.ITEMS);

        assertThat(Await.value(result.keys())).containsExactly("id", "name");
        assertThat(Await.value(result.mappings().keys())).containsExactly("id", "name");
        assertThat(Await.value(result.columns(-1).keys())).containsExactly("name");
        assertThat(Await.value(result.all())).hasSize(Numbered.MANY);
        assertThat(Await.value(result.keys())).containsExactly("id", "name");
    }

    @Test
    @Tag("RS31")
    default void theKeysOfNoRowAreThoseThatTheStatementDeclares(Bench bench) {
        bench.table(CUSTOMERS);
        AsyncConnection connection = bench.connection();
        TextClause none = text("select id, name from items where id = 0");

        assertThat(Await.value(
                        AsyncResult.of(connection, none.columns("id", "name")).keys()))
                .containsExactly("id", "name");
        assertThat(Await.value(AsyncResult.of(connection, select(CUSTOMERS.name, CUSTOMERS.age))
                        .keys()))
                .containsExactly("name", "age");
        Await.failure(AsyncResult.of(connection, none).keys(), InvalidRequestException.class);
        assertThat(Await.value(AsyncResult.of(connection, none).all())).isEqualTo(List.of());
    }
}
