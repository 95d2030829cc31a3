package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RegionTest {

    @Test
    void isWhatStandsBetweenItsMarks() {
        assertThat(Region.of(List.of("before", "// #a", "one", "two", "// #a", "after"), "a"))
                .containsExactly("one", "two");
    }

    @Test
    void losesTheIndentThatAllItsLinesHave() {
        assertThat(Region.of(List.of("    // #a", "    if (x) {", "", "        y();", "    }", "    // #a"), "a"))
                .containsExactly("if (x) {", "", "    y();", "}");
    }

    @Test
    void isMarkedByHashesInConfiguration() {
        assertThat(Region.of(List.of("# #a", "key = 1", "# #a"), "a")).containsExactly("key = 1");
    }

    @Test
    void isNotMistakenForOneWhoseNameBeginsAlike() {
        assertThat(Region.of(List.of("// #ab", "x", "// #ab", "// #a", "y", "// #a"), "a"))
                .containsExactly("y");
    }

    @Test
    void isRefusedWithoutAnEnd() {
        assertThatThrownBy(() -> Region.of(List.of("// #a", "x"), "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'#a'; found 1");
    }
}
