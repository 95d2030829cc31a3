package io.granary.engine;

import static io.granary.engine.Samples.abc;
import static io.granary.engine.Samples.result;
import static io.granary.engine.Samples.row;
import static io.granary.engine.Samples.withNulls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.error.MultipleResultsFoundException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ResultUniqueTest {

    record Ab(int a, int b) {}

    @Test
    @Tag("RS10")
    void oneCountsDifferentRows() {
        assertThat(result("a b c", new Object[][] {{1, 1, 1}, {1, 1, 1}})
                        .unique()
                        .one())
                .isEqualTo(row(1, 1, 1));
        assertThat(result("a b c", new Object[][] {{1, 1, 1}, {1, 1, 1}})
                        .mappings()
                        .unique()
                        .one())
                .isEqualTo(Map.of("a", 1, "b", 1, "c", 1));
    }

    @Test
    @Tag("RS11")
    void oneReadsPastDuplicatesToFindASecond() {
        Result result = result("a b c", new Object[][] {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}, {2, 1, 1}});
        assertThatExceptionOfType(MultipleResultsFoundException.class).isThrownBy(result.unique()::one);
    }

    @Test
    @Tag("RS13")
    void aFunctionSaysWhatMakesRowsTheSame() {
        assertThat(abc().unique(row -> row.get(0)).all()).containsExactly(row(1, 1, 1), row(2, 1, 2), row(4, 1, 2));
        assertThat(abc().unique(row -> row.get(0)).mappings().all())
                .extracting(map -> map.get("a"))
                .containsExactly(1, 2, 4);
        assertThat(abc().unique(row -> row.get("b")).scalars("a").all()).containsExactly(1, 1);
        assertThat(abc().mappings().unique(map -> map.get("c")).all()).hasSize(2);
    }

    @Test
    @Tag("RS14")
    void batchesAreToppedUpWithDifferentRows() {
        Result result = abc().unique(row -> row.get(0));
        assertThat(result.fetchMany(2)).containsExactly(row(1, 1, 1), row(2, 1, 2));
        assertThat(result.fetchMany(2)).containsExactly(row(4, 1, 2));
        assertThat(result.fetchMany(2)).isEmpty();
        ScalarResult<Object> scalars = abc().unique().scalars(1);
        assertThat(scalars.fetchMany(2)).containsExactly(1, 3);
        assertThat(scalars.fetchMany(2)).isEmpty();
    }

    @Test
    @Tag("RS16")
    void nullIsOneOfTheValues() {
        assertThat(withNulls().scalars(1).unique().all()).isEqualTo(Arrays.asList(null, 4));
        assertThat(withNulls().scalars(1).unique(value -> value).all()).isEqualTo(Arrays.asList(null, 4));
        assertThat(withNulls().columns(1).fetchMany(1).get(0).get(0)).isNull();
    }

    @Test
    @Tag("RS17")
    void viewsShareThePositionButNotTheFilter() {
        Result result =
                result("a b c", new Object[][] {{1, 1, 2}, {3, 4, 5}, {1, 1, 2}, {3, 7, 5}, {3, 4, 5}, {3, 7, 5}});
        ScalarResult<Object> scalars = result.scalars(0).unique();
        Iterator<Object> values = scalars.iterator();
        Iterator<Row> rows = result.iterator();
        assertThat(values.next()).isEqualTo(1);
        assertThat(rows.next()).isEqualTo(row(3, 4, 5));
        assertThat(values.next()).isEqualTo(3);
        assertThat(rows.next()).isEqualTo(row(3, 4, 5));
        assertThat(scalars.all()).isEmpty();
        assertThat(result.all()).isEmpty();
    }

    @Test
    void lookingAheadOverDuplicatesKeepsThemForOtherViews() {
        Result result = result("a", new Object[][] {{1}, {1}, {2}});
        Iterator<Row> unique = result.unique().iterator();
        unique.next();
        assertThat(unique.hasNext()).isTrue();
        assertThat(result.fetchOne()).contains(row(1));
        assertThat(unique.next()).isEqualTo(row(2));
    }

    @Test
    void uniqueChangesNothingOnTheResultItIsAskedOf() {
        Result result = result("a", new Object[][] {{1}, {1}});
        assertThat(result.unique()).isNotSameAs(result);
        assertThat(result.all()).hasSize(2);
    }

    @Test
    void columnsOfAUniqueViewAreUniqueByThemselves() {
        assertThat(abc().unique().columns("b", "c").all()).containsExactly(row(1, 1), row(1, 2), row(3, 2));
        assertThat(abc().unique().mappings().columns("b").all()).hasSize(2);
        assertThat(abc().mappings().columns("b").unique().all()).hasSize(2);
    }

    @Test
    void recordsOfAUniqueViewAreUniqueByTheColumns() {
        Object[][] data = {{1, 1, 1}, {1, 1, 1}, {1, 1, 2}};
        assertThat(result("a b c", data).unique().into(Ab.class).all()).containsExactly(new Ab(1, 1), new Ab(1, 1));
        assertThat(result("a b c", data).into(Ab.class).unique().all()).containsExactly(new Ab(1, 1));
        assertThat(abc().into(Ab.class).unique(Ab::b).all()).containsExactly(new Ab(1, 1), new Ab(1, 3));
    }

    @Test
    void arraysAreComparedByContent() {
        Object[][] data = {{new byte[] {1, 2}}, {new byte[] {1, 2}}, {new byte[] {3}}};
        assertThat(result("a", data).unique().all()).hasSize(2);
        assertThat(result("a", data).scalars().unique().all()).hasSize(2);
        assertThat(result("a", data).mappings().unique().all()).hasSize(2);
        assertThat(result("a", data).unique(row -> row.get(0)).all()).hasSize(2);
        assertThat(result("a", data).unique(Row::asMap).all()).hasSize(2);
        assertThat(result("a", data).scalars().unique(value -> List.of()).all()).hasSize(1);
    }
}
