package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.ITEMS;
import static io.granary.dialect.render.Shop.NODES;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.dialect.render.Written.MYSQL;
import static io.granary.dialect.render.Written.POSTGRES;
import static io.granary.dialect.render.Written.assertWritten;
import static io.granary.sql.Functions.lower;
import static io.granary.sql.Functions.max;
import static io.granary.sql.Sql.bind;
import static io.granary.sql.Sql.defaultOf;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.literalSql;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.sql.Sql.update;
import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.TEXT;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.CompileException;
import io.granary.error.InvalidRequestException;
import io.granary.schema.Table;
import io.granary.sql.Insert;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class InsertSqlTest {

    @Test
    void setsColumnsInTheOrderOfTheCalls() {
        assertWritten(insert(USERS).set(USERS.name, "ed").set(USERS.age, 7))
                .everywhere("INSERT INTO users (name, age) VALUES (?, ?)", "ed", 7);
        assertWritten(insert(USERS).set(USERS.name, "ed").set(USERS.name, "jack"))
                .everywhere("INSERT INTO users (name) VALUES (?)", "jack");
        assertWritten(insert(USERS).set(USERS.name, (String) null))
                .everywhere("INSERT INTO users (name) VALUES (?)", (Object) null);
    }

    @Test
    void setsTheColumnsOfAMapInTheOrderOfTheTable() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("age", 7);
        values.put("name", "ed");
        assertWritten(insert(USERS).values(values)).everywhere("INSERT INTO users (name, age) VALUES (?, ?)", "ed", 7);
        assertWritten(insert(ITEMS).values(Map.of("amount", 1)))
                .postgres("INSERT INTO shop.items (\"Amount\") VALUES ($1)", 1)
                .mysqls("INSERT INTO shop.items (`Amount`) VALUES (?)", 1)
                .h2("INSERT INTO shop.items (\"Amount\") VALUES (?)", 1);
    }

    @Test
    void nothingSetIsAllDefaults() {
        assertWritten(insert(USERS))
                .postgresAndH2("INSERT INTO users DEFAULT VALUES")
                .mysqls("INSERT INTO users () VALUES ()");
    }

    @Test
    @Tag("IN01")
    void severalRows() {
        assertWritten(insert(NODES).values(List.of(Map.of("id", 7L, "flags", 1), Map.of("flags", 2, "id", 8L))))
                .everywhere("INSERT INTO nodes (id, flags) VALUES (?, ?), (?, ?)", 7L, 1, 8L, 2);
        assertThatThrownBy(() -> insert(NODES)
                        .values(List.of(Map.of("id", 7L, "flags", 1), Map.of("id", 8L)))
                        .toSql(POSTGRES))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Row 1");
    }

    @Test
    @Tag("IN25")
    void expressionsStandWhereverTheyAreAmongTheRows() {
        assertWritten(insert(NODES)
                        .values(List.of(
                                Map.of("id", 1L, "flags", literalSql("1 + 1", INTEGER)),
                                Map.of("id", select(max(NODES.id)), "flags", 3),
                                Map.of("id", 5L, "flags", defaultOf(NODES.flags)))))
                .everywhere(
                        "INSERT INTO nodes (id, flags) VALUES (?, (1 + 1)),"
                                + " ((SELECT max(nodes.id) AS max_1 FROM nodes), ?), (?, DEFAULT)",
                        1L,
                        3,
                        5L);
    }

    @Test
    void rowsOfAQuery() {
        assertWritten(insert(NODES)
                        .fromSelect(
                                List.of(NODES.id, NODES.flags),
                                select(USERS.id, USERS.age).where(USERS.age.gt(1))))
                .everywhere(
                        "INSERT INTO nodes (id, flags) SELECT users.id, users.age FROM users WHERE users.age > ?", 1);
    }

    @Test
    @Tag("IN22")
    void unknownColumnsAreRefused() {
        assertThatThrownBy(() -> insert(USERS).values(Map.of("z", 5)))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("Unconsumed column names: z");
        assertThatThrownBy(() -> update(USERS).values(Map.of("z", 5)))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("Unconsumed column names: z");
        assertWritten(insert(USERS), Map.of("name", "x", "z", 5)).refused("Unconsumed column names: z");
        assertWritten(update(USERS), Map.of("name", "x", "z", 5)).refused("Unconsumed column names: z");
    }

    @Test
    @Tag("IN23")
    void valuesAndAQueryAreRefusedInEitherOrder() {
        Insert values = insert(USERS).set(USERS.name, "x");
        Insert query = insert(NODES).fromSelect(List.of(NODES.id), select(USERS.id));
        assertThatThrownBy(() -> values.fromSelect(List.of(USERS.id), select(USERS.id)))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> query.set(NODES.flags, 1)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> query.values(List.of(Map.of()))).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    @Tag("IN29")
    void oneRowAndAListOfRowsAreRefused() {
        assertThatThrownBy(() -> insert(USERS).set(USERS.name, "x").values(List.of(Map.of("name", "y"))))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> insert(USERS)
                        .values(List.of(Map.of("name", "y"), Map.of("name", "z")))
                        .set(USERS.name, "x"))
                .isInstanceOf(InvalidRequestException.class);
    }

    // ---- what the execution gives

    @Test
    @Tag("IN02")
    void theExecutionSaysWhichColumnsAreWritten() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("age", 7);
        given.put("name", "ed");
        assertWritten(insert(USERS), given).everywhere("INSERT INTO users (name, age) VALUES (?, ?)", "ed", 7);
        assertWritten(insert(USERS).set(USERS.active, true), given)
                .everywhere("INSERT INTO users (active, name, age) VALUES (?, ?, ?)", true, "ed", 7);
        assertWritten(insert(USERS).set(USERS.name, "x"), Map.of("name", "ed"))
                .everywhere("INSERT INTO users (name) VALUES (?)", "ed");
    }

    @Test
    void theExecutionGivesParametersToo() {
        assertWritten(insert(USERS).set(USERS.name, lower(bind("n", TEXT))), Map.of("n", "ED", "age", 7))
                .everywhere("INSERT INTO users (name, age) VALUES (lower(?), ?)", "ED", 7);
    }

    @Test
    @Tag("IN28")
    void aParameterMayNotBeCalledAsAColumnThatTheExecutionGives() {
        assertWritten(insert(USERS).set(USERS.name, lower(bind("age", TEXT))), Map.of("age", 7))
                .refused("'age' has the name of a column whose value the execution gives");
        assertWritten(update(USERS).where(USERS.id.eq(bind("id", BIG_INTEGER))), Map.of("id", 1L, "name", "x"))
                .refused("'id' has the name of a column");
        assertWritten(update(USERS).where(text("id = :id")), Map.of("id", 1L, "name", "x"))
                .refused("'id' has the name of a column");
        assertWritten(insert(USERS).set(USERS.name, lower(bind("name", TEXT))), Map.of("name", "X"))
                .everywhere("INSERT INTO users (name) VALUES (lower(?))", "X");
    }

    // ---- defaults of ours

    @Test
    void eachRowAsksForItsDefaultOnce() {
        AtomicInteger next = new AtomicInteger();
        Table table = Table.of("nodes", t -> {
            t.column("id", INTEGER, c -> c.primaryKey().defaultValue(next::incrementAndGet));
            t.column("flags", INTEGER, c -> c.defaultValue(9));
        });
        assertWritten(insert(table).values(List.of(Map.of("flags", 1), Map.of("flags", 2))))
                .postgres("INSERT INTO nodes (flags, id) VALUES ($1, $2), ($3, $4)", 1, 1, 2, 2)
                .mysql("INSERT INTO nodes (flags, id) VALUES (?, ?), (?, ?)", 1, 3, 2, 4);
        assertWritten(insert(table), Map.of("id", 5)).h2("INSERT INTO nodes (id, flags) VALUES (?, ?)", 5, 9);
        assertWritten(insert(table)).h2("INSERT INTO nodes (id, flags) VALUES (?, ?)", 5, 9);
    }

    // ---- RETURNING

    @Test
    void rowsGivenBack() {
        assertWritten(insert(USERS).set(USERS.name, "x").returning(USERS.id, lower(USERS.name)))
                .postgres("INSERT INTO users (name) VALUES ($1) RETURNING users.id, lower(users.name) AS lower_1", "x")
                .mariaDb("INSERT INTO users (name) VALUES (?) RETURNING users.id, lower(users.name) AS lower_1", "x")
                .h2(
                        "SELECT users.id, lower(users.name) AS lower_1 FROM FINAL TABLE"
                                + " (INSERT INTO users (name) VALUES (?)) AS users",
                        "x")
                .refused("RETURNING needs the feature INSERT_RETURNING", MYSQL);
        assertWritten(insert(ITEMS).set(ITEMS.id, 1L).returning(ITEMS.id, ITEMS.group))
                .postgres("INSERT INTO shop.items (id) VALUES ($1) RETURNING shop.items.id, shop.items.\"group\"", 1L)
                .h2(
                        "SELECT items.id, items.\"group\" FROM FINAL TABLE"
                                + " (INSERT INTO shop.items (id) VALUES (?)) AS items",
                        1L);
    }

    @Test
    void documentsAreToldWhatTheyAre() {
        assertWritten(insert(USERS).values(Map.of("profile", Map.of("a", 1))))
                .postgres("INSERT INTO users (profile) VALUES (CAST($1 AS JSONB))", "{\"a\":1}")
                .mysqls("INSERT INTO users (profile) VALUES (?)", "{\"a\":1}")
                .h2("INSERT INTO users (profile) VALUES (? FORMAT JSON)", "{\"a\":1}");
    }
}
