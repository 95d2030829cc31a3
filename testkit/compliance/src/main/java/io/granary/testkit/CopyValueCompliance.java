package io.granary.testkit;

import static io.granary.sql.Sql.copyInto;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.Copies.names;
import static io.granary.testkit.Copies.one;
import static io.granary.testkit.Copies.values;
import static io.granary.testkit.CopyCompliance.INTO_ITEMS;
import static io.granary.testkit.CopyCompliance.ITEMS;
import static io.granary.testkit.CopyCompliance.TYPED;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Row;
import io.granary.sql.CopyFormat;
import io.granary.sql.CopyIn;
import io.granary.stream.CopySink;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which rows a copy takes in, and how they come back. */
public interface CopyValueCompliance extends OnBench {

    @Test
    default void valuesOfEachTypeComeBackAsTheyWentIn(Bench bench) {
        bench.table(TYPED);
        List<List<?>> rows = List.of(
                values(1, "", List.of()),
                values(2, "\\N", List.of("", "NULL", "a,b", "{}", "\"", "\\", "it's")),
                values(3, "a\tb\nc\rd\\e\\.f'g\"h\bi\u000bj", List.of("\t", "\n", "é", "\uD83D\uDE00")),
                values(4, "\u00e9\u20ac\uD83D\uDE00\u0001\u007f", List.of(" x ")),
                values(5, "\\.", List.of("null")));

        assertThat(Await.value(Source.from(rows)
                        .runWith(CopySink.rows(bench.engine(), copyInto(TYPED), row -> row), bench.system())))
                .isEqualTo(5);

        List<Row> back = Await.value(bench.engine().execute(select(TYPED).orderBy(TYPED.column("id"))))
                .fetchAll();
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < TYPED.tableColumns().size(); column++) {
                assertThat(back.get(row).get(TYPED.tableColumns().get(column)))
                        .as(TYPED.tableColumns().get(column).name() + " of row " + row)
                        .isEqualTo(rows.get(row).get(column));
            }
        }
    }

    @Test
    default void nullIsNoEmptyText(Bench bench) {
        bench.table(TYPED);
        List<@Nullable Object> nothing = new java.util.ArrayList<>();
        nothing.add(1);
        TYPED.tableColumns().stream().skip(1).forEach(column -> nothing.add(null));

        Await.value(Source.single(nothing)
                .runWith(CopySink.rows(bench.engine(), copyInto(TYPED), row -> row), bench.system()));
        Await.value(Source.from(List.of(Arrays.asList(1, null), Arrays.asList(2, "")))
                .runWith(CopySink.rows(bench.engine(), INTO_ITEMS, row -> row), bench.system()));

        Row back = Await.value(bench.engine().execute(select(TYPED))).one();
        TYPED.tableColumns().stream()
                .skip(1)
                .forEach(column -> assertThat(back.get(column)).isNull());
        assertThat(names(bench)).containsExactly(null, "");
    }

    @Test
    default void rowsAreMappingsOrSomeColumns(Bench bench) {
        Await.value(Source.from(List.of(3, 4))
                .runWith(
                        CopySink.mappings(bench.engine(), INTO_ITEMS, id -> Map.of("name", "n" + id, "id", id)),
                        bench.system()));
        Await.value(Source.from(List.of(1, 2))
                .runWith(CopySink.rows(bench.engine(), copyInto(ITEMS, ITEMS.column("id")), List::of), bench.system()));

        assertThat(names(bench)).containsExactly(null, null, "n3", "n4");
    }

    @Test
    default void aHundredThousandRowsComeInOnAPoolOfOne(Bench bench) {
        AsyncEngine one = one(bench);
        long rows = Await.value(Source.range(1, 100_000)
                .runWith(CopySink.rows(one, INTO_ITEMS, id -> List.of(id, "name of the item " + id)), bench.system()));

        assertThat(rows).isEqualTo(100_000);
        // What counts is told after the commit, when the connection is back.
        assertThat(Await.value(one.pool().status()).checkedOut()).isZero();
        assertThat(bench.committed()).isEqualTo(100_000);
        assertThat(bench.sql().number("select sum(id) from items")).isEqualTo(5_000_050_000L);
    }

    @Test
    default void nothingIsCopiedOfNothing(Bench bench) {
        assertThat(Await.value(Source.<Integer>empty()
                        .runWith(CopySink.rows(bench.engine(), INTO_ITEMS, id -> List.of(id, "")), bench.system())))
                .isZero();
    }

    @Test
    default void bytesAreCutAnywhereAndMayBeCommaSeparated(Bench bench) {
        CopyIn csv = INTO_ITEMS.withFormat(
                CopyFormat.csv().withHeader().withDelimiter(';').withNull("'null'"));
        String lines = "id;name\n1;'null'\n2;\"a;\"\"b\"\"\nc\"\n3;\n4;\u20ac\n";
        List<ByteString> single = IntStream.range(
                        0, ByteString.fromString(lines).length())
                .mapToObj(at -> ByteString.fromString(lines).slice(at, at + 1))
                .toList();

        assertThat(Await.value(Source.from(single).runWith(CopySink.bytes(bench.engine(), csv), bench.system())))
                .isEqualTo(4);

        assertThat(names(bench)).containsExactly(null, "a;\"b\"\nc", "", "\u20ac");
    }

    @Test
    default void schemasAreTranslated(Bench bench) {
        bench.sql().run("drop schema if exists tenant cascade", "create schema tenant");
        bench.sql().run("create table tenant.items (id int primary key, name varchar(40))");
        AsyncEngine tenant =
                bench.engine().withOptions(ExecutionOptions.none().withSchemaTranslation(Map.of("", "tenant")));

        Await.value(Source.single(List.of(1, "of the tenant"))
                .runWith(CopySink.rows(tenant, INTO_ITEMS, row -> row), bench.system()));

        assertThat(bench.sql().number("select count(*) from tenant.items")).isEqualTo(1);
        bench.sql().run("drop schema tenant cascade");
    }
}
