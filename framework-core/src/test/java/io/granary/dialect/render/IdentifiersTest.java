package io.granary.dialect.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.schema.NameLength;
import io.granary.schema.NameLength.Unit;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {

    private static final Identifiers NAMES =
            new Identifiers('"', Set.of("select"), new NameLength(10, Unit.CHARACTERS));

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
        assertThat(new Identifiers('`', Set.of(), new NameLength(9, Unit.CHARACTERS)).quoted("a`\"b"))
                .isEqualTo("`a``\"b`");
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
    void lengthsAreCountedAsTheDatabaseDoes() {
        Identifiers bytes = new Identifiers('"', Set.of(), new NameLength(10, Unit.BYTES));
        assertThat(bytes.quoted("äöüßé")).hasSize(7);
        assertThatThrownBy(() -> bytes.quoted("äöüßéa"))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("11 bytes; this database takes 10");
        Identifiers units = new Identifiers('"', Set.of(), new NameLength(3, Unit.CODE_UNITS));
        assertThat(units.quoted("\uD83D\uDE00a")).hasSize(5);
        assertThatThrownBy(() -> units.quoted("\uD83D\uDE00ab")).isInstanceOf(ArgumentException.class);
    }

    @Test
    void charactersThatBecomeQuestionMarksAreRefused() {
        assertThat(NAMES.quoted("\uD83D\uDE00")).isEqualTo("\"\uD83D\uDE00\"");
        assertThatThrownBy(() -> NAMES.withoutSupplementary().quoted("\uD83D\uDE00"))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("U+FFFF");
    }

    @Test
    void namesOfFunctionsAreWords() {
        assertThat(NAMES.quotedUnlessWord("Select")).isEqualTo("Select");
        assertThat(NAMES.quotedUnlessWord("a b")).isEqualTo("\"a b\"");
    }
}
