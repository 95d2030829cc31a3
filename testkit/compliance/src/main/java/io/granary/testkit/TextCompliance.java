package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.DatabaseException;
import io.granary.error.GranaryException;
import io.granary.sql.Params;
import io.granary.sql.TextClause;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Text in a database's own SQL, with colons and quotes that are no parameters. */
public interface TextCompliance extends OnBench {

    /** {@return the first value, as text} */
    private static String first(Bench bench, TextClause statement, Params parameters) {
        return String.valueOf(
                Await.value(bench.engine().execute(statement, parameters)).one().get(0));
    }

    /** A construct that the database has works; one that it has not is refused politely and costs no connection. */
    private static void worksWhere(boolean claimed, Bench bench, TextClause statement, Params parameters) {
        if (claimed) {
            assertThat(first(bench, statement, parameters)).isEqualTo("7");
        } else {
            GranaryException refused =
                    Await.failure(bench.engine().execute(statement, parameters), GranaryException.class);
            assertThat(refused).hasMessageContaining(":");
            assertThat(refused instanceof DatabaseException database && database.connectionInvalidated())
                    .isFalse();
            assertThat(Await.value(bench.engine().pool().status()).invalidated())
                    .isZero();
        }
    }

    @Test
    default void colonsInStringsCommentsAndQuotedNamesAreNoParameters(Bench bench) {
        String quote = bench.capabilities().isMySql() ? "`" : "\"";
        TextClause statement = text("select ':no' as " + quote + "a:b" + quote + ", :yes as " + quote + "y" + quote
                + " /* :nor this */ -- :nor that");

        var row = Await.value(bench.engine().execute(statement, Params.of("yes", "yes")))
                .one();

        assertThat(row.get("a:b")).isEqualTo(":no");
        assertThat(row.get("y")).isEqualTo("yes");
    }

    @Test
    default void aDoubleColonIsACastWhereTheDatabaseHasIt(Bench bench) {
        worksWhere(
                bench.capabilities().claims(Claim.DOUBLE_COLON_CASTS),
                bench,
                text("select (:v)::int"),
                Params.of("v", 7));
    }

    @Test
    default void dollarQuotesAreStringsWhereTheDatabaseHasThem(Bench bench) {
        worksWhere(
                bench.capabilities().claims(Claim.DOLLAR_QUOTES),
                bench,
                text("select length($$it's :no$$) - 2 + :v"),
                Params.of("v", 1));
    }

    @Test
    default void jsonOperatorsWorkWhereTheDatabaseHasThem(Bench bench) {
        Optional<String> path = bench.capabilities().jsonPath();

        worksWhere(
                path.isPresent(),
                bench,
                text(path.orElse("select doc -> '$.a.b' from (select '{}' as doc) d where doc ->> '$.a' = :part")),
                Params.of("part", "{\"a\": {\"b\": 7}}"));
    }

    @Test
    default void aParameterMayComeTwiceAndOneWithoutAPlaceIsIgnored(Bench bench) {
        bench.sql().run("insert into items values (3, 'three'), (4, 'four')");

        assertThat(first(
                        bench,
                        text("select count(*) + 5 from items where id >= :v and id >= :v"),
                        Params.of("v", 3, "unused", true)))
                .isEqualTo("7");
    }

    @Test
    default void aSemicolonAtTheEndIsDropped(Bench bench) {
        assertThat(first(bench, text("select 7 ;\n"), Params.none())).isEqualTo("7");
    }

    @Test
    default void declaredColumnsNameTheResult(Bench bench) {
        var row = Await.value(bench.engine().execute(text("select 1, 2").columns("one", "two")))
                .one();

        assertThat(row.get("two")).isEqualTo(row.get(1));
    }
}
