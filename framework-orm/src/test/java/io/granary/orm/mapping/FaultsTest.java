package io.granary.orm.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.orm.EntityTable;
import io.granary.orm.Mappings;
import org.junit.jupiter.api.Test;

/** What is wrong with several classes is told at once. */
class FaultsTest {

    @Test
    void allFaultsAreListedAtOnceAndNoTableIsMissingForThem() {
        assertThat(EntityTable.of(ColumnFaultsTest.BadColumns.class).tableColumns())
                .isNotEmpty();
        assertThat(EntityTable.of(ColumnFaultsTest.Twins.class).tableColumns()).hasSize(2);
        assertThatThrownBy(() -> Mappings.of(
                        KeyFaultsTest.Keyless.class,
                        ColumnFaultsTest.Twins.class,
                        KeyFaultsTest.TwoVersions.class,
                        KeyFaultsTest.Keyless.class))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining(
                        "The mapping of [Keyless, Twins, TwoVersions] has 4 faults:\n  - Keyless: It has no key;")
                .hasMessageContaining("\n  - Twins.again: Its column")
                .hasMessageContaining("\n  - TwoVersions.text: A @Version is")
                .hasMessageContaining("\n  - TwoVersions.number: It is the second")
                .hasMessageContaining("mend them where they stand; all of them are listed");
    }
}
