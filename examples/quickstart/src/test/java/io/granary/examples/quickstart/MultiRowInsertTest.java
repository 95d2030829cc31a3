package io.granary.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MultiRowInsertTest {

    private final MultiRowInsert insert = new MultiRowInsert("place", List.of("id", "name"));

    @Test
    void namesTheValuesOfEachRowApart() {
        assertThat(insert.statement(2).sql())
                .isEqualTo("insert into place (id, name) values (:id0, :name0), (:id1, :name1)");
    }

    @Test
    void givesTheValuesByThoseNamesNullIncluded() {
        assertThat(insert.parameters(List.of(List.of(7, "Ulm"), Arrays.asList(8, null))))
                .hasSize(4)
                .containsEntry("id0", 7)
                .containsEntry("name0", "Ulm")
                .containsEntry("id1", 8)
                .containsEntry("name1", null);
    }
}
