package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.ORDERS;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.dialect.render.Written.MARIADB;
import static io.granary.dialect.render.Written.MYSQL;
import static io.granary.dialect.render.Written.assertWritten;
import static io.granary.sql.Functions.abs;
import static io.granary.sql.Functions.avg;
import static io.granary.sql.Functions.call;
import static io.granary.sql.Functions.charLength;
import static io.granary.sql.Functions.coalesce;
import static io.granary.sql.Functions.count;
import static io.granary.sql.Functions.currentDate;
import static io.granary.sql.Functions.floor;
import static io.granary.sql.Functions.min;
import static io.granary.sql.Functions.now;
import static io.granary.sql.Functions.nullif;
import static io.granary.sql.Functions.round;
import static io.granary.sql.Functions.substring;
import static io.granary.sql.Functions.sum;
import static io.granary.sql.Functions.trim;
import static io.granary.sql.Functions.upper;
import static io.granary.sql.Sql.array;
import static io.granary.sql.Sql.column;
import static io.granary.sql.Sql.extract;
import static io.granary.sql.Sql.literalSql;
import static io.granary.sql.Sql.nullOf;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.when;
import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.DOUBLE;
import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.JSON;
import static io.granary.type.Types.TEXT;
import static io.granary.type.Types.numeric;
import static io.granary.type.Types.string;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.sql.ColumnExpression;
import io.granary.sql.DatePart;
import io.granary.sql.Expression;
import io.granary.sql.Sql;
import io.granary.type.Types;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Functions, CASE, conversions, and what reaches into documents and arrays. */
class FunctionSqlTest {

    private static Written value(Expression<?> expression) {
        return assertWritten(select(expression.as("x")));
    }

    @Test
    void aggregates() {
        value(count(USERS.id).distinctly()).everywhere("SELECT count(DISTINCT users.id) AS x FROM users");
        value(sum(USERS.age)).everywhere("SELECT sum(users.age) AS x FROM users");
        value(avg(USERS.age)).everywhere("SELECT avg(users.age) AS x FROM users");
        value(min(USERS.name)).everywhere("SELECT min(users.name) AS x FROM users");
    }

    @Test
    void someRowsOfAnAggregate() {
        value(count().filter(USERS.age.gt(1)))
                .postgresAndH2("SELECT count(*) FILTER (WHERE users.age > ?) AS x FROM users", 1)
                .mysqls("SELECT count(CASE WHEN users.age > ? THEN 1 END) AS x FROM users", 1);
        value(sum(USERS.age).distinctly().filter(USERS.active))
                .postgresAndH2("SELECT sum(DISTINCT users.age) FILTER (WHERE users.active) AS x FROM users")
                .mysqls("SELECT sum(DISTINCT CASE WHEN users.active THEN users.age END) AS x FROM users");
        value(call("json_object_agg", JSON, USERS.name, USERS.age).filter(USERS.active))
                .postgres("SELECT json_object_agg(users.name, users.age) FILTER (WHERE users.active) AS x FROM users")
                .refused("json_object_agg of 2 arguments has a FILTER", MYSQL, MARIADB);
    }

    @Test
    void ordersWithinGroups() {
        value(call("percentile_cont", DOUBLE, literalSql("0.5", DOUBLE)).withinGroup(USERS.age.desc()))
                .postgresAndH2("SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY users.age DESC) AS x FROM users")
                .refused("WITHIN GROUP needs the feature WITHIN_GROUP", MYSQL, MARIADB);
    }

    @Test
    void functionsOfOneValue() {
        value(coalesce(USERS.name, "x")).everywhere("SELECT coalesce(users.name, ?) AS x FROM users", "x");
        value(coalesce(USERS.age, USERS.age)).everywhere("SELECT coalesce(users.age, users.age) AS x FROM users");
        value(nullif(USERS.age, USERS.age)).everywhere("SELECT nullif(users.age, users.age) AS x FROM users");
        value(upper(trim(USERS.name))).everywhere("SELECT upper(trim(users.name)) AS x FROM users");
        value(charLength(USERS.name)).everywhere("SELECT char_length(users.name) AS x FROM users");
        value(substring(USERS.name, 1, 2)).everywhere("SELECT substring(users.name, ?, ?) AS x FROM users", 1, 2);
        value(abs(USERS.age)).everywhere("SELECT abs(users.age) AS x FROM users");
        value(round(ORDERS.total, 1)).everywhere("SELECT round(orders.total, ?) AS x FROM orders", 1);
        value(floor(ORDERS.total)).everywhere("SELECT floor(orders.total) AS x FROM orders");
    }

    @Test
    void functionsOfTheUsers() {
        value(call("my_function", TEXT, USERS.name, Sql.value(1)))
                .postgres("SELECT my_function(users.name, $1) AS x FROM users", 1);
        value(call("shop.Mine", TEXT)).postgres("SELECT shop.Mine() AS x");
        value(call("od d", TEXT)).postgres("SELECT \"od d\"() AS x");
    }

    @Test
    void theTime() {
        value(now()).postgresAndH2("SELECT CURRENT_TIMESTAMP AS x").mysqls("SELECT CURRENT_TIMESTAMP(6) AS x");
        value(currentDate()).everywhere("SELECT CURRENT_DATE AS x");
        value(extract(DatePart.YEAR, now()))
                .postgresAndH2("SELECT EXTRACT(YEAR FROM CURRENT_TIMESTAMP) AS x")
                .mysqls("SELECT EXTRACT(YEAR FROM CURRENT_TIMESTAMP(6)) AS x");
    }

    // ---- CASE

    @Test
    void choices() {
        value(when(USERS.age.lt(18), "child").when(USERS.age.lt(60), USERS.name).otherwise("old"))
                .everywhere(
                        "SELECT CASE WHEN users.age < ? THEN ? WHEN users.age < ? THEN users.name ELSE ? END AS x FROM users",
                        18,
                        "child",
                        60,
                        "old");
        value(when(USERS.active, USERS.age).end())
                .everywhere("SELECT CASE WHEN users.active THEN users.age END AS x FROM users");
        value(when(USERS.active, USERS.age).otherwise(0).add(1))
                .everywhere("SELECT CASE WHEN users.active THEN users.age ELSE ? END + ? AS x FROM users", 0, 1);
    }

    @Test
    void values() {
        value(Sql.value("x")).everywhereButH2("SELECT ? AS x", "x").h2("SELECT CAST(? AS VARCHAR) AS x", "x");
        value(Sql.value(BigDecimal.ONE)).everywhere("SELECT ? AS x", BigDecimal.ONE);
        value(when(USERS.active, "a").otherwise("b"))
                .everywhere("SELECT CASE WHEN users.active THEN ? ELSE ? END AS x FROM users", "a", "b");
        value(nullOf(TEXT)).everywhere("SELECT NULL AS x");
    }

    // ---- conversions

    @Test
    @Tag("SQ47")
    void conversions() {
        value(USERS.age.cast(TEXT))
                .postgres("SELECT CAST(users.age AS TEXT) AS x FROM users")
                .mysqls("SELECT CAST(users.age AS CHAR) AS x FROM users")
                .h2("SELECT CAST(users.age AS VARCHAR) AS x FROM users");
        value(USERS.age.cast(string(20)))
                .postgresAndH2("SELECT CAST(users.age AS VARCHAR(20)) AS x FROM users")
                .mysqls("SELECT CAST(users.age AS CHAR(20)) AS x FROM users");
        value(USERS.age.cast(numeric(10, 2)))
                .postgresAndH2("SELECT CAST(users.age AS NUMERIC(10, 2)) AS x FROM users")
                .mysqls("SELECT CAST(users.age AS DECIMAL(10, 2)) AS x FROM users");
        value(USERS.age.cast(BIG_INTEGER))
                .postgresAndH2("SELECT CAST(users.age AS BIGINT) AS x FROM users")
                .mysqls("SELECT CAST(users.age AS SIGNED) AS x FROM users");
        value(USERS.age.coerce(TEXT)).everywhere("SELECT users.age AS x FROM users");
    }

    // ---- documents

    @Test
    @Tag("DI22")
    void partsOfDocuments() {
        value(USERS.profile.path("a", 0, "b"))
                .postgres("SELECT users.profile -> 'a' -> 0 -> 'b' AS x FROM users")
                .mysqls("SELECT json_extract(users.profile, '$.\"a\"[0].\"b\"') AS x FROM users")
                .h2("SELECT (users.profile).\"a\"[1].\"b\" AS x FROM users");
        value(USERS.profile.path("n").asInteger())
                .postgres("SELECT CAST(users.profile ->> 'n' AS BIGINT) AS x FROM users");
    }

    @Test
    @Tag("DI22")
    void partsOfDocumentsAsTexts() {
        value(USERS.profile.path("a").asText())
                .postgres("SELECT users.profile ->> 'a' AS x FROM users")
                .mysql(
                        "SELECT json_unquote(nullif(json_extract(users.profile, '$.\"a\"'), CAST('null' AS JSON))) AS x FROM users")
                .mariaDb(
                        "SELECT CASE json_type(json_extract(users.profile, '$.\"a\"')) WHEN 'STRING' THEN json_value(users.profile, '$.\"a\"')"
                                + " WHEN 'NULL' THEN NULL ELSE concat(json_extract(users.profile, '$.\"a\"')) END AS x FROM users")
                .h2("SELECT CASE WHEN CAST((users.profile).\"a\" AS VARCHAR) LIKE '\"%'"
                        + " THEN stringdecode(substring(CAST((users.profile).\"a\" AS VARCHAR)"
                        + " FROM 2 FOR char_length(CAST((users.profile).\"a\" AS VARCHAR)) - 2))"
                        + " ELSE nullif(CAST((users.profile).\"a\" AS VARCHAR), 'null') END AS x FROM users");
    }

    @Test
    void namesOfMembersAreQuoted() {
        value(USERS.profile.path("it's \"\\"))
                .postgres("SELECT users.profile -> 'it''s \"\\' AS x FROM users")
                .mysqls("SELECT json_extract(users.profile, '$.\"it''s \\\\\"\\\\\\\\\"') AS x FROM users");
        value(USERS.profile.path("\t\u001f"))
                .mysqls("SELECT json_extract(users.profile, '$.\"\\\\t\\\\u001F\"') AS x FROM users");
        assertThatThrownBy(() -> USERS.profile.path(-1)).isInstanceOf(ArgumentException.class);
    }

    @Test
    void aPartOfADocumentIsLooserThanCalculation() {
        assertWritten(select(USERS.id).where(USERS.profile.path("a").asText().eq("x")))
                .postgres("SELECT users.id FROM users WHERE users.profile ->> 'a' = $1", "x");
        value(USERS.name.concat(USERS.profile.path("a").asText()))
                .postgres("SELECT users.name || (users.profile ->> 'a') AS x FROM users");
        value(USERS.profile.path("a").path("b")).postgres("SELECT (users.profile -> 'a') -> 'b' AS x FROM users");
    }

    // ---- arrays

    @Test
    @Tag("DI23")
    void arrays() {
        ColumnExpression<List<Integer>> tags = column("tags", Types.array(INTEGER));
        value(tags.at(1, INTEGER)).postgres("SELECT tags[1] AS x").refused("ARRAYS", MYSQL, MARIADB);
        value(array(INTEGER, literalSql("1", INTEGER), literalSql("2", INTEGER)).at(2, INTEGER))
                .postgresAndH2("SELECT (ARRAY[1, 2])[2] AS x");
        value(call("string_to_array", Types.array(TEXT), USERS.name, literalSql("','", TEXT))
                        .at(1, TEXT))
                .postgres("SELECT (string_to_array(users.name, ','))[1] AS x FROM users");
    }
}
