package io.granary.dialect.render;

import static io.granary.dialect.render.Written.H2;
import static io.granary.dialect.render.Written.MARIADB;
import static io.granary.dialect.render.Written.MYSQL;
import static io.granary.dialect.render.Written.POSTGRES;
import static io.granary.dialect.render.Written.assertWritten;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.update;
import static io.granary.sql.Sql.value;
import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Dialect;
import io.granary.schema.CreateTable;
import io.granary.schema.DropTable;
import io.granary.schema.Table;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Cte;
import io.granary.sql.TableAlias;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotingTest {

    private static String quoted(String name, Dialect dialect) {
        String text =
                new DropTable(Table.of(name, t -> {}), false).toSql(dialect).text();
        return text.substring("DROP TABLE ".length());
    }

    @ParameterizedTest
    @CsvSource({
        "variadic, true, false, false, false",
        "user, true, false, false, true",
        "order, true, true, true, true",
        "rank, false, true, false, false",
        "lateral, true, true, false, false",
        "returning, true, false, true, false",
        "page_checksum, false, false, true, false",
        "value, false, false, false, true",
        "ilike, true, false, false, true",
        "name, false, false, false, false",
    })
    @Tag("QU11")
    void eachDatabaseHasWordsOfItsOwn(String word, boolean postgres, boolean mysql, boolean mariaDb, boolean h2) {
        assertThat(quoted(word, POSTGRES)).isEqualTo(postgres ? '"' + word + '"' : word);
        assertThat(quoted(word, MYSQL)).isEqualTo(mysql ? '`' + word + '`' : word);
        assertThat(quoted(word, MARIADB)).isEqualTo(mariaDb ? '`' + word + '`' : word);
        assertThat(quoted(word, H2)).isEqualTo(h2 ? '"' + word + '"' : word);
    }

    @Test
    void namesInAllPlacesAreQuoted() {
        Table table = Table.of("My Schema", "My Table", t -> t.column("My Column", INTEGER));
        ColumnExpression<?> column = table.column("My Column");
        assertWritten(select(column).where(column.isNull()).groupBy(column).orderBy(column))
                .postgres("SELECT \"My Schema\".\"My Table\".\"My Column\" FROM \"My Schema\".\"My Table\""
                        + " WHERE \"My Schema\".\"My Table\".\"My Column\" IS NULL"
                        + " GROUP BY \"My Schema\".\"My Table\".\"My Column\""
                        + " ORDER BY \"My Schema\".\"My Table\".\"My Column\"");
        TableAlias alias = table.as("My \"Alias\"");
        assertWritten(select(alias))
                .postgres("SELECT \"My \"\"Alias\"\"\".\"My Column\""
                        + " FROM \"My Schema\".\"My Table\" AS \"My \"\"Alias\"\"\"")
                .mysqls("SELECT `My \"Alias\"`.`My Column` FROM `My Schema`.`My Table` AS `My \"Alias\"`");
        assertWritten(update(table).values(Map.of("My Column", 1)))
                .postgres("UPDATE \"My Schema\".\"My Table\" SET \"My Column\" = $1", 1);
        Cte cte = select(column.as("Label")).cte("My Cte");
        assertWritten(select(cte.column("Label").as("x")))
                .mysqls(
                        "WITH `My Cte` AS (SELECT `My Schema`.`My Table`.`My Column` AS `Label` FROM `My Schema`.`My Table`)"
                                + " SELECT `My Cte`.`Label` AS x FROM `My Cte`");
    }

    /** H2's driver ends a statement at a semicolon, wherever it stands. */
    @Test
    void semicolonsAreWrittenByTheirNumberOnH2() {
        assertThat(quoted("a;\"b\\", H2)).isEqualTo("U&\"a\\003b\"\"b\\\\\"");
        assertThat(quoted("a;b", POSTGRES)).isEqualTo("\"a;b\"");
        Table table = Table.of("t", t -> t.column("a", TEXT, c -> c.serverDefault(value("it's; \\"))));
        assertThat(new CreateTable(table, false, List.of()).toSql(H2).text())
                .isEqualTo("CREATE TABLE t (a VARCHAR DEFAULT U&'it''s\\003b \\\\')");
    }

    @Test
    @Tag("SQ56")
    void aPercentSignIsNothingSpecial() {
        Table table = Table.of("per%cent", t -> t.column("%(one)s", INTEGER));
        assertWritten(select(table.column("%(one)s"))
                        .where(table.column("%(one)s").isNotNull()))
                .postgres(
                        "SELECT \"per%cent\".\"%(one)s\" FROM \"per%cent\" WHERE \"per%cent\".\"%(one)s\" IS NOT NULL");
    }
}
