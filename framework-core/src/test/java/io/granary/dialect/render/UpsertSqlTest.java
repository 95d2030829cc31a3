package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.ITEMS;
import static io.granary.dialect.render.Shop.NODES;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.dialect.render.Written.H2;
import static io.granary.dialect.render.Written.MARIADB;
import static io.granary.dialect.render.Written.MYSQL;
import static io.granary.dialect.render.Written.POSTGRES;
import static io.granary.dialect.render.Written.assertWritten;
import static io.granary.sql.Sql.bind;
import static io.granary.sql.Sql.excluded;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.type.Types.INTEGER;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.schema.Table;
import io.granary.sql.Insert;
import io.granary.sql.OnConflict;
import io.granary.sql.Params;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UpsertSqlTest {

    private static final Insert ROW = insert(NODES).set(NODES.id, 1L).set(NODES.flags, 2);

    @Test
    @Tag("DI41")
    void changesTheRowThatIsThere() {
        assertWritten(ROW.onConflict(OnConflict.on(NODES.id).setExcluded(NODES.flags)))
                .postgres(
                        "INSERT INTO nodes (id, flags) VALUES ($1, $2)"
                                + " ON CONFLICT (id) DO UPDATE SET flags = excluded.flags",
                        1L,
                        2)
                .mysql(
                        "INSERT INTO nodes (id, flags) VALUES (?, ?) AS new ON DUPLICATE KEY UPDATE flags = new.flags",
                        1L,
                        2)
                .mariaDb(
                        "INSERT INTO nodes (id, flags) VALUES (?, ?) ON DUPLICATE KEY UPDATE flags = VALUES(flags)",
                        1L,
                        2)
                .h2(
                        "MERGE INTO nodes USING (VALUES (CAST(? AS BIGINT), CAST(? AS INTEGER))) AS excluded (id, flags)"
                                + " ON nodes.id = excluded.id WHEN MATCHED THEN UPDATE SET flags = excluded.flags"
                                + " WHEN NOT MATCHED THEN INSERT (id, flags) VALUES (excluded.id, excluded.flags)",
                        1L,
                        2);
    }

    @Test
    @Tag("DI41")
    void aTableCalledNewIsNotTheNewRow() {
        Table table = Table.of("new", t -> {
            t.column("id", INTEGER, c -> c.primaryKey());
            t.column("n", INTEGER);
        });
        assertWritten(insert(table).values(Map.of("id", 1, "n", 2)).upsert(table.column("id")))
                .mysql("INSERT INTO new (id, n) VALUES (?, ?) AS new_1 ON DUPLICATE KEY UPDATE n = new_1.n", 1, 2);
    }

    @Test
    void leavesTheRowThatIsThere() {
        assertWritten(ROW.onConflict(OnConflict.on(NODES.id).doNothing()))
                .postgres("INSERT INTO nodes (id, flags) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING", 1L, 2)
                .mysqls("INSERT INTO nodes (id, flags) VALUES (?, ?) ON DUPLICATE KEY UPDATE id = nodes.id", 1L, 2)
                .h2(
                        "MERGE INTO nodes USING (VALUES (CAST(? AS BIGINT), CAST(? AS INTEGER))) AS excluded (id, flags)"
                                + " ON nodes.id = excluded.id"
                                + " WHEN NOT MATCHED THEN INSERT (id, flags) VALUES (excluded.id, excluded.flags)",
                        1L,
                        2);
        assertWritten(ROW.onConflict(OnConflict.on().doNothing()))
                .postgres("INSERT INTO nodes (id, flags) VALUES ($1, $2) ON CONFLICT DO NOTHING", 1L, 2);
    }

    @Test
    @Tag("DI29")
    void allColumnsThatAreSetButTheKey() {
        assertWritten(insert(ITEMS)
                        .values(Map.of("id", 1L, "group", "g", "amount", 3))
                        .upsert(ITEMS.id))
                .postgres(
                        "INSERT INTO shop.items (id, \"group\", \"Amount\") VALUES ($1, $2, $3) ON CONFLICT (id)"
                                + " DO UPDATE SET \"group\" = excluded.\"group\", \"Amount\" = excluded.\"Amount\"",
                        1L,
                        "g",
                        3)
                .mysql(
                        "INSERT INTO shop.items (id, `group`, `Amount`) VALUES (?, ?, ?) AS new"
                                + " ON DUPLICATE KEY UPDATE `group` = new.`group`, `Amount` = new.`Amount`",
                        1L,
                        "g",
                        3);
        assertThatThrownBy(() -> insert(ITEMS).upsert(ITEMS.id).toSql(POSTGRES))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("needs to know its columns");
    }

    @Test
    void allColumnsThatTheExecutionGivesButTheKey() {
        assertWritten(insert(NODES).set(NODES.parentId, 7L).upsert(NODES.id), Params.of("flags", 2, "id", 1L))
                .postgres(
                        "INSERT INTO nodes (parent_id, id, flags) VALUES ($1, $2, $3)"
                                + " ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id, flags = excluded.flags",
                        7L,
                        1L,
                        2);
        assertWritten(insert(NODES).upsert(NODES.id), Params.of("id", 1L, "flags", 2))
                .mysql(
                        "INSERT INTO nodes (id, flags) VALUES (?, ?) AS new ON DUPLICATE KEY UPDATE flags = new.flags",
                        1L,
                        2)
                .h2(
                        "MERGE INTO nodes USING (VALUES (CAST(? AS BIGINT), CAST(? AS INTEGER))) AS excluded (id, flags)"
                                + " ON nodes.id = excluded.id WHEN MATCHED THEN UPDATE SET flags = excluded.flags"
                                + " WHEN NOT MATCHED THEN INSERT (id, flags) VALUES (excluded.id, excluded.flags)",
                        1L,
                        2);
    }

    @Test
    void whatIsSetByNameIsSetSo() {
        assertWritten(
                        insert(NODES)
                                .onConflict(OnConflict.on(NODES.id)
                                        .set(NODES.flags, NODES.flags.add(1))
                                        .setGiven()),
                        Params.of("id", 1L, "flags", 2, "parent_id", 3L))
                .mariaDb(
                        "INSERT INTO nodes (id, parent_id, flags) VALUES (?, ?, ?) ON DUPLICATE KEY UPDATE"
                                + " flags = nodes.flags + ?, parent_id = VALUES(parent_id)",
                        1L,
                        3L,
                        2,
                        1);
    }

    @Test
    void aRowOfNothingButItsKeyIsLeft() {
        assertWritten(insert(NODES).upsert(NODES.id), Params.of("id", 1L))
                .postgres("INSERT INTO nodes (id) VALUES ($1) ON CONFLICT (id) DO NOTHING", 1L);
    }

    @Test
    @Tag("DI31")
    void someOfTheRowsThatAreThere() {
        assertWritten(ROW.onConflict(OnConflict.on(NODES.id)
                        .set(NODES.flags, NODES.flags.add(excluded(NODES.flags)))
                        .where(NODES.flags.ne(excluded(NODES.flags)))))
                .postgres(
                        "INSERT INTO nodes (id, flags) VALUES ($1, $2) ON CONFLICT (id)"
                                + " DO UPDATE SET flags = nodes.flags + excluded.flags"
                                + " WHERE nodes.flags != excluded.flags",
                        1L,
                        2)
                .h2(
                        "MERGE INTO nodes USING (VALUES (CAST(? AS BIGINT), CAST(? AS INTEGER))) AS excluded (id, flags)"
                                + " ON nodes.id = excluded.id WHEN MATCHED AND nodes.flags != excluded.flags"
                                + " THEN UPDATE SET flags = nodes.flags + excluded.flags"
                                + " WHEN NOT MATCHED THEN INSERT (id, flags) VALUES (excluded.id, excluded.flags)",
                        1L,
                        2)
                .refused("CONFLICT_CONDITION", MYSQL, MARIADB);
    }

    @Test
    @Tag("DI31")
    void theRowsOfAnIndexAreNoConditionOfTheRowsThatAreChanged() {
        OnConflict partly = OnConflict.on(NODES.id).indexWhere(NODES.flags.gt(0));
        assertWritten(ROW.onConflict(partly.indexWhere(NODES.parentId.isNull())
                        .setExcluded(NODES.flags)
                        .where(NODES.flags.ne(excluded(NODES.flags)))
                        .where(NODES.flags.lt(9))))
                .postgres(
                        "INSERT INTO nodes (id, flags) VALUES ($1, $2) ON CONFLICT (id) WHERE flags > 0 AND parent_id IS NULL"
                                + " DO UPDATE SET flags = excluded.flags"
                                + " WHERE nodes.flags != excluded.flags AND nodes.flags < $3",
                        1L,
                        2,
                        9)
                .refused("PARTIAL_INDEXES", MYSQL, MARIADB, H2);
        assertWritten(ROW.onConflict(partly.doNothing()))
                .postgres(
                        "INSERT INTO nodes (id, flags) VALUES ($1, $2) ON CONFLICT (id) WHERE flags > 0 DO NOTHING",
                        1L,
                        2)
                .refused("h2", H2);
        assertThatThrownBy(() -> OnConflict.on().indexWhere(NODES.flags.gt(0))).isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> OnConflict.onConstraint("nodes_key").indexWhere(NODES.flags.gt(0)))
                .isInstanceOf(ArgumentException.class);
        assertWritten(ROW.onConflict(OnConflict.on(NODES.id)
                        .indexWhere(NODES.flags.gt(bind("least", INTEGER)))
                        .doNothing()))
                .refused("'least' stands where only constants may", POSTGRES);
    }

    @Test
    void aConstraintMayBeNamed() {
        assertWritten(ROW.onConflict(OnConflict.onConstraint("nodes_key").set(NODES.flags, 5)))
                .postgres(
                        "INSERT INTO nodes (id, flags) VALUES ($1, $2)"
                                + " ON CONFLICT ON CONSTRAINT nodes_key DO UPDATE SET flags = $3",
                        1L,
                        2,
                        5)
                .refused("CONFLICT_CONSTRAINT", MYSQL, MARIADB, H2);
    }

    @Test
    @Tag("DI28")
    void isSaidOnce() {
        Insert upsert = ROW.onConflict(OnConflict.on(NODES.id).doNothing());
        assertThatThrownBy(() -> upsert.onConflict(OnConflict.on(NODES.id).doNothing()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    @Tag("DI32")
    void aKeyAndAConstraintOrNeither() {
        assertThatThrownBy(() -> new OnConflict(List.of(NODES.id), List.of(), "nodes_key", List.of(), List.of(), false))
                .isInstanceOf(ArgumentException.class);
        assertWritten(ROW.onConflict(OnConflict.on().set(NODES.flags, 1))).refused("names no key", POSTGRES);
    }

    @Test
    @Tag("DI40")
    void theOrderOfWhatIsSetIsKept() {
        assertWritten(ROW.onConflict(OnConflict.on(NODES.id)
                        .set(NODES.parentId, 1L)
                        .set(NODES.flags, NODES.flags.add(1))
                        .set(NODES.id, excluded(NODES.id))))
                .mysql(
                        "INSERT INTO nodes (id, flags) VALUES (?, ?) AS new ON DUPLICATE KEY UPDATE"
                                + " parent_id = ?, flags = nodes.flags + ?, id = new.id",
                        1L,
                        2,
                        1L,
                        1);
    }

    @Test
    void rowsOfAQuery() {
        assertWritten(insert(NODES)
                        .fromSelect(
                                List.of(NODES.id, NODES.flags),
                                select(USERS.id, USERS.age).where(USERS.age.gt(1)))
                        .upsert(NODES.id))
                .postgres(
                        "INSERT INTO nodes (id, flags) SELECT users.id, users.age FROM users WHERE users.age > $1"
                                + " ON CONFLICT (id) DO UPDATE SET flags = excluded.flags",
                        1)
                .mysqls(
                        "INSERT INTO nodes (id, flags) SELECT users.id, users.age FROM users WHERE users.age > ?"
                                + " ON DUPLICATE KEY UPDATE flags = VALUES(flags)",
                        1)
                .h2(
                        "MERGE INTO nodes USING (SELECT users.id, users.age FROM users WHERE users.age > ?)"
                                + " AS excluded (id, flags) ON nodes.id = excluded.id"
                                + " WHEN MATCHED THEN UPDATE SET flags = excluded.flags"
                                + " WHEN NOT MATCHED THEN INSERT (id, flags) VALUES (excluded.id, excluded.flags)",
                        1);
    }

    @Test
    void severalRowsAndRowsGivenBack() {
        assertWritten(insert(NODES)
                        .values(List.of(Map.of("id", 1L, "flags", 1), Map.of("id", 2L, "flags", 2)))
                        .upsert(NODES.id)
                        .returning(NODES.id))
                .postgres(
                        "INSERT INTO nodes (id, flags) VALUES ($1, $2), ($3, $4)"
                                + " ON CONFLICT (id) DO UPDATE SET flags = excluded.flags RETURNING nodes.id",
                        1L,
                        1,
                        2L,
                        2)
                .mariaDb(
                        "INSERT INTO nodes (id, flags) VALUES (?, ?), (?, ?)"
                                + " ON DUPLICATE KEY UPDATE flags = VALUES(flags) RETURNING nodes.id",
                        1L,
                        1,
                        2L,
                        2)
                .h2(
                        "SELECT nodes.id FROM FINAL TABLE (MERGE INTO nodes USING (VALUES (CAST(? AS BIGINT),"
                                + " CAST(? AS INTEGER)), (CAST(? AS BIGINT), CAST(? AS INTEGER))) AS excluded (id, flags)"
                                + " ON nodes.id = excluded.id WHEN MATCHED THEN UPDATE SET flags = excluded.flags"
                                + " WHEN NOT MATCHED THEN INSERT (id, flags) VALUES (excluded.id, excluded.flags))"
                                + " AS nodes",
                        1L,
                        1,
                        2L,
                        2);
    }

    @Test
    void h2FindsTheRowByItsKeyOnly() {
        assertWritten(insert(NODES)
                        .set(NODES.flags, 1)
                        .onConflict(OnConflict.on(NODES.id).doNothing()))
                .refused("gives no value for id", H2);
    }
}
