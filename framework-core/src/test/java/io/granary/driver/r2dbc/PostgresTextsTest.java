package io.granary.driver.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What one session of the server knows by which name. */
final class PostgresTextsTest {

    private static final int[] NUMBER = {20};
    private static final int[] WORDS = {1043};

    private static PostgresTexts any() {
        return new PostgresTexts(OptionalInt.empty());
    }

    private static PostgresTexts atMost(int texts) {
        return new PostgresTexts(OptionalInt.of(texts));
    }

    private static PostgresPrepared kept(PostgresTexts texts, String sql, int... types) {
        PostgresPrepared prepared = texts.find(sql, types);
        texts.keep(sql, prepared);
        return prepared;
    }

    @Test
    void aTextIsKnownOnceTheServerHasTakenIt() {
        PostgresTexts texts = any();
        PostgresPrepared first = texts.find("a", NUMBER);
        assertThat(first.isKnown()).isFalse();
        assertThat(texts.find("a", NUMBER)).as("not taken yet").isNotSameAs(first);

        texts.keep("a", first);
        assertThat(first.isKnown()).isTrue();
        assertThat(texts.find("a", NUMBER.clone())).isSameAs(first);
        assertThat(texts.forgotten()).isEmpty();
    }

    @Test
    void aTextWithValuesOfOtherTypesTakesThePlaceOfTheFirst() {
        PostgresTexts texts = any();
        PostgresPrepared numbers = kept(texts, "a", NUMBER);
        PostgresPrepared words = kept(texts, "a", WORDS);

        assertThat(words.name()).isNotEqualTo(numbers.name());
        assertThat(words.types()).isEqualTo(WORDS);
        assertThat(texts.find("a", WORDS)).isSameAs(words);
        assertThat(texts.forgotten()).containsExactly(numbers.name());
    }

    @Test
    void namesAreNeverUsedAgain() {
        PostgresTexts texts = atMost(1);
        String failed = texts.find("a", NUMBER).name();
        String first = kept(texts, "a", NUMBER).name();
        texts.forget("a");
        String second = kept(texts, "a", NUMBER).name();
        String third = kept(texts, "b", NUMBER).name();

        assertThat(new String[] {failed, first, second, third})
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("G_[0-9]+"));
    }

    @Test
    void thatOfTheOldestUseIsForgottenForOneTooMany() {
        PostgresTexts texts = atMost(2);
        PostgresPrepared a = kept(texts, "a", NUMBER);
        PostgresPrepared b = kept(texts, "b", NUMBER);
        texts.find("a", NUMBER);
        kept(texts, "c", NUMBER);

        assertThat(texts.forgotten()).containsExactly(b.name());
        assertThat(texts.find("a", NUMBER)).isSameAs(a);
        assertThat(texts.find("b", NUMBER).isKnown()).isFalse();
    }

    @Test
    void ofAtMostOneTheLastIsKept() {
        PostgresTexts texts = atMost(1);
        PostgresPrepared a = kept(texts, "a", NUMBER);
        PostgresPrepared b = kept(texts, "b", NUMBER);

        assertThat(texts.forgotten()).containsExactly(a.name());
        assertThat(texts.find("b", NUMBER)).isSameAs(b);
    }

    @Test
    void ofNoneAllAreUnnamedAndPreparedEachTime() {
        PostgresTexts texts = atMost(0);
        PostgresPrepared first = kept(texts, "a", NUMBER);

        assertThat(first.name()).isEmpty();
        assertThat(first.isKnown()).isFalse();
        assertThat(texts.find("a", NUMBER).isKnown()).isFalse();
        texts.forget("a");
        assertThat(texts.forgotten()).isEmpty();
    }

    @Test
    void namesToForgetAreToldOnce() {
        PostgresTexts texts = any();
        PostgresPrepared a = kept(texts, "a", NUMBER);
        texts.forget("a");
        texts.forget("a");
        texts.forget("never known");

        assertThat(texts.forgotten()).containsExactly(a.name());
        assertThat(texts.forgotten()).isEmpty();
        assertThat(texts.find("a", NUMBER).isKnown()).isFalse();
    }

    @Test
    void allAreForgottenAtOnce() {
        PostgresTexts texts = any();
        PostgresPrepared a = kept(texts, "a", NUMBER);
        PostgresPrepared b = kept(texts, "b", WORDS);
        texts.forgetAll();

        assertThat(texts.forgotten()).containsExactlyInAnyOrder(a.name(), b.name());
        assertThat(texts.find("b", WORDS).isKnown()).isFalse();
    }

    @Test
    void columnsAreKeptOfTextsThatTheServerPlans() {
        assertThat(new String[] {
                    "select 1", "\n ( SELECT 1) union select 2", "with a as (select 1) table a", "values (1)",
                    "insert into t values (1) returning a", "Update t set a = 1", "delete from t", "merge into t"
                })
                .allMatch(PostgresPrepared::keepsColumns);
        assertThat(new String[] {
                    "fetch all from c",
                    "execute p",
                    "call p()",
                    "show all",
                    "explain select 1",
                    "selected",
                    "",
                    "/* what */ fetch c",
                    "-- select\nfetch c"
                })
                .noneMatch(PostgresPrepared::keepsColumns);
    }
}
