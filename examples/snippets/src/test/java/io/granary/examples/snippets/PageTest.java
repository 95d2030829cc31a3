package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final String COMMENT = "<!-- snippet: some/File.java#part -->";

    @Test
    void takesBlocksAfterACommentFromTheirRegions() {
        Page page = new Page(List.of("text", COMMENT, "```java", "old", "older", "```", "more"));

        assertThat(page.refreshed((path, region) -> List.of(path, region)).lines())
                .containsExactly("text", COMMENT, "```java", "some/File.java", "part", "```", "more");
    }

    @Test
    void leavesOtherBlocksAlone() {
        Page page = new Page(List.of("```shell", "mvn verify", "```"));

        assertThat(page.refreshed((path, region) -> List.of("new"))).isEqualTo(page);
    }

    @Test
    void refusesACommentWithoutABlock() {
        assertThatThrownBy(() -> new Page(List.of(COMMENT, "", "```java", "```")).refreshed((p, r) -> List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has to follow at once");
    }

    @Test
    void refusesABlockWithoutAnEnd() {
        assertThatThrownBy(() -> new Page(List.of(COMMENT, "```java", "x")).refreshed((p, r) -> List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no end");
    }

    @Test
    void findsJavaThatNobodyCompiles() {
        assertThat(new Page(List.of(COMMENT, "```java", "x", "```", "```java", "y", "```")).looseJava())
                .containsExactly(5);
    }
}
