package io.granary.engine.internal.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.MySqlDialect;
import io.granary.dialect.PostgresDialect;
import io.granary.dialect.render.CompilerOptions;
import io.granary.sql.Sql;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Drivers look for markers in the text by rules of their own. Where they see more or fewer than were written, values would go to the wrong
 * places, so what is sent must be read the same by both. The parsers are not public, hence reflection.
 */
class DriverMarkersTest {

    @TestFactory
    Stream<DynamicTest> areSeenByTheMySqlDriverWhereTheyWereWritten() throws IOException {
        return facts("my", CompilerOptions.of(MySqlDialect.MYSQL), "io.asyncer.r2dbc.mysql.Query", "getParameters");
    }

    @TestFactory
    Stream<DynamicTest> areSeenByThePostgresqlDriverWhereTheyWereWritten() throws IOException {
        return facts(
                "pg",
                CompilerOptions.of(PostgresDialect.INSTANCE),
                "io.r2dbc.postgresql.PostgresqlSqlParser",
                "getParameterCount");
    }

    private static Stream<DynamicTest> facts(String database, CompilerOptions options, String parser, String count)
            throws IOException {
        return TextCorpus.entries().stream()
                .filter(entry ->
                        entry.lines().containsKey(database) || entry.lines().containsKey("all"))
                .filter(entry -> !entry.expected(database).startsWith("! "))
                // The text of a prepared statement has markers that are not ours.
                .filter(entry -> !entry.line("in").startsWith("prepare"))
                .map(entry -> DynamicTest.dynamicTest(entry.title(), () -> {
                    BoundStatement bound =
                            StatementCompiler.of(options).compile(Sql.text(entry.line("in")), List.of(entry.values()));
                    assertThat(seen(bound.sql(), parser, count))
                            .isEqualTo(bound.compiled().markers().slots().size());
                }));
    }

    private static Object seen(String sql, String parser, String count) throws ReflectiveOperationException {
        Method parse = Class.forName(parser).getDeclaredMethod("parse", String.class);
        parse.setAccessible(true);
        Object parsed = parse.invoke(null, sql);
        assertThat(parsed).isNotNull();
        Method counter = parsed.getClass().getDeclaredMethod(count);
        counter.setAccessible(true);
        Object seen = counter.invoke(parsed);
        assertThat(seen).isNotNull();
        return seen;
    }
}
