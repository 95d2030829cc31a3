package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.USERS;
import static io.granary.dialect.render.Written.assertWritten;
import static io.granary.sql.Functions.count;
import static io.granary.sql.Functions.denseRank;
import static io.granary.sql.Functions.firstValue;
import static io.granary.sql.Functions.lag;
import static io.granary.sql.Functions.lastValue;
import static io.granary.sql.Functions.lead;
import static io.granary.sql.Functions.rank;
import static io.granary.sql.Functions.rowNumber;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.window;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.sql.Window;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WindowSqlTest {

    private static Written over(Window window) {
        return assertWritten(select(rowNumber().over(window).as("x")).from(USERS));
    }

    private static String from(String window) {
        return "SELECT row_number() OVER (" + window + ") AS x FROM users";
    }

    @Test
    void partsAndOrder() {
        over(window()).everywhere(from(""));
        over(window().partitionBy(USERS.age, USERS.name)).everywhere(from("PARTITION BY users.age, users.name"));
        over(window().orderBy(USERS.age.desc(), USERS.id)).everywhere(from("ORDER BY users.age DESC, users.id"));
        over(window().partitionBy(USERS.age).orderBy(USERS.id.asc().nullsLast()))
                .postgresAndH2(from("PARTITION BY users.age ORDER BY users.id ASC NULLS LAST"))
                .mysqls(from("PARTITION BY users.age ORDER BY users.id IS NULL, users.id ASC"));
    }

    @Test
    @Tag("SQ46")
    void frames() {
        Window by = window().orderBy(USERS.id);
        over(by.rows(null, 0)).postgres(from("ORDER BY users.id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"));
        over(by.rows(-2, 3)).postgres(from("ORDER BY users.id ROWS BETWEEN 2 PRECEDING AND 3 FOLLOWING"));
        over(by.range(0, null)).postgres(from("ORDER BY users.id RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING"));
        over(by.groups(-5, -1)).postgres(from("ORDER BY users.id GROUPS BETWEEN 5 PRECEDING AND 1 PRECEDING"));
        over(by.groups(1, 5)).postgres(from("ORDER BY users.id GROUPS BETWEEN 1 FOLLOWING AND 5 FOLLOWING"));
        assertThatThrownBy(() -> by.rows(1, -1))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("ends before it begins");
    }

    @Test
    void functionsOfRowsNearby() {
        Window by = window().orderBy(USERS.id);
        assertWritten(select(
                        lag(USERS.age, 1).over(by).as("a"),
                        lead(USERS.age, 2).over(by).as("b"),
                        firstValue(USERS.age).over(by).as("c"),
                        lastValue(USERS.age).over(by).as("d"),
                        rank().over(by).as("e"),
                        denseRank().over(by).as("f")))
                .everywhere("SELECT lag(users.age, 1) OVER (ORDER BY users.id) AS a,"
                        + " lead(users.age, 2) OVER (ORDER BY users.id) AS b,"
                        + " first_value(users.age) OVER (ORDER BY users.id) AS c,"
                        + " last_value(users.age) OVER (ORDER BY users.id) AS d,"
                        + " rank() OVER (ORDER BY users.id) AS e,"
                        + " dense_rank() OVER (ORDER BY users.id) AS f FROM users");
    }

    @Test
    void anAggregateOfAWindowMayBeOfSomeRows() {
        assertWritten(select(count().filter(USERS.age.gt(1)).over(window()).as("x")))
                .postgresAndH2("SELECT count(*) FILTER (WHERE users.age > ?) OVER () AS x FROM users", 1)
                .mysqls("SELECT count(CASE WHEN users.age > ? THEN 1 END) OVER () AS x FROM users", 1);
    }
}
