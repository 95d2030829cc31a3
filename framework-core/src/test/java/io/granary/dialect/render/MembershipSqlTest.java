package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.ORDERS;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.dialect.render.Written.MARIADB;
import static io.granary.dialect.render.Written.MYSQL;
import static io.granary.dialect.render.Written.POSTGRES;
import static io.granary.dialect.render.Written.assertWritten;
import static io.granary.sql.Sql.all;
import static io.granary.sql.Sql.and;
import static io.granary.sql.Sql.any;
import static io.granary.sql.Sql.anyOf;
import static io.granary.sql.Sql.bind;
import static io.granary.sql.Sql.column;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.tuple;
import static io.granary.sql.Sql.value;
import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.INTERVAL;
import static io.granary.type.Types.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.sql.Expression;
import io.granary.type.ArrayType;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.time.Duration;
import java.time.Year;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MembershipSqlTest {

    private static Written where(Expression<Boolean> condition) {
        return assertWritten(select(USERS.id).where(condition));
    }

    private static String from(String condition) {
        return "SELECT users.id FROM users WHERE " + condition;
    }

    @Test
    void values() {
        where(USERS.age.in(1, 2, 3)).everywhere(from("users.age IN (?, ?, ?)"), 1, 2, 3);
        where(USERS.age.in(List.of(1))).everywhere(from("users.age IN (?)"), 1);
        where(USERS.age.add(1).in(1, 2)).everywhere(from("users.age + ? IN (?, ?)"), 1, 1, 2);
    }

    @Test
    @Tag("SQ29")
    void notInStandsInParentheses() {
        where(USERS.age.notIn(1, 2)).everywhere(from("(users.age NOT IN (?, ?))"), 1, 2);
        where(USERS.age.in(1, 2).not()).everywhere(from("(users.age NOT IN (?, ?))"), 1, 2);
        where(USERS.age.notIn(1, 2).not()).everywhere(from("users.age IN (?, ?)"), 1, 2);
        where(USERS.age.notIn(1).isNull()).everywhere(from("(users.age NOT IN (?)) IS NULL"), 1);
    }

    @Test
    @Tag("SQ28")
    void aListIsOneParameterOfTheShape() {
        ShapeKey one = ShapeKey.of(select(USERS.id).where(USERS.age.in(1)), List.of(), Execution.SHOWN);
        ShapeKey three = ShapeKey.of(select(USERS.id).where(USERS.age.in(1, 2, 3)), List.of(), Execution.SHOWN);
        assertThat(one).isEqualTo(three);
        assertThat(three.binds()).hasSize(1);
    }

    @Test
    void aListMayComeFromTheExecution() {
        assertWritten(select(USERS.id).where(USERS.age.in(bind("ages", INTEGER))), Map.of("ages", List.of(4, 5)))
                .everywhere(from("users.age IN (?, ?)"), 4, 5);
    }

    @Test
    void noValuesAreNeverOneOfThem() {
        where(USERS.age.in(List.of()))
                .postgres(from("users.age operator(=) any ('{}')"))
                .mysqls(from("users.age in (select null from dual where 1 <> 1)"))
                .h2(from("users.age in (select null from dual where 1 <> 1)"));
        where(USERS.age.notIn(List.of()))
                .postgres(from("(users.age operator(<>) all ('{}'))"))
                .mysqls(from("(users.age not in (select null from dual where 1 <> 1))"))
                .h2(from("(users.age not in (select null from dual where 1 <> 1))"));
    }

    @Test
    @Tag("SQ32")
    void twoListsAreTwoParameters() {
        where(and(USERS.age.in(List.of()), USERS.age.notIn(List.of(1))))
                .postgres(from("users.age operator(=) any ('{}') AND (users.age NOT IN ($1))"), 1);
        where(and(USERS.age.in(1, 2), USERS.age.notIn(3)))
                .everywhere(from("users.age IN (?, ?) AND (users.age NOT IN (?))"), 1, 2, 3);
    }

    @Test
    @Tag("SQ31")
    void tuples() {
        where(tuple(USERS.age, USERS.name).in(List.of(List.of(1, "a"), List.of(2, "b"))))
                .everywhere(from("(users.age, users.name) IN ((?, ?), (?, ?))"), 1, "a", 2, "b");
        where(tuple(USERS.id, USERS.age, USERS.name).in(List.of()))
                .postgres(from("(users.id, users.age, users.name) operator(=) any ('{}')"))
                .mysqls(from("(users.id, users.age, users.name) in (select null, null, null from dual where 1 <> 1)"))
                .h2(from("(users.id, users.age, users.name) in (select null, null, null from dual where 1 <> 1)"));
    }

    /** As a single value beside a column is, and as those that the execution gives. */
    @Test
    void eachPartOfATupleIsBoundByItsOwnType() {
        SqlType<Year> year = INTEGER.mapped(Year.class, Year::getValue, Year::of);
        var columns = tuple(column("born", year), column("took", INTERVAL), USERS.name);
        List<List<?>> rows = List.of(List.of(Year.of(1984), Duration.ofSeconds(5), "a"));
        String text = "SELECT users.id FROM users WHERE (born, took, users.name) IN ((?, ?, ?))";
        Object seconds = select(USERS.id)
                .where(column("took", INTERVAL).eq(Duration.ofSeconds(5)))
                .toSql(MARIADB)
                .binds()
                .get(0);
        where(columns.in(rows)).mysqls(text, 1984, seconds, "a");
        assertWritten(select(USERS.id).where(columns.in(bind("rows", columns.type()))), Map.of("rows", rows))
                .mysqls(text, 1984, seconds, "a");
        assertThat(select(USERS.id).where(columns.in(rows)).toSql(POSTGRES).text())
                .isEqualTo(from("(born, took, users.name) IN (($1, CAST($2 AS INTERVAL), $3))"));
    }

    /** What looks like several values is one where the type has it so. */
    @Test
    void anElementThatIsOneValueOfItsTypeIsNoTuple() {
        var letters = column("name", TEXT.mapped(char[].class, String::valueOf, String::toCharArray));
        where(letters.in(List.of("ab".toCharArray(), "xyz".toCharArray())))
                .everywhere(from("name IN (?, ?)"), "ab", "xyz");
        var numbers = column("numbers", new ArrayType<>(INTEGER));
        assertThat(select(USERS.id)
                        .where(numbers.in(List.of(List.of(1, 2), List.of(3))))
                        .toSql(POSTGRES)
                        .binds())
                .containsExactly(new Integer[] {1, 2}, new Integer[] {3});
    }

    @Test
    @Tag("SQ34")
    void aQueryStandsInOnePairOfParentheses() {
        where(USERS.id.in(select(ORDERS.userId))).everywhere(from("users.id IN (SELECT orders.user_id FROM orders)"));
        where(USERS.id.in(select(ORDERS.userId).union(select(ORDERS.id))))
                .everywhere(from("users.id IN (SELECT orders.user_id FROM orders UNION SELECT orders.id FROM orders)"));
        where(USERS.id.notIn(select(ORDERS.userId).orderBy(ORDERS.total).limit(3)))
                .everywhere(
                        from("(users.id NOT IN (SELECT orders.user_id FROM orders ORDER BY orders.total LIMIT ?))"),
                        3L);
    }

    @Test
    @Tag("SQ35")
    void expressions() {
        where(USERS.age.inExpressions(List.of(USERS.age, USERS.age.add(1))))
                .everywhere(from("users.age IN (users.age, users.age + ?)"), 1);
        where(USERS.age.inExpressions(List.of())).everywhere(from("false"));
    }

    @Test
    void comparedWithAllOrAnyOfAQuery() {
        where(USERS.id.eq(any(select(ORDERS.userId))))
                .everywhere(from("users.id = ANY (SELECT orders.user_id FROM orders)"));
        where(USERS.id.gt(all(select(ORDERS.userId))))
                .everywhere(from("users.id > ALL (SELECT orders.user_id FROM orders)"));
    }

    @Test
    void comparedWithAnyOfAnArray() {
        where(USERS.age.eq(anyOf(value(List.of(1, 2), Types.array(INTEGER)), INTEGER)))
                .refused("ANY or ALL of an array needs the feature ARRAYS", MYSQL, MARIADB);
        assertThat(select(USERS.id)
                        .where(USERS.age.eq(anyOf(value(List.of(1, 2), Types.array(INTEGER)), INTEGER)))
                        .toSql(POSTGRES)
                        .text())
                .isEqualTo(from("users.age = ANY ($1)"));
    }
}
