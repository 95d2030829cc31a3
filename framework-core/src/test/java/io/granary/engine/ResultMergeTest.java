package io.granary.engine;

import static io.granary.engine.Samples.abc;
import static io.granary.engine.Samples.nameless;
import static io.granary.engine.Samples.result;
import static io.granary.engine.Samples.row;
import static io.granary.engine.Samples.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.error.ArgumentException;
import io.granary.error.ResourceClosedException;
import org.junit.jupiter.api.Test;

class ResultMergeTest {

    private static Result users(Object[]... rows) {
        return result("id name", rows);
    }

    @Test
    void givesTheRowsOfAllInOrder() {
        Result merged = users(new Object[][] {{7, "u1"}, {8, "u2"}})
                .merge(users(new Object[][] {{9, "u3"}}), users(), users(new Object[][] {{10, "u4"}}));
        assertThat(merged.keys()).containsExactly("id", "name");
        assertThat(merged.rowCount()).isEqualTo(4);
        assertThat(merged.columns("name").fetchMany(2)).containsExactly(row("u1"), row("u2"));
        assertThat(merged.scalars("id").all()).containsExactly(9, 10);
    }

    @Test
    void readsItsPartsToTheirEndsAndGivesOnlyWhatTheyHadLeft() {
        Result first = abc();
        Result second = abc();
        first.fetchMany(3);
        Result merged = first.merge(second.unique(row -> row.get("b")));
        assertThat(merged.all()).containsExactly(row(4, 1, 2), row(1, 1, 1), row(1, 3, 2));
        assertThat(first.all()).isEmpty();
        assertThat(second.all()).isEmpty();
        merged.close();
        assertThat(first.isClosed()).isFalse();
    }

    @Test
    void uniqueSpansAllRowsWhetherAskedBeforeOrAfter() {
        assertThat(abc().unique().merge(abc()).all()).hasSize(4);
        assertThat(abc().merge(abc()).unique().all()).hasSize(4);
        assertThat(abc().merge(abc()).all()).hasSize(8);
        assertThat(abc().unique(row -> row.get("b")).merge(abc()).scalars("b").all())
                .containsExactly(1, 3);
    }

    @Test
    void columnsOfDifferentResultsMustAgree() {
        assertThat(abc().columns("b", "a").merge(abc().columns("b", "a")).all()).hasSize(8);
        assertThat(result("ID NAME").merge(users(new Object[][] {{1, "u"}})).keys())
                .containsExactly("ID", "NAME");
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> users().merge(abc()))
                .withMessageContaining("\"a\", \"b\", \"c\" cannot be merged into one with \"id\", \"name\"");
    }

    @Test
    void anEmptyResultOfUnknownNamesGoesWithAny() {
        assertThat(nameless().merge(abc()).keys()).containsExactly("a", "b", "c");
        assertThat(abc().merge(nameless()).all()).hasSize(4);
    }

    @Test
    void countsAreSummedUnlessOneIsUnknown() {
        Result merged = update().merge(update());
        assertThat(merged.returnsRows()).isFalse();
        assertThat(merged.rowCount()).isEqualTo(6);
        assertThat(update().merge(Result.of(ResultData.ofCount(ResultData.UNKNOWN)))
                        .rowCount())
                .isEqualTo(-1);
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> abc().merge(update()))
                .withMessageContaining("Only some of the results");
    }

    @Test
    void aClosedPartIsRefusedBeforeAnyIsRead() {
        Result open = abc();
        Result closed = abc();
        closed.close();
        assertThatExceptionOfType(ResourceClosedException.class).isThrownBy(() -> open.merge(closed));
        assertThat(open.all()).hasSize(4);
    }
}
