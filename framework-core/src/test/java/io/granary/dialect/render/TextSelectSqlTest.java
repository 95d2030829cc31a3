package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.USERS;
import static io.granary.dialect.render.Written.assertWritten;
import static io.granary.sql.Sql.column;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.TEXT;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.error.ArgumentException;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Cte;
import io.granary.sql.Subquery;
import io.granary.sql.TextSelect;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextSelectSqlTest {

    private static final ColumnExpression<Integer> N = column("n", INTEGER);

    private final TextSelect numbers =
            text("select id as n, name from users where age > :least").columns(N, column("name", TEXT));

    @Test
    void theTextGoesAsItStandsWithPlacesForValues() {
        assertWritten(numbers, Map.of("least", 7)).everywhere("select id as n, name from users where age > ?", 7);
        assertWritten(numbers.bind("least", 8)).everywhere("select id as n, name from users where age > ?", 8);
    }

    @Test
    void itMayStandInFromByItsColumns() {
        Subquery old = numbers.bind("least", 60).subquery("old");
        assertWritten(select(old.column(N)).from(old).where(old.column(N).lt(9)))
                .everywhere(
                        "SELECT old.n FROM (select id as n, name from users where age > ?) AS old WHERE old.n < ?",
                        60,
                        9);
    }

    @Test
    void itMayBeACommonTableExpression() {
        Cte old = numbers.bind("least", 60).cte("old_ones");
        assertWritten(select(USERS.id)
                        .where(USERS.name.in(
                                select(old.column(column("name", TEXT))).from(old))))
                .everywhere(
                        "WITH old_ones AS (select id as n, name from users where age > ?)"
                                + " SELECT users.id FROM users WHERE users.name IN (SELECT old_ones.name FROM old_ones)",
                        60);
    }

    @Test
    void itMayBeOneOfSeveralSetsOfRows() {
        assertWritten(select(USERS.age).union(text("select 1 order by 1").columns(N)))
                .everywhere("SELECT users.age FROM users UNION (select 1 order by 1)");
    }

    @Test
    void columnsAreToldOnce() {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> text("select 1").columns("a").columns(N))
                .withMessageContaining("told twice");
    }
}
