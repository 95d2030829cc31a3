package io.granary.engine;

import static io.granary.engine.Samples.abc;
import static io.granary.engine.Samples.nameless;
import static io.granary.engine.Samples.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.error.ArgumentException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ResultFreezeTest {

    @Test
    void aFrozenResultIsReadAgainAndAgain() {
        Result result = abc();
        FrozenResult frozen = result.freeze();
        assertThat(result.all()).isEmpty();
        Result first = frozen.thaw();
        Result second = frozen.get();
        assertThat(first.all()).hasSize(4);
        assertThat(first.all()).isEmpty();
        first.close();
        assertThat(second.all()).containsExactly(row(1, 1, 1), row(2, 1, 2), row(1, 3, 2), row(4, 1, 2));
        assertThat(frozen.size()).isEqualTo(4);
        assertThat(frozen.thaw().rowCount()).isEqualTo(4);
        assertThat(frozen.thaw().scalars(1).unique().all()).containsExactly(1, 3);
    }

    @Test
    void onlyTheRowsLeftAreFrozen() {
        Result result = abc();
        result.fetchMany(3);
        assertThat(result.freeze().thaw().all()).containsExactly(row(4, 1, 2));
    }

    @Test
    @Tag("RS25")
    void columnsAndDuplicatesLeftOutStayOut() {
        FrozenResult frozen = abc().columns("b", "c").unique().freeze();
        assertThat(frozen.thaw().all()).containsExactly(row(1, 1), row(1, 2), row(3, 2));
        assertThat(frozen.thaw().keys()).containsExactly("b", "c");
        FrozenResult columns = abc().columns("b", "c").freeze();
        assertThat(columns.thaw().all()).hasSize(4);
        assertThat(columns.thaw().unique().all()).hasSize(3);
    }

    @Test
    void newRowsReplaceTheOldOnes() {
        FrozenResult frozen = abc().columns("b", "c").freeze();
        assertThat(frozen.withNewRows(List.of(row(7, 8))).thaw().mappings().one())
                .containsEntry("c", 8);
        assertThat(frozen.size()).isEqualTo(4);
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> frozen.withNewRows(List.of(row(7))))
                .withMessageContaining("A row has 1 columns, but the frozen result has 2: \"b\", \"c\"");
        assertThat(nameless().freeze().withNewRows(List.of(row(7))).thaw().keys())
                .containsExactly("a");
    }
}
