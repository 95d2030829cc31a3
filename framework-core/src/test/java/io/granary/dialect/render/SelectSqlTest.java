package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.ITEMS;
import static io.granary.dialect.render.Shop.ORDERS;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.dialect.render.Written.H2;
import static io.granary.dialect.render.Written.MARIADB;
import static io.granary.dialect.render.Written.MYSQL;
import static io.granary.dialect.render.Written.assertWritten;
import static io.granary.sql.Functions.count;
import static io.granary.sql.Functions.lower;
import static io.granary.sql.Functions.max;
import static io.granary.sql.Sql.and;
import static io.granary.sql.Sql.bind;
import static io.granary.sql.Sql.column;
import static io.granary.sql.Sql.falseValue;
import static io.granary.sql.Sql.literalSql;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.sql.Sql.trueValue;
import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.TEXT;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.sql.Hint;
import io.granary.sql.JoinKind;
import io.granary.sql.Labeled;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SelectSqlTest {

    // ---- what is selected

    @Test
    void columnsStandBehindTheirTables() {
        assertWritten(select(USERS.id, USERS.name)).everywhere("SELECT users.id, users.name FROM users");
    }

    @Test
    void aTableIsAllItsColumns() {
        assertWritten(select(ORDERS))
                .postgresAndH2("SELECT orders.id, orders.user_id, orders.total, orders.\"Status\" FROM orders")
                .mysqls("SELECT orders.id, orders.user_id, orders.total, orders.`Status` FROM orders");
    }

    @Test
    void aTableInASchemaAndItsColumnsStandBehindIt() {
        assertWritten(select(ITEMS.id, ITEMS.group).where(ITEMS.amount.gt(1)))
                .postgres(
                        "SELECT shop.items.id, shop.items.\"group\" FROM shop.items WHERE shop.items.\"Amount\" > $1",
                        1)
                .mysqls("SELECT shop.items.id, shop.items.`group` FROM shop.items WHERE shop.items.`Amount` > ?", 1)
                .h2("SELECT shop.items.id, shop.items.\"group\" FROM shop.items WHERE shop.items.\"Amount\" > ?", 1);
    }

    @Test
    void whatHasNoNameIsGivenOne() {
        assertWritten(select(count(), max(USERS.age), count(USERS.id), USERS.age.add(USERS.age)))
                .everywhere("SELECT count(*) AS count_1, max(users.age) AS max_1, count(users.id) AS count_2,"
                        + " users.age + users.age AS anon_1 FROM users");
    }

    @Test
    @Tag("SQ50")
    void whatIsSelectedTwiceStaysTwice() {
        assertWritten(select(USERS.id, USERS.id, ORDERS.id).from(USERS.join(ORDERS)))
                .everywhere("SELECT users.id, users.id AS id_1, orders.id AS id_2"
                        + " FROM users JOIN orders ON users.id = orders.user_id");
    }

    @Test
    void aNameThatWasGivenIsKeptAndOneThatIsMadeUpGivesWay() {
        assertWritten(select(count(), USERS.id.as("count_1"), USERS.age, USERS.name.as("age"), USERS.id.as("age_1")))
                .everywhere("SELECT count(*) AS count_2, users.id AS count_1, users.age, users.name AS age_2,"
                        + " users.id AS age_1 FROM users");
    }

    @Test
    void nothingSelectedIsEverything() {
        assertWritten(select().from(USERS)).everywhere("SELECT * FROM users");
    }

    @Test
    void distinctAndPrefixesStandBeforeWhatIsSelected() {
        assertWritten(select(USERS.age).distinct()).everywhere("SELECT DISTINCT users.age FROM users");
        assertWritten(select(USERS.age)
                        .hint(Hint.prefix("/* one */"), Hint.prefix("/* two */"))
                        .distinct())
                .everywhere("SELECT /* one */ /* two */ DISTINCT users.age FROM users");
        assertWritten(select(USERS.id).distinctOn(USERS.age))
                .postgresAndH2("SELECT DISTINCT ON (users.age) users.id FROM users")
                .refused("DISTINCT ON needs the feature DISTINCT_ON", MYSQL, MARIADB);
    }

    @Test
    void partsOfSqlAndColumnsWithoutATableStandAsTheyAre() {
        assertWritten(select(column("name", TEXT), literalSql("1 + 1", INTEGER).as("two"))
                        .from(USERS))
                .everywhere("SELECT name, 1 + 1 AS two FROM users");
    }

    // ---- where

    @Test
    @Tag("SQ14")
    void aConditionThatIsAlwaysTrueIsNoCondition() {
        assertWritten(select(USERS.id).where(trueValue())).everywhere("SELECT users.id FROM users");
        assertWritten(select(USERS.id).where(trueValue(), USERS.age.eq(1)))
                .everywhere("SELECT users.id FROM users WHERE users.age = ?", 1);
        assertWritten(select(USERS.id).where(USERS.age.eq(1)).where(falseValue()))
                .everywhere("SELECT users.id FROM users WHERE false");
    }

    @Test
    void conditionsOfSeveralCallsAllHaveToHold() {
        assertWritten(select(USERS.id)
                        .where(USERS.age.eq(1).or(USERS.age.eq(2)))
                        .where(USERS.name.eq("x")))
                .everywhere(
                        "SELECT users.id FROM users WHERE (users.age = ? OR users.age = ?) AND users.name = ?",
                        1,
                        2,
                        "x");
    }

    @Test
    void aTableOfAConditionStandsInFrom() {
        assertWritten(select(USERS.id).where(USERS.id.eq(ORDERS.userId)))
                .everywhere("SELECT users.id FROM users, orders WHERE users.id = orders.user_id");
    }

    @Test
    void textIsSetInParenthesesOnlyWhereItNeedsThem() {
        assertWritten(select(USERS.id).where(text("age > 1 or age < 0")))
                .everywhere("SELECT users.id FROM users WHERE age > 1 or age < 0");
        assertWritten(select(USERS.id).where(text("age > 1 or age < 0"), text("name = 'x'")))
                .everywhere("SELECT users.id FROM users WHERE (age > 1 or age < 0) AND name = 'x'");
    }

    @Test
    void textBringsItsParameters() {
        assertWritten(select(USERS.id).where(text("age > :least"), USERS.name.eq("x")), Map.of("least", 18))
                .everywhere("SELECT users.id FROM users WHERE age > ? AND users.name = ?", 18, "x");
        assertWritten(select(USERS.id).where(text("age > :least").bind("least", 7)))
                .everywhere("SELECT users.id FROM users WHERE age > ?", 7);
    }

    // ---- grouping

    @Test
    void groupsAndTheirConditionsStandBehindWhere() {
        assertWritten(select(USERS.age, count())
                        .where(USERS.active)
                        .groupBy(USERS.age)
                        .having(count().gt(2L))
                        .having(max(USERS.id).lt(9L)))
                .postgresAndH2(
                        "SELECT users.age, count(*) AS count_1 FROM users WHERE users.active GROUP BY users.age"
                                + " HAVING count(*) > ? AND max(users.id) < ?",
                        2L,
                        9L)
                .mysqls(
                        "SELECT users.age, count(*) AS count_1 FROM users WHERE users.active = 1 GROUP BY users.age"
                                + " HAVING count(*) > ? AND max(users.id) < ?",
                        2L,
                        9L);
    }

    // ---- order

    @Test
    @Tag("SQ52")
    void nullsComeFirstOrLast() {
        assertWritten(select(USERS.id)
                        .orderBy(USERS.age.desc().nullsFirst(), USERS.name.asc().nullsLast(), USERS.id))
                .postgresAndH2("SELECT users.id FROM users ORDER BY users.age DESC NULLS FIRST,"
                        + " users.name ASC NULLS LAST, users.id")
                .mysqls("SELECT users.id FROM users ORDER BY users.age IS NULL DESC, users.age DESC,"
                        + " users.name IS NULL, users.name ASC, users.id");
    }

    @Test
    @Tag("SQ53")
    void aLabelStandsInOrderByAndNowhereElse() {
        Labeled<String> small = lower(USERS.name).as("small");
        assertWritten(select(small).orderBy(small.desc()))
                .everywhere("SELECT lower(users.name) AS small FROM users ORDER BY small DESC");
        assertWritten(select(small).orderBy(lower(small)))
                .everywhere("SELECT lower(users.name) AS small FROM users ORDER BY lower(lower(users.name))");
        assertWritten(select(small, count()).groupBy(small))
                .everywhere(
                        "SELECT lower(users.name) AS small, count(*) AS count_1 FROM users GROUP BY lower(users.name)");
        assertWritten(select(USERS.id).orderBy(small))
                .everywhere("SELECT users.id FROM users ORDER BY lower(users.name)");
    }

    @Test
    void aLabelThatIsTakenIsOrderedByUnderTheNameThatItGot() {
        Labeled<String> name = lower(USERS.name).as("name");
        assertWritten(select(USERS.name, name).orderBy(name))
                .everywhere("SELECT users.name, lower(users.name) AS name_1 FROM users ORDER BY name_1");
    }

    @Test
    void anEmptyOrderTakesTheOrderAway() {
        assertWritten(select(USERS.id).orderBy(USERS.age).orderBy(USERS.name))
                .everywhere("SELECT users.id FROM users ORDER BY users.age, users.name");
        assertWritten(select(USERS.id).orderBy(USERS.age).orderBy()).everywhere("SELECT users.id FROM users");
    }

    // ---- limits

    @Test
    @Tag("SQ01")
    @Tag("DI02")
    void limitAndOffset() {
        assertWritten(select(USERS.id).limit(5).offset(10))
                .postgresAndH2("SELECT users.id FROM users LIMIT ? OFFSET ?", 5L, 10L)
                .mysqls("SELECT users.id FROM users LIMIT ?, ?", 10L, 5L);
        assertWritten(select(USERS.id).offset(10))
                .postgresAndH2("SELECT users.id FROM users OFFSET ?", 10L)
                .mysqls("SELECT users.id FROM users LIMIT ?, 18446744073709551615", 10L);
        assertWritten(select(USERS.id).limit(0).offset(0))
                .postgresAndH2("SELECT users.id FROM users LIMIT ? OFFSET ?", 0L, 0L)
                .mysqls("SELECT users.id FROM users LIMIT ?, ?", 0L, 0L);
        assertWritten(select(USERS.id).limit(3)).everywhere("SELECT users.id FROM users LIMIT ?", 3L);
    }

    @Test
    void aLimitMayBeAParameter() {
        assertWritten(select(USERS.id).limit(bind("n", BIG_INTEGER)), Map.of("n", 4L))
                .everywhere("SELECT users.id FROM users LIMIT ?", 4L);
    }

    @Test
    @Tag("SQ02")
    void aNegativeLimitIsRefused() {
        assertThatThrownBy(() -> select(USERS.id).limit(-1))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("The limit is -1");
        assertThatThrownBy(() -> select(USERS.id).offset(-1)).isInstanceOf(ArgumentException.class);
    }

    @Test
    @Tag("SQ04")
    void theLastOfLimitAndFetchCounts() {
        assertWritten(select(USERS.id).limit(42).fetchWithTies(1).orderBy(USERS.age))
                .postgres("SELECT users.id FROM users ORDER BY users.age FETCH FIRST $1 ROWS WITH TIES", 1L)
                .mariaDb("SELECT users.id FROM users ORDER BY users.age FETCH FIRST ? ROWS WITH TIES", 1L)
                .h2("SELECT users.id FROM users ORDER BY users.age FETCH FIRST ? ROWS WITH TIES", 1L)
                .refused("WITH TIES", MYSQL);
        assertWritten(select(USERS.id).fetchWithTies(42).limit(1).offset(2))
                .postgresAndH2("SELECT users.id FROM users LIMIT ? OFFSET ?", 1L, 2L);
        assertWritten(select(USERS.id).orderBy(USERS.age).offset(2).fetchWithTies(3))
                .postgres(
                        "SELECT users.id FROM users ORDER BY users.age OFFSET $1 ROWS FETCH FIRST $2 ROWS WITH TIES",
                        2L,
                        3L)
                .mariaDb(
                        "SELECT users.id FROM users ORDER BY users.age OFFSET ? ROWS FETCH FIRST ? ROWS WITH TIES",
                        2L,
                        3L)
                .h2("SELECT users.id FROM users ORDER BY users.age OFFSET ? ROWS FETCH FIRST ? ROWS WITH TIES", 2L, 3L);
    }

    @Test
    void whatIsMissingNamesTheFeatureAndTheDatabase() {
        assertWritten(select(USERS.id).from(USERS).join(JoinKind.FULL, ORDERS, and(trueValue())))
                .refused("A full outer join needs the feature FULL_JOIN, which h2 has not.", H2);
    }
}
