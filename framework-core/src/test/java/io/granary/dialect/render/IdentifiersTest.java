package io.granary.dialect.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {

    private static final Identifiers NAMES = new Identifiers('"', Set.of("select"), 10);

    @ParameterizedTest
    @ValueSource(strings = {"a", "a_b", "_a", "a1", "a$"})
    @Tag("QU01")
    void namesInLowerCaseStayAsTheyAre(String name) {
        assertThat(NAMES.quoted(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "aB", "a b", "a-b", "a.b", "ä", "a%"})
    @Tag("QU02")
    @Tag("SQ56")
    void allOthersAreQuoted(String name) {
        assertThat(NAMES.quoted(name)).isEqualTo('"' + name + '"');
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1a", "$a"})
    @Tag("QU04")
    void soAreThoseThatBeginWithADigitOrADollar(String name) {
        assertThat(NAMES.quoted(name)).isEqualTo('"' + name + '"');
    }

    @Test
    void quotesWithinAreDoubled() {
        assertThat(NAMES.quoted("a\"b")).isEqualTo("\"a\"\"b\"");
        assertThat(new Identifiers('`', Set.of(), 9).quoted("a`\"b")).isEqualTo("`a``\"b`");
    }

    @Test
    void reservedWordsAreQuoted() {
        assertThat(NAMES.quoted("select")).isEqualTo("\"select\"");
        assertThat(NAMES.quoted("selected")).isEqualTo("selected");
    }

    @Test
    void namesThatNoDatabaseTakesAreRefused() {
        assertThatThrownBy(() -> NAMES.quoted("")).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> NAMES.quoted("a\0b")).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> NAMES.quoted("abcdefghijk"))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("11 characters");
        assertThat(NAMES.quoted("Äbcdefghij")).hasSize(12);
    }

    @Test
    void namesOfFunctionsAreWords() {
        assertThat(NAMES.quotedUnlessWord("Select")).isEqualTo("Select");
        assertThat(NAMES.quotedUnlessWord("a b")).isEqualTo("\"a b\"");
    }
}
