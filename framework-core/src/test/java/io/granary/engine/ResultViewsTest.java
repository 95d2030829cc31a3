package io.granary.engine;

import static io.granary.engine.Samples.abc;
import static io.granary.engine.Samples.result;
import static io.granary.engine.Samples.row;
import static io.granary.engine.Samples.withNulls;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.error.AmbiguousColumnException;
import io.granary.error.ArgumentException;
import io.granary.error.MultipleResultsFoundException;
import io.granary.error.NoResultFoundException;
import io.granary.error.NoSuchColumnException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ResultViewsTest {

    @Test
    void scalarsShowOneColumnByPositionOrName() {
        assertThat(abc().scalars().all()).containsExactly(1, 2, 1, 4);
        assertThat(abc().scalars(2).all()).containsExactly(1, 2, 2, 2);
        assertThat(abc().scalars(-2).all()).containsExactly(1, 1, 3, 1);
        assertThat(abc().scalars("b").all()).containsExactly(1, 1, 3, 1);
        assertThat(abc().scalars(Long.class).all()).containsExactly(1L, 2L, 1L, 4L);
        assertThat(abc().scalars(2, Long.class).first()).contains(1L);
        assertThat(abc().scalars("c", Long.class).fetchMany(2)).containsExactly(1L, 2L);
        assertThat(abc().columns("c", "b").scalars(1).all()).containsExactly(1, 1, 3, 1);
    }

    @Test
    void scalarsOfAColumnThatIsNotThereAreRefusedAtOnce() {
        assertThatExceptionOfType(NoSuchColumnException.class).isThrownBy(() -> abc().scalars("d"));
        assertThatExceptionOfType(NoSuchColumnException.class).isThrownBy(() -> abc().scalars(3));
    }

    @Test
    @Tag("RS08")
    void oneOfTheScalarsRefusesNoRow() {
        assertThatExceptionOfType(NoResultFoundException.class)
                .isThrownBy(abc(0).scalars()::one)
                .withMessageContaining("No row was found");
        assertThat(abc(1).scalars().one()).isEqualTo(1);
    }

    @Test
    void aNullScalarIsARow() {
        assertThat(withNulls().scalars(1).all()).isEqualTo(Arrays.asList(null, 4, null, null, 4));
        assertThat(withNulls().scalars(1).fetchMany(3)).isEqualTo(Arrays.asList(null, 4, null));
        assertThat(withNulls().scalars(1).first()).isEmpty();
        assertThatExceptionOfType(MultipleResultsFoundException.class)
                .isThrownBy(withNulls().scalars(1)::oneOrNone);
    }

    @Test
    @Tag("RS19")
    void scalarsHaveNoFetchOfOneAndShareThePosition() {
        assertThat(ScalarResult.class.getMethods()).extracting(Method::getName).doesNotContain("fetchOne");
        Result result = abc();
        ScalarResult<Object> scalars = result.scalars();
        assertThat(result.mappings().fetchOne()).contains(Map.of("a", 1, "b", 1, "c", 1));
        assertThat(scalars.all()).containsExactly(2, 1, 4);
    }

    @Test
    @Tag("RS22")
    void columnsSliceRowsAndKeys() {
        Result result = abc().columns("b", "c");
        assertThat(result.keys()).containsExactly("b", "c");
        assertThat(result.all()).containsExactly(row(1, 1), row(1, 2), row(3, 2), row(1, 2));
    }

    @Test
    @Tag("RS22")
    void columnsTakePositionsFromEitherEndAndMayRepeat() {
        assertThat(abc().columns(1, -2).all()).containsExactly(row(1, 1), row(1, 1), row(3, 3), row(1, 1));
    }

    @Test
    @Tag("RS22")
    void columnsOfColumnsAreRelativeToTheFirst() {
        assertThat(abc().columns("b", "c", "a").columns(1, 2).all())
                .containsExactly(row(1, 1), row(2, 2), row(2, 1), row(2, 4));
        assertThat(abc().columns("b", "c", "a").columns("a").keys()).containsExactly("a");
        assertThatExceptionOfType(NoSuchColumnException.class)
                .isThrownBy(() -> abc().columns("b").columns("a"));
    }

    @Test
    void slicedRowsAnswerByTheirOwnNamesAndPositions() {
        Row row = abc().columns("c", "a").fetchMany(2).get(1);
        assertThat(row.get("c")).isEqualTo(2);
        assertThat(row.get(-1)).isEqualTo(2);
        assertThat(row.keys()).containsExactly("c", "a");
        assertThatExceptionOfType(NoSuchColumnException.class).isThrownBy(() -> row.get("b"));
    }

    @Test
    void columnsOfNothingAreRefused() {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> abc().columns(new int[0]))
                .withMessageContaining("No column was named");
        assertThatExceptionOfType(ArgumentException.class).isThrownBy(() -> abc().columns(new String[0]));
    }

    @Test
    void columnsAreTakenByPositionWhereTheNameIsAmbiguous() {
        assertThatExceptionOfType(AmbiguousColumnException.class)
                .isThrownBy(() -> result("x x", new Object[][] {{1, 2}}).columns("x"));
        assertThat(result("x x", new Object[][] {{1, 2}}).columns(1).mappings().one())
                .isEqualTo(Map.of("x", 2));
    }

    @Test
    void mappingsShowEachRowAsAMap() {
        MappingResult maps = abc().mappings();
        assertThat(maps.keys()).containsExactly("a", "b", "c");
        assertThat(maps.fetchOne()).contains(Map.of("a", 1, "b", 1, "c", 1));
        assertThat(maps.all()).hasSize(3).last().isEqualTo(Map.of("a", 4, "b", 1, "c", 2));
        assertThat(maps.fetchOne()).isEmpty();
        assertThat(abc().columns("b").mappings().columns(0).first()).contains(Map.of("b", 1));
    }

    @Test
    @Tag("RS23")
    void mappingsSliceWithoutSlicingTheResult() {
        Result result = abc();
        MappingResult maps = result.mappings().columns("b", "c");
        assertThat(maps.fetchMany(2)).containsExactly(Map.of("b", 1, "c", 1), Map.of("b", 1, "c", 2));
        assertThat(result.fetchOne()).contains(row(1, 3, 2));
        assertThat(maps.fetchOne()).contains(Map.of("b", 1, "c", 2));
    }
}
