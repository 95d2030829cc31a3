package io.granary.dialect.render;

import static io.granary.dialect.render.Shapes.assertAllDifferent;
import static io.granary.dialect.render.Shapes.key;
import static io.granary.dialect.render.Shop.NODES;
import static io.granary.dialect.render.Shop.ORDERS;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.sql.Functions.call;
import static io.granary.sql.Functions.lower;
import static io.granary.sql.Sql.column;
import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.tableOf;
import static io.granary.sql.Sql.trueValue;
import static io.granary.sql.Sql.update;
import static io.granary.type.Types.INTEGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.schema.CreateIndex;
import io.granary.schema.CreateTable;
import io.granary.schema.DropIndex;
import io.granary.schema.DropTable;
import io.granary.schema.Index;
import io.granary.schema.Truncate;
import io.granary.sql.Cte;
import io.granary.sql.Delete;
import io.granary.sql.Hint;
import io.granary.sql.Insert;
import io.granary.sql.JoinKind;
import io.granary.sql.LockClause;
import io.granary.sql.OnConflict;
import io.granary.sql.Query;
import io.granary.sql.Select;
import io.granary.sql.TableAlias;
import io.granary.sql.Update;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Statements that are written otherwise never share a shape. */
class StatementShapeTest {

    private static final TableAlias U = USERS.as("u");

    @Test
    void selects() {
        Select<Long> plain = select(USERS.id);
        assertAllDifferent(
                plain,
                plain.select(USERS.age),
                plain.distinct(),
                plain.distinctOn(USERS.id),
                plain.hint(Hint.prefix("a")),
                plain.hint(Hint.prefix("a"), Hint.prefix("b")),
                plain.from(ORDERS),
                plain.from(ORDERS, NODES),
                plain.from(U),
                plain.from(ORDERS.join(NODES)),
                plain.from(ORDERS.leftJoin(NODES)),
                plain.join(ORDERS),
                plain.leftJoin(ORDERS),
                plain.join(ORDERS, trueValue()),
                plain.joinFrom(USERS, JoinKind.INNER, ORDERS, null),
                plain.where(USERS.active),
                plain.having(USERS.active),
                plain.groupBy(USERS.age),
                plain.orderBy(USERS.age),
                plain.orderBy(USERS.age.asc()),
                plain.orderBy(USERS.age.desc()),
                plain.orderBy(USERS.age.desc().nullsFirst()),
                plain.limit(1),
                plain.offset(1),
                plain.limit(1).offset(1),
                plain.fetchWithTies(1),
                plain.forUpdate(),
                plain.forUpdate(LockClause.SHARE),
                plain.forUpdate(LockClause.UPDATE.noWait()),
                plain.forUpdate(LockClause.UPDATE.of(USERS)),
                plain.correlate(),
                plain.correlate(USERS),
                plain.with(select(ORDERS.id).cte("c")),
                plain.with(select(ORDERS.id).cte("d")),
                plain.with(select(ORDERS.id).cte("c").materialized()),
                plain.with(select(ORDERS.id).cte("c").notMaterialized()),
                plain.with(select(ORDERS.userId).cte("c")),
                plain.from(select(ORDERS.id).subquery("c")),
                plain.from(select(ORDERS.id).subquery()),
                plain.from(select(ORDERS.id).lateral("c")),
                plain.from(tableOf(call("f", INTEGER), "c", column("a", INTEGER))),
                plain.from(
                        tableOf(call("f", INTEGER), "c", column("a", INTEGER)).withOrdinality()));
    }

    @Test
    void compounds() {
        Query a = select(USERS.id);
        Query b = select(ORDERS.id);
        Query c = select(NODES.id);
        assertAllDifferent(
                a.union(b),
                a.unionAll(b),
                a.intersect(b),
                a.intersectAll(b),
                a.except(b),
                a.exceptAll(b),
                b.union(a),
                a.union(b, c),
                a.union(b).union(c),
                a.union(b.union(c)),
                a.union(b).orderBy(USERS.id),
                a.union(b).limit(1),
                a.union(b).offset(1));
    }

    @Test
    void statementsThatChangeRows() {
        Insert insert = insert(USERS).set(USERS.name, "x");
        Update update = update(USERS).set(USERS.name, "x");
        Delete delete = delete(USERS);
        Cte cte = select(ORDERS.id).cte("c");
        assertAllDifferent(
                insert(USERS),
                insert(ORDERS),
                insert,
                insert.set(USERS.age, 1),
                insert.set(USERS.name, lower(USERS.name)),
                insert(USERS).values(List.of(Map.of("name", "x"), Map.of("name", "y"))),
                insert(USERS).fromSelect(List.of(USERS.id), select(ORDERS.id)),
                insert(USERS).fromSelect(List.of(USERS.age), select(ORDERS.id)),
                insert(USERS).fromSelect(List.of(USERS.id), select(ORDERS.userId)),
                insert.returning(USERS.id),
                insert.with(cte),
                insert.onConflict(OnConflict.on(USERS.id).doNothing()),
                insert.onConflict(OnConflict.on(USERS.name).doNothing()),
                insert.onConflict(
                        OnConflict.on(USERS.id).indexWhere(USERS.age.gt(1)).doNothing()),
                insert.onConflict(
                        OnConflict.on(USERS.id).indexWhere(USERS.age.gt(2)).doNothing()),
                insert.onConflict(OnConflict.on(USERS.id)
                        .indexWhere(USERS.age.gt(1))
                        .indexWhere(USERS.age.gt(2))
                        .doNothing()),
                insert.onConflict(OnConflict.onConstraint("k").doNothing()),
                insert.onConflict(OnConflict.on(USERS.id).setExcluded(USERS.age)),
                insert.onConflict(OnConflict.on(USERS.id).setExcluded(USERS.age).where(USERS.active)),
                update,
                update.set(USERS.age, 1),
                update.where(USERS.active),
                update.from(ORDERS),
                update.returning(USERS.id),
                update.with(cte),
                update(ORDERS).set(ORDERS.status, "x"),
                delete,
                delete(ORDERS),
                delete.where(USERS.active),
                delete.using(ORDERS),
                delete.returning(USERS.id),
                delete.with(cte));
        assertThat(key(insert, "age")).isNotEqualTo(key(insert)).isNotEqualTo(key(insert, "active"));
        assertThat(ShapeKey.of(insert, List.of(), Execution.ONE_SET))
                .isNotEqualTo(key(insert))
                .isNotEqualTo(ShapeKey.of(insert, List.of(), Execution.SEVERAL_SETS));
        assertThat(key(update, "age")).isNotEqualTo(key(update));
        assertThat(key(delete, "age")).isEqualTo(key(delete));
    }

    @Test
    void dataDefinition() {
        Index index = new Index("i", USERS, List.of(USERS.id), false, null);
        assertAllDifferent(
                new CreateTable(USERS, false, List.of()),
                new CreateTable(USERS, true, List.of()),
                new CreateTable(ORDERS, false, List.of()),
                new CreateTable(ORDERS, false, ORDERS.foreignKeys()),
                new DropTable(USERS, false),
                new DropTable(USERS, true),
                new CreateIndex(index, false),
                new CreateIndex(index.asUnique(), false),
                new CreateIndex(index.where(USERS.age.eq(1)), false),
                new CreateIndex(index.where(USERS.age.eq(2)), false),
                new DropIndex(index, false),
                new Truncate(USERS, false));
    }
}
