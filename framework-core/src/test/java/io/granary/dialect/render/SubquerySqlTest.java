package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.ORDERS;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.dialect.render.Written.H2;
import static io.granary.dialect.render.Written.MARIADB;
import static io.granary.dialect.render.Written.MYSQL;
import static io.granary.dialect.render.Written.POSTGRES;
import static io.granary.dialect.render.Written.assertWritten;
import static io.granary.sql.Functions.call;
import static io.granary.sql.Functions.count;
import static io.granary.sql.Functions.max;
import static io.granary.sql.Functions.sum;
import static io.granary.sql.Sql.column;
import static io.granary.sql.Sql.exists;
import static io.granary.sql.Sql.literalSql;
import static io.granary.sql.Sql.not;
import static io.granary.sql.Sql.or;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.tableOf;
import static io.granary.sql.Sql.trueValue;
import static io.granary.sql.Sql.values;
import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.TEXT;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Labeled;
import io.granary.sql.Select;
import io.granary.sql.Subquery;
import io.granary.sql.TableAlias;
import io.granary.sql.TableFunction;
import io.granary.sql.ValuesTable;
import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SubquerySqlTest {

    @Test
    void aSubqueryHasAName() {
        Subquery totals = select(ORDERS.userId, sum(ORDERS.total).as("total"))
                .groupBy(ORDERS.userId)
                .subquery("totals");
        assertWritten(select(USERS.id, totals.column("total")).join(totals, USERS.id.eq(totals.column(ORDERS.userId))))
                .everywhere("SELECT users.id, totals.total FROM users JOIN"
                        + " (SELECT orders.user_id, sum(orders.total) AS total FROM orders GROUP BY orders.user_id)"
                        + " AS totals ON users.id = totals.user_id");
    }

    @Test
    void itsColumnsAreFoundByWhatTheyWereSelectedAs() {
        Labeled<BigDecimal> total = sum(ORDERS.total).as("total");
        Subquery totals = select(ORDERS.userId, total).groupBy(ORDERS.userId).subquery("totals");
        ColumnExpression<BigDecimal> found = totals.column(total);
        assertWritten(select(totals.column(ORDERS.userId)).where(found.gt(BigDecimal.TEN)))
                .everywhere(
                        "SELECT totals.user_id FROM"
                                + " (SELECT orders.user_id, sum(orders.total) AS total FROM orders GROUP BY orders.user_id)"
                                + " AS totals WHERE totals.total > ?",
                        BigDecimal.TEN);
    }

    @Test
    void orIsGivenOne() {
        Subquery some = select(USERS.id).where(USERS.age.gt(1)).subquery();
        Subquery others = select(USERS.id).where(USERS.age.lt(9)).subquery();
        assertWritten(select(some.column(USERS.id), others.column(USERS.id)).where(USERS.age.eq(5)))
                .everywhere(
                        "SELECT anon_1.id, anon_2.id AS id_1 FROM"
                                + " (SELECT users.id FROM users WHERE users.age > ?) AS anon_1,"
                                + " (SELECT users.id FROM users WHERE users.age < ?) AS anon_2, users"
                                + " WHERE users.age = ?",
                        1,
                        9,
                        5);
    }

    @Test
    @Tag("QU05")
    @Tag("QU08")
    void labelsAreQuotedAlikeWithinAndAround() {
        Subquery within = select(USERS.name.as("UPPERCASE"), USERS.age.as("asc"), USERS.id.as("with space"))
                .distinct()
                .subquery("within");
        assertWritten(select(within))
                .postgres("SELECT within.\"UPPERCASE\", within.\"asc\", within.\"with space\" FROM"
                        + " (SELECT DISTINCT users.name AS \"UPPERCASE\", users.age AS \"asc\","
                        + " users.id AS \"with space\" FROM users) AS within")
                .mysqls("SELECT within.`UPPERCASE`, within.`asc`, within.`with space` FROM"
                        + " (SELECT DISTINCT users.name AS `UPPERCASE`, users.age AS `asc`,"
                        + " users.id AS `with space` FROM users) AS within");
    }

    @Test
    @Tag("SQ50")
    void columnsThatAreCalledAlikeGetDifferentNamesInASubquery() {
        Subquery both = select(USERS.id, ORDERS.id).join(ORDERS).subquery("both_ids");
        assertWritten(select(both))
                .everywhere("SELECT both_ids.id, both_ids.id_1 FROM (SELECT users.id, orders.id AS id_1"
                        + " FROM users JOIN orders ON users.id = orders.user_id) AS both_ids");
    }

    // ---- correlation

    @Test
    @Tag("SQ55")
    void aQueryReadsWhatTheOneAroundItReads() {
        assertWritten(select(
                        USERS.id,
                        select(count())
                                .where(ORDERS.userId.eq(USERS.id))
                                .scalar()
                                .as("orders")))
                .everywhere("SELECT users.id, (SELECT count(*) AS count_1 FROM orders"
                        + " WHERE orders.user_id = users.id) AS orders FROM users");
        assertWritten(select(USERS.id)
                        .where(USERS.id.eq(select(max(ORDERS.userId))
                                .where(ORDERS.userId.eq(USERS.id))
                                .scalar())))
                .everywhere("SELECT users.id FROM users WHERE users.id ="
                        + " (SELECT max(orders.user_id) AS max_1 FROM orders WHERE orders.user_id = users.id)");
    }

    @Test
    @Tag("SQ55")
    void anExplicitCorrelationMayLeaveNoFrom() {
        assertWritten(select(USERS.id)
                        .where(USERS.age.eq(select(USERS.age).correlate(USERS).scalar())))
                .everywhere("SELECT users.id FROM users WHERE users.age = (SELECT users.age)");
    }

    @Test
    @Tag("SQ55")
    void anAutomaticOneMayNot() {
        assertThatThrownBy(() -> select(USERS.id)
                        .where(USERS.age.eq(select(USERS.age).scalar()))
                        .toSql(POSTGRES))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("nothing in its FROM");
    }

    @Test
    @Tag("SQ55")
    void correlationWithNothingReadsTheTableAgain() {
        assertWritten(select(USERS.id)
                        .where(USERS.age.eq(select(max(USERS.age)).correlate().scalar())))
                .everywhere("SELECT users.id FROM users WHERE users.age = (SELECT max(users.age) AS max_1 FROM users)");
    }

    @Test
    @Tag("SQ07")
    void existsIsNotSetInParenthesesTwice() {
        Select<?> orders = select().from(ORDERS).where(ORDERS.userId.eq(USERS.id));
        String inner = "EXISTS (SELECT * FROM orders WHERE orders.user_id = users.id)";
        assertWritten(select(USERS.id).where(exists(orders))).everywhere("SELECT users.id FROM users WHERE " + inner);
        assertWritten(select(USERS.id).where(not(orders.exists())))
                .everywhere("SELECT users.id FROM users WHERE NOT (" + inner + ")");
        assertWritten(select(USERS.id).where(or(orders.exists(), orders.exists())))
                .everywhere("SELECT users.id FROM users WHERE " + inner + " OR " + inner);
        assertWritten(select(exists(orders).as("any_orders")).from(USERS))
                .everywhere("SELECT " + inner + " AS any_orders FROM users");
    }

    @Test
    void aQueryInFromReadsNothingOfTheOneAroundIt() {
        Subquery counts = select(USERS.age, count().as("n")).groupBy(USERS.age).subquery("counts");
        assertWritten(select(USERS.id, counts.column("n")).join(counts, USERS.age.eq(counts.column(USERS.age))))
                .everywhere("SELECT users.id, counts.n FROM users JOIN"
                        + " (SELECT users.age, count(*) AS n FROM users GROUP BY users.age) AS counts"
                        + " ON users.age = counts.age");
    }

    @Test
    void unlessItIsLateral() {
        Subquery last = select(ORDERS.total)
                .where(ORDERS.userId.eq(USERS.id))
                .orderBy(ORDERS.id.desc())
                .limit(1)
                .lateral("last");
        assertWritten(select(USERS.id, last.column(ORDERS.total)).from(USERS).leftJoin(last, trueValue()))
                .postgres(
                        "SELECT users.id, last.total FROM users LEFT OUTER JOIN LATERAL"
                                + " (SELECT orders.total FROM orders WHERE orders.user_id = users.id"
                                + " ORDER BY orders.id DESC LIMIT $1) AS last ON true",
                        1L)
                .mysql(
                        "SELECT users.id, last.total FROM users LEFT OUTER JOIN LATERAL"
                                + " (SELECT orders.total FROM orders WHERE orders.user_id = users.id"
                                + " ORDER BY orders.id DESC LIMIT ?) AS last ON true",
                        1L)
                .refused("LATERAL", MARIADB, H2);
    }

    // ---- rows and functions in FROM

    @Test
    void rowsOfValues() {
        ValuesTable rows = values("rows_of", column("a", INTEGER), column("b", TEXT))
                .row(1, "x")
                .row(2, null);
        assertWritten(select(rows.column("a"), rows.column("b")))
                .postgres(
                        "SELECT rows_of.a, rows_of.b FROM (VALUES ($1, $2), ($3, $4)) AS rows_of (a, b)",
                        1,
                        "x",
                        2,
                        null)
                .mysqls(
                        "SELECT rows_of.a, rows_of.b FROM (SELECT ? AS a, ? AS b UNION ALL SELECT ?, ?) AS rows_of",
                        1,
                        "x",
                        2,
                        null)
                .h2(
                        "SELECT rows_of.a, rows_of.b FROM (VALUES (CAST(? AS INTEGER), CAST(? AS VARCHAR)),"
                                + " (CAST(? AS INTEGER), CAST(? AS VARCHAR))) AS rows_of (a, b)",
                        1,
                        "x",
                        2,
                        null);
        assertThatThrownBy(() -> rows.row(1)).isInstanceOf(ArgumentException.class);
        assertWritten(select(values("none", column("a", INTEGER))))
                .refused("has no rows", POSTGRES, MYSQL, MARIADB, H2);
    }

    @Test
    void functionsThatGiveRows() {
        TableFunction series = tableOf(
                call("generate_series", INTEGER, literalSql("1", INTEGER), literalSql("3", INTEGER)),
                "s",
                column("n", INTEGER));
        assertWritten(select(series.column("n")))
                .postgres("SELECT s.n FROM generate_series(1, 3) AS s (n)")
                .refused("TABLE_FUNCTIONS", MYSQL, MARIADB);
        assertWritten(select(series.withOrdinality()))
                .postgres("SELECT s.n, s.ordinality FROM generate_series(1, 3) WITH ORDINALITY AS s (n, ordinality)");
    }

    /** The program's own names are told by who gave them, not by how they begin. */
    @Test
    void aNameThatIsMadeUpIsNoneThatTheProgramGave() {
        Subquery some = select(USERS.id).where(USERS.age.gt(1)).subquery();
        Subquery others = select(USERS.id).where(USERS.age.lt(9)).subquery("ANON_2");
        TableAlias alias = USERS.as("anon_1");
        assertWritten(select(some.column(USERS.id), others.column(USERS.id), alias.column(USERS.id))
                        .join(others, others.column(USERS.id).eq(some.column(USERS.id)))
                        .join(alias, alias.column(USERS.id).eq(some.column(USERS.id))))
                .sqlite(
                        "SELECT anon_3.id, \"ANON_2\".id AS id_1, anon_1.id AS id_2 FROM"
                                + " (SELECT users.id FROM users WHERE users.age > ?) AS anon_3"
                                + " JOIN (SELECT users.id FROM users WHERE users.age < ?) AS \"ANON_2\" ON \"ANON_2\".id = anon_3.id"
                                + " JOIN users AS anon_1 ON anon_1.id = anon_3.id",
                        1,
                        9);
    }
}
