package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Row;
import io.granary.error.DatabaseException;
import io.granary.sql.Params;
import io.granary.sql.TextClause;
import io.granary.stream.AsyncResult;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values of PostgreSQL that Java has no type for, or none that is large enough; with values in the statement and without, the first time and later, and as a stream. */
interface PostgresValueFacts extends OnBench {

    List<String> VALUES = List.of(
            "row(1, 'a')",
            "int4range(1, 5)",
            "'happy'::mood",
            "array['happy'::mood]",
            "'1'::xid8",
            "B'101'",
            "'(1,2)'::point",
            "'1.5'::money",
            "'{\"a\": 1}'::jsonb",
            "interval '1 day 2 hours'",
            "'10:11:12+02'::timetz",
            "'10.0.0.1'::inet",
            "array['1500-01-01'::date]",
            "array[1.50, 2]",
            "'2026-07-01 12:00:00+02'::timestamptz",
            "'\\x00ff'::bytea",
            "'infinity'::date",
            "'-infinity'::date",
            "'infinity'::timestamp",
            "'-infinity'::timestamp",
            "'infinity'::timestamptz",
            "'-infinity'::timestamptz");

    private static Object one(Row row) {
        Object value = row.get("odd");
        assertThat(row.get("known", Integer.class)).isEqualTo(7);
        if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        return value instanceof Object[] many ? List.of(many) : String.valueOf(value);
    }

    @Test
    @Tag("F54")
    @Tag("F56")
    default void aValueIsTheSameWhicheverWayItIsAskedFor(Bench bench) {
        bench.sql().run("drop type if exists mood", "create type mood as enum ('sad', 'happy')");
        AsyncConnection connection = bench.connection();
        SoftAssertions all = new SoftAssertions();
        for (String value : VALUES) {
            String sql = "select " + value + " as odd, 7 as known";
            TextClause bound = text(sql + " where 1 = :n");
            Object plain = one(Await.value(connection.execute(text(sql))).one());
            for (int time = 1; time <= 3; time++) {
                all.assertThat(one(Await.value(connection.execute(bound, Params.of("n", 1)))
                                .one()))
                        .as("%s, bound, time %d", value, time)
                        .isEqualTo(plain);
            }
            AsyncConnection streaming =
                    connection.withOptions(ExecutionOptions.none().withFetchSize(2));
            TextClause streamed =
                    text(sql + ", 'as a stream' as how where 1 = :n").bind("n", 1);
            for (int time = 1; time <= 2; time++) {
                all.assertThat(one(
                                Await.value(AsyncResult.of(streaming, streamed).all())
                                        .get(0)))
                        .as("%s, streamed, time %d", value, time)
                        .isEqualTo(plain);
            }
        }
        all.assertAll();
    }

    /** A decimal number of Java's is always one, and 0 is another one. */
    @Test
    @Tag("F56")
    default void aNumericThatIsNoNumberIsRefusedAndHarmsNobody(Bench bench) {
        AsyncConnection connection = bench.connection();
        TextClause none = text("select 'NaN'::numeric as n where 1 = :one");
        for (int time = 1; time <= 2; time++) {
            DatabaseException failure =
                    Await.failure(connection.execute(none, Params.of("one", 1)), DatabaseException.class);

            assertThat(failure).hasMessageContaining("cast it to double precision");
            assertThat(failure.connectionInvalidated()).isFalse();
            Await.value(connection.rollback());
        }
        assertThat(Await.value(connection.execute(
                                text("select 'NaN'::numeric::float8 as n where 1 = :one"), Params.of("one", 1)))
                        .one()
                        .get("n"))
                .isEqualTo(Double.NaN);
    }
}
