package io.granary.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.error.ArgumentException;
import io.granary.sql.SchemaTranslation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExecutionOptionsTest {

    private static final ExecutionOptions NONE = ExecutionOptions.none();

    @Test
    void hasNothingSetAtFirst() {
        assertThat(NONE.isolationLevel()).isEmpty();
        assertThat(NONE.readOnly()).isEmpty();
        assertThat(NONE.statementTimeout()).isEmpty();
        assertThat(NONE.statementTimeoutOff()).isFalse();
        assertThat(NONE.fetchSize()).isEmpty();
        assertThat(NONE.preserveRowCount()).isEmpty();
        assertThat(NONE.tags()).isEmpty();
        assertThat(NONE).hasToString("{}");
    }

    @Test
    void takesEachOptionFromTheLastLayerThatSetsIt() {
        ExecutionOptions engine = NONE.withIsolationLevel(IsolationLevel.SERIALIZABLE)
                .withReadOnly(true)
                .withFetchSize(10)
                .withPreserveRowCount(true)
                .withStatementTimeout(Duration.ofSeconds(1))
                .withTag("app", "shop")
                .withTag("route", "none");
        ExecutionOptions connection = NONE.autocommit().withStatementTimeout(Duration.ofSeconds(2));
        ExecutionOptions statement = NONE.withFetchSize(20).withTag("route", "orders");
        ExecutionOptions call = NONE.withReadOnly(false);

        ExecutionOptions merged = ExecutionOptions.merge(engine, connection, statement, call);

        assertThat(merged.isolationLevel()).contains(IsolationLevel.AUTOCOMMIT);
        assertThat(merged.readOnly()).contains(false);
        assertThat(merged.fetchSize()).hasValue(20);
        assertThat(merged.preserveRowCount()).contains(true);
        assertThat(merged.statementTimeout()).contains(Duration.ofSeconds(2));
        assertThat(merged.tags()).isEqualTo(Map.of("app", "shop", "route", "orders"));
        assertThat(merged.tags().keySet()).containsExactly("app", "route");
    }

    @Test
    void takesATranslationOfSchemasAsAWhole() {
        ExecutionOptions engine = NONE.withSchemaTranslation(Map.of("a", "b", "", "c"));
        ExecutionOptions view = NONE.withSchemaTranslation(Map.of("a", "d"));

        assertThat(NONE.schemaTranslation()).isEqualTo(SchemaTranslation.NONE);
        assertThat(ExecutionOptions.merge(engine, view).schemaTranslation().names())
                .isEqualTo(Map.of("a", "d"));
        assertThat(ExecutionOptions.merge(engine, NONE.withFetchSize(1)).schemaTranslation())
                .isEqualTo(engine.schemaTranslation());
        assertThat(view).hasToString("{schema-translation={a=d}}");
    }

    @Test
    void changesNothingByLayersThatSetNothing() {
        ExecutionOptions options =
                NONE.withFetchSize(3).withoutStatementTimeout().withTag("a", "b");

        assertThat(ExecutionOptions.merge(NONE, options, NONE))
                .isEqualTo(options)
                .hasSameHashCodeAs(options);
        assertThat(ExecutionOptions.merge()).isEqualTo(NONE);
    }

    @Test
    void tellsALimitThatIsOffFromOneThatIsUnset() {
        ExecutionOptions limited = NONE.withStatementTimeout(Duration.ofSeconds(1));
        ExecutionOptions off = ExecutionOptions.merge(limited, NONE.withoutStatementTimeout());
        EngineOptions engine = EngineOptions.defaults();

        assertThat(off.statementTimeoutOff()).isTrue();
        assertThat(off.statementTimeout(engine)).isEmpty();
        assertThat(limited.statementTimeout(engine)).contains(Duration.ofSeconds(1));
        assertThat(NONE.statementTimeout(engine)).contains(Duration.ofSeconds(60));
        assertThat(NONE.statementTimeout(engine.withoutStatementTimeout())).isEmpty();
        assertThat(List.of(NONE, limited, off)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesAFetchSizeBelowOne(int rows) {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> NONE.withFetchSize(rows))
                .withMessageContaining("fetch-size is " + rows);
    }

    @Test
    void refusesALimitThatIsNoTime() {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> NONE.withStatementTimeout(Duration.ZERO))
                .withMessageContaining("statement-timeout is 0s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/ DROP TABLE t --",
                "a*/",
                "/*",
                "/*/",
                "a\nb",
                "a\rb",
                "a\0b",
                "a\tb",
                "\u001b[2J",
                "\u2028",
                "\u202e",
                "\ud800",
                "\u0085"
            })
    void refusesATagThatCouldBreakOutOfItsComment(String value) {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> NONE.withTag("route", value))
                .withMessageContaining("tag route");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1a", "a b", "a'b", "a*/", "é", "a\n"})
    void refusesATagWhoseNameIsNoName(String name) {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> NONE.withTag(name, "x"))
                .withMessageContaining("name of a tag");
    }

    @Test
    void refusesATagThatIsTooLong() {
        assertThat(NONE.withTag("a", "x".repeat(256)).tags()).hasSize(1);
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> NONE.withTag("a", "x".repeat(257)))
                .withMessageContaining("257 characters");
    }

    @Test
    void acceptsTagsAsTheyAreUsed() {
        assertThat(NONE.withTag("route", "GET /users/{id}?é=*").tags()).containsEntry("route", "GET /users/{id}?é=*");
    }

    @Test
    void showsWhatIsSet() {
        assertThat(NONE.withIsolationLevel(IsolationLevel.READ_COMMITTED)
                        .withoutStatementTimeout()
                        .withTag("a", "b"))
                .hasToString("{isolation-level=read-committed, statement-timeout=off, tags={a=b}}");
    }
}
