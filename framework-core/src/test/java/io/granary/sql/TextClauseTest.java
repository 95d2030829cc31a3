package io.granary.sql;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import org.junit.jupiter.api.Test;

class TextClauseTest {

    @Test
    void isCopiedByEachStep() {
        TextClause plain = text("select :a");
        TextClause bound = plain.bind("a", null).columns("x").returnsRows(false);
        assertThat(plain.defaults()).isEmpty();
        assertThat(plain.columnNames()).isEmpty();
        assertThat(plain.declaredRows()).isEmpty();
        assertThat(bound.defaults()).containsEntry("a", null);
        assertThat(bound.columnNames()).containsExactly("x");
        assertThat(bound.declaredRows()).contains(false);
        assertThat(bound.sql()).isEqualTo("select :a");
    }

    @Test
    void doesNotShowValues() {
        assertThat(text("select :a").bind("a", "secret")).hasToString("select :a");
    }

    @Test
    void refusesABlankText() {
        assertThatThrownBy(() -> text(" \n"))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("blank");
    }
}
