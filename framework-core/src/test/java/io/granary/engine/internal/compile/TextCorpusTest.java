package io.granary.engine.internal.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.dialect.H2Dialect;
import io.granary.dialect.MySqlDialect;
import io.granary.dialect.PostgresDialect;
import io.granary.dialect.render.CompilerOptions;
import io.granary.error.CompileException;
import io.granary.sql.Sql;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TextCorpusTest {

    private static final Map<String, CompilerOptions> DATABASES = Map.of(
            "pg",
            CompilerOptions.of(PostgresDialect.INSTANCE),
            "my",
            CompilerOptions.of(MySqlDialect.MYSQL),
            "h2",
            CompilerOptions.of(H2Dialect.INSTANCE));

    @TestFactory
    Stream<DynamicTest> sendsEachDatabaseWhatTheCorpusSays() throws IOException {
        return TextCorpus.entries().stream()
                .flatMap(entry -> DATABASES.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .filter(database -> entry.lines().containsKey(database.getKey())
                                || entry.lines().containsKey("all"))
                        .map(database -> DynamicTest.dynamicTest(
                                database.getKey() + ": " + entry.title(),
                                () -> check(entry, database.getKey(), database.getValue()))));
    }

    @Test
    void holdsAtLeastEightyStatements() throws IOException {
        assertThat(TextCorpus.entries()).hasSizeGreaterThan(80).allSatisfy(entry -> {
            assertThat(entry.lines()).containsKey("in");
            assertThat(entry.lines().keySet()).containsAnyOf("all", "pg", "my", "h2");
        });
    }

    private static void check(TextCorpus.Entry entry, String database, CompilerOptions options) {
        StatementCompiler compiler = StatementCompiler.of(options);
        String expected = entry.expected(database);
        if (expected.startsWith("! ")) {
            assertThatThrownBy(() -> compiler.compile(Sql.text(entry.line("in")), List.of(entry.values())))
                    .isInstanceOf(CompileException.class)
                    .message()
                    .containsIgnoringCase(expected.substring(2).toLowerCase(Locale.ROOT));
            return;
        }
        BoundStatement bound = compiler.compile(Sql.text(entry.line("in")), List.of(entry.values()));
        assertThat(bound.sql()).isEqualTo(expected);
        assertThat(bound.compiled().bindNames().stream().distinct().toList()).isEqualTo(entry.names());
    }
}
