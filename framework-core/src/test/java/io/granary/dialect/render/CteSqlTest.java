package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.NODES;
import static io.granary.dialect.render.Shop.ORDERS;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.dialect.render.Written.H2;
import static io.granary.dialect.render.Written.MARIADB;
import static io.granary.dialect.render.Written.MYSQL;
import static io.granary.dialect.render.Written.POSTGRES;
import static io.granary.dialect.render.Written.assertWritten;
import static io.granary.sql.Functions.call;
import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.exists;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.literalSql;
import static io.granary.sql.Sql.not;
import static io.granary.sql.Sql.recursive;
import static io.granary.sql.Sql.recursiveDistinct;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.update;
import static io.granary.sql.Sql.value;
import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.INTEGER;

import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.sql.Cte;
import io.granary.sql.OnConflict;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CteSqlTest {

    @Test
    @Tag("SQ73")
    void eachIsDeclaredOnceBehindWhatItReads() {
        Cte adults = select(USERS.id).where(USERS.age.gt(17)).cte("adults");
        Cte buyers = select(adults.column(USERS.id))
                .where(adults.column(USERS.id).eq(ORDERS.userId))
                .cte("buyers");
        assertWritten(select(buyers.column(USERS.id), adults.column(USERS.id)).where(USERS.age.eq(1)))
                .everywhere(
                        "WITH adults AS (SELECT users.id FROM users WHERE users.age > ?),"
                                + " buyers AS (SELECT adults.id FROM adults, orders WHERE adults.id = orders.user_id)"
                                + " SELECT buyers.id, adults.id AS id_1 FROM buyers, adults, users WHERE users.age = ?",
                        17,
                        1);
    }

    @Test
    void oneThatIsReadDeepWithinStandsAtTheVeryFront() {
        Cte adults = select(USERS.id).where(USERS.age.gt(17)).cte("adults");
        assertWritten(select(ORDERS.id)
                        .where(ORDERS.total.gt(BigDecimal.ONE), ORDERS.userId.in(select(adults.column(USERS.id)))))
                .everywhere(
                        "WITH adults AS (SELECT users.id FROM users WHERE users.age > ?) SELECT orders.id FROM orders"
                                + " WHERE orders.total > ? AND orders.user_id IN (SELECT adults.id FROM adults)",
                        17,
                        BigDecimal.ONE);
    }

    @Test
    @Tag("SQ74")
    void twoOfOneNameAreOneOrRefused() {
        Cte one = select(USERS.id).where(USERS.age.gt(17)).cte("c");
        Cte same = select(USERS.id).where(USERS.age.gt(17)).cte("c");
        Cte other = select(USERS.id).where(USERS.age.gt(18)).cte("c");
        assertWritten(select(one.column(USERS.id))
                        .where(USERS.id.in(select(same.column(USERS.id)).correlate())))
                .everywhere(
                        "WITH c AS (SELECT users.id FROM users WHERE users.age > ?) SELECT c.id FROM c, users"
                                + " WHERE users.id IN (SELECT c.id FROM c)",
                        17);
        assertWritten(select(one.column(USERS.id)).where(USERS.id.in(select(other.column(USERS.id)))))
                .refused("Two common table expressions are called \"c\"", POSTGRES, MYSQL, MARIADB, H2);
    }

    @Test
    @Tag("SQ74")
    void oneThatReadsAnotherOfItsNameIsRefused() {
        Cte inner = select(USERS.id).cte("c");
        Cte outer = select(inner.column(USERS.id)).cte("c");
        assertWritten(select(outer.column(USERS.id)))
                .refused("Two common table expressions are called \"c\"", POSTGRES, MYSQL, MARIADB, H2);
    }

    @Test
    void oneThatReadsItself() {
        Cte tree = recursive(
                "tree",
                select(NODES.id, literalSql("1", INTEGER).as("depth")).where(NODES.parentId.isNull()),
                parents -> select(
                                NODES.id,
                                call("abs", INTEGER, parents.column("depth")).add(1))
                        .join(parents, NODES.parentId.eq(parents.column(NODES.id))));
        assertWritten(select(tree.column(NODES.id), tree.column("depth")))
                .everywhere(
                        "WITH RECURSIVE tree(id, depth) AS (SELECT nodes.id, 1 AS depth FROM nodes"
                                + " WHERE nodes.parent_id IS NULL UNION ALL SELECT nodes.id, abs(tree.depth) + ? AS anon_1"
                                + " FROM nodes JOIN tree ON nodes.parent_id = tree.id) SELECT tree.id, tree.depth FROM tree",
                        1);
        Cte set = recursiveDistinct("s", select(NODES.id), itself -> select(itself.column(NODES.id)));
        assertWritten(select(set.column(NODES.id)))
                .everywhere("WITH RECURSIVE s(id) AS (SELECT nodes.id FROM nodes UNION SELECT s.id FROM s)"
                        + " SELECT s.id FROM s");
    }

    @Test
    void besideOneThatReadsItselfH2WantsColumnsNamed() {
        Cte ids = recursive("ids", select(NODES.id), itself -> select(itself.column(NODES.id)));
        Cte adults = select(USERS.id).where(USERS.age.gt(17)).cte("adults");
        var query = select(ids.column(NODES.id))
                .join(adults, adults.column(USERS.id).eq(ids.column(NODES.id)));
        String recursive = "WITH RECURSIVE ids(id) AS (SELECT nodes.id FROM nodes UNION ALL SELECT ids.id FROM ids), ";
        String rest = " AS (SELECT users.id FROM users WHERE users.age > ?)"
                + " SELECT ids.id FROM ids JOIN adults ON adults.id = ids.id";
        assertWritten(query)
                .postgres(recursive + "adults" + rest.replace("?", "$1"), 17)
                .mysqls(recursive + "adults" + rest, 17)
                .h2(recursive + "adults(id)" + rest, 17);
    }

    @Test
    void aColumnOfAnotherNameInJavaKeepsIt() {
        Table parts = Table.of("parts", table -> table.column("part_no", INTEGER, column -> column.key("number")));
        Column<Integer> number = parts.column("number", Integer.class);
        Cte few = select(number).cte("few");
        assertWritten(select(few.column(number)))
                .postgres("WITH few AS (SELECT parts.part_no FROM parts) SELECT few.part_no FROM few");
        assertWritten(select(few.materialized().column(number)))
                .mysqls("WITH few AS (SELECT parts.part_no FROM parts) SELECT few.part_no FROM few");
    }

    @Test
    void howItIsKeptIsSaidWhereThatCanBeSaid() {
        Cte ids = select(USERS.id).cte("ids");
        assertWritten(select(ids.materialized().column(USERS.id)))
                .postgres("WITH ids AS MATERIALIZED (SELECT users.id FROM users) SELECT ids.id FROM ids")
                .mysqls("WITH ids AS (SELECT users.id FROM users) SELECT ids.id FROM ids")
                .h2("WITH ids AS (SELECT users.id FROM users) SELECT ids.id FROM ids");
        assertWritten(select(ids.notMaterialized().column(USERS.id)))
                .postgres("WITH ids AS NOT MATERIALIZED (SELECT users.id FROM users) SELECT ids.id FROM ids");
    }

    @Test
    @Tag("SQ76")
    void oneThatIsAttachedIsWrittenOnceWhetherItIsReadOrNot() {
        Cte changed = update(USERS).set(USERS.active, false).returning(USERS.id).cte("changed");
        assertWritten(select(ORDERS.id).with(changed))
                .postgres(
                        "WITH changed AS (UPDATE users SET active = $1 RETURNING users.id) SELECT orders.id FROM orders",
                        false)
                .refused("CHANGES_IN_WITH", MYSQL, MARIADB, H2);
        assertWritten(select(changed.column(USERS.id)).with(changed))
                .postgres(
                        "WITH changed AS (UPDATE users SET active = $1 RETURNING users.id) SELECT changed.id FROM changed",
                        false);
    }

    @Test
    @Tag("SQ77")
    void aChangeFeedsAnInsert() {
        Cte changed = update(USERS)
                .set(USERS.age, 1)
                .where(USERS.id.eq(7L))
                .returning(USERS.id)
                .cte("changed");
        assertWritten(insert(USERS)
                        .fromSelect(
                                List.of(USERS.id, USERS.name),
                                select(literalSql("7", BIG_INTEGER), value("x"))
                                        .where(not(exists(select(changed.column(USERS.id)))))))
                .postgres(
                        "WITH changed AS (UPDATE users SET age = $1 WHERE users.id = $2 RETURNING users.id)"
                                + " INSERT INTO users (id, name) SELECT 7 AS anon_1, $3 AS anon_2"
                                + " WHERE NOT (EXISTS (SELECT changed.id FROM changed))",
                        1,
                        7L,
                        "x");
    }

    @Test
    void beforeAnInsertItStandsWhereTheDatabaseTakesIt() {
        Cte adults = select(USERS.id).where(USERS.age.gt(17)).cte("adults");
        assertWritten(insert(NODES).fromSelect(List.of(NODES.id), select(adults.column(USERS.id))))
                .postgres(
                        "WITH adults AS (SELECT users.id FROM users WHERE users.age > $1)"
                                + " INSERT INTO nodes (id) SELECT adults.id FROM adults",
                        17)
                .mysqls(
                        "INSERT INTO nodes (id) WITH adults AS (SELECT users.id FROM users WHERE users.age > ?)"
                                + " SELECT adults.id FROM adults",
                        17)
                .h2(
                        "INSERT INTO nodes (id) WITH adults AS (SELECT users.id FROM users WHERE users.age > ?)"
                                + " SELECT adults.id FROM adults",
                        17);
    }

    @Test
    void beforeAnUpsertToo() {
        Cte adults = select(USERS.id).where(USERS.age.gt(17)).cte("adults");
        assertWritten(insert(NODES)
                        .fromSelect(List.of(NODES.id), select(adults.column(USERS.id)))
                        .onConflict(OnConflict.on(NODES.id).doNothing()))
                .postgres(
                        "WITH adults AS (SELECT users.id FROM users WHERE users.age > $1)"
                                + " INSERT INTO nodes (id) SELECT adults.id FROM adults ON CONFLICT (id) DO NOTHING",
                        17)
                .h2(
                        "MERGE INTO nodes USING (WITH adults AS (SELECT users.id FROM users WHERE users.age > ?)"
                                + " SELECT adults.id FROM adults) AS excluded (id) ON nodes.id = excluded.id"
                                + " WHEN NOT MATCHED THEN INSERT (id) VALUES (excluded.id)",
                        17);
    }

    @Test
    void beforeAnUpdateOrADelete() {
        Cte adults = select(USERS.id).where(USERS.age.gt(17)).cte("adults");
        assertWritten(delete(ORDERS).where(ORDERS.userId.in(select(adults.column(USERS.id)))))
                .postgres(
                        "WITH adults AS (SELECT users.id FROM users WHERE users.age > $1)"
                                + " DELETE FROM orders WHERE orders.user_id IN (SELECT adults.id FROM adults)",
                        17)
                .mysql(
                        "WITH adults AS (SELECT users.id FROM users WHERE users.age > ?)"
                                + " DELETE FROM orders WHERE orders.user_id IN (SELECT adults.id FROM adults)",
                        17)
                .refused("WITH_BEFORE_DML", MARIADB, H2);
    }
}
