package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.ITEMS;
import static io.granary.dialect.render.Shop.NODES;
import static io.granary.dialect.render.Shop.ORDERS;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.sql.Functions.call;
import static io.granary.sql.Functions.count;
import static io.granary.sql.Functions.lower;
import static io.granary.sql.Sql.all;
import static io.granary.sql.Sql.and;
import static io.granary.sql.Sql.any;
import static io.granary.sql.Sql.array;
import static io.granary.sql.Sql.bind;
import static io.granary.sql.Sql.column;
import static io.granary.sql.Sql.defaultOf;
import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.excluded;
import static io.granary.sql.Sql.exists;
import static io.granary.sql.Sql.extract;
import static io.granary.sql.Sql.falseValue;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.literalSql;
import static io.granary.sql.Sql.not;
import static io.granary.sql.Sql.nullOf;
import static io.granary.sql.Sql.or;
import static io.granary.sql.Sql.recursive;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.tableOf;
import static io.granary.sql.Sql.text;
import static io.granary.sql.Sql.trueValue;
import static io.granary.sql.Sql.tuple;
import static io.granary.sql.Sql.update;
import static io.granary.sql.Sql.values;
import static io.granary.sql.Sql.when;
import static io.granary.sql.Sql.window;
import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.TEXT;
import static io.granary.type.Types.string;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.schema.CreateIndex;
import io.granary.schema.CreateTable;
import io.granary.schema.DropIndex;
import io.granary.schema.DropTable;
import io.granary.schema.Index;
import io.granary.schema.Truncate;
import io.granary.sql.Bind;
import io.granary.sql.Cte;
import io.granary.sql.DatePart;
import io.granary.sql.Delete;
import io.granary.sql.Executable;
import io.granary.sql.Expression;
import io.granary.sql.Hint;
import io.granary.sql.Insert;
import io.granary.sql.JoinKind;
import io.granary.sql.LockClause;
import io.granary.sql.OnConflict;
import io.granary.sql.Query;
import io.granary.sql.Select;
import io.granary.sql.Sql;
import io.granary.sql.TableAlias;
import io.granary.sql.Update;
import io.granary.type.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements that are written alike share a shape, and others never do. */
class ShapeKeyTest {

    private static final TableAlias U = USERS.as("u");

    private static ShapeKey key(Executable statement, String... given) {
        return ShapeKey.of(statement, List.of(given), Execution.SHOWN);
    }

    private static void assertAllDifferent(Executable... statements) {
        for (int i = 0; i < statements.length; i++) {
            for (int j = i + 1; j < statements.length; j++) {
                assertThat(key(statements[i])).as("%s and %s", i, j).isNotEqualTo(key(statements[j]));
            }
        }
    }

    private static void assertDifferent(Expression<?>... expressions) {
        assertAllDifferent(Arrays.stream(expressions)
                .map(expression -> select(USERS.id, expression))
                .toArray(Executable[]::new));
    }

    // ---- alike

    static Stream<Supplier<Executable>> statements() {
        return Stream.of(
                () -> select(USERS.id, count())
                        .where(USERS.age.gt(1))
                        .groupBy(USERS.id)
                        .limit(3),
                () -> select(USERS.id)
                        .where(
                                USERS.age.in(1, 2),
                                USERS.name.like("x"),
                                text("a = :a").bind("a", 1)),
                () -> select(U.column(USERS.id)).join(ORDERS, trueValue()),
                () -> select(select(USERS.id).subquery("s").column("id")),
                () -> select(select(USERS.id).where(USERS.age.eq(1)).cte("c").column("id")),
                () -> select(recursive("r", select(NODES.id), r -> select(r.column("id")))
                        .column("id")),
                () -> select(USERS.id).union(select(ORDERS.id)).orderBy(USERS.id),
                () -> select(values("v", column("a", INTEGER)).row(1).row(2).column("a")),
                () -> insert(USERS).set(USERS.name, "x").upsert(USERS.id).returning(USERS.id),
                () -> update(USERS).set(USERS.name, "x").where(USERS.id.eq(1L)),
                () -> delete(USERS).where(USERS.id.eq(1L)),
                () -> new DropTable(USERS, true));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void madeTwiceTheyShareAShape(Supplier<Executable> statement) {
        ShapeKey key = key(statement.get());
        assertThat(key).isEqualTo(key(statement.get())).hasSameHashCodeAs(key(statement.get()));
        assertThat(key.withoutValues()).isEqualTo(key);
        assertThat(key.withoutValues().binds()).isEmpty();
    }

    @Test
    void valuesDoNotCount() {
        assertThat(key(select(USERS.id)
                        .where(USERS.age.eq(1), USERS.name.in("a", "b"))
                        .limit(1)))
                .isEqualTo(key(select(USERS.id)
                        .where(USERS.age.eq(2), USERS.name.in("c"))
                        .limit(2)));
        assertThat(key(insert(USERS).set(USERS.name, "x")))
                .isEqualTo(key(insert(USERS).set(USERS.name, (String) null)));
    }

    @Test
    void aValueThatIsMetAgainIsNotTwoValues() {
        Expression<Integer> one = Sql.value(1);
        assertAllDifferent(select(one, one), select(one, Sql.value(1)));
        assertThat(key(select(one, one)).binds()).hasSize(1);
    }

    @Test
    void manyValuesAreToldApartToo() {
        List<Expression<Integer>> values =
                Stream.generate(() -> Sql.value(1)).limit(60).toList();
        Expression<?>[] twice = Stream.concat(values.stream(), values.stream()).toArray(Expression<?>[]::new);
        Expression<?>[] once = Stream.generate(() -> Sql.value(1)).limit(120).toArray(Expression<?>[]::new);
        ShapeKey repeated = key(select(USERS.id).groupBy(twice));
        assertThat(repeated.binds()).hasSize(60);
        assertThat(repeated).isNotEqualTo(key(select(USERS.id).groupBy(once)));
        assertThat(key(select(USERS.id).groupBy(once)).binds()).hasSize(120);
    }

    // ---- different

    @Test
    void expressions() {
        Expression<Integer> a = USERS.age;
        Expression<Integer> lit = literalSql("1", INTEGER);
        Query query = select(ORDERS.id);
        assertDifferent(
                a,
                USERS.name,
                U.column(USERS.age),
                USERS.as("v").column(USERS.age),
                column("age", INTEGER),
                column("age", BIG_INTEGER),
                a.as("x"),
                a.as("y"),
                lit,
                literalSql("2", INTEGER),
                literalSql("1", TEXT),
                nullOf(INTEGER),
                nullOf(TEXT),
                defaultOf(USERS.age),
                excluded(USERS.age),
                Sql.value(1),
                Sql.value("x"),
                bind("n", INTEGER),
                bind("m", INTEGER),
                bind("n", TEXT),
                a.add(lit),
                a.sub(lit),
                lit.add(a),
                a.add(lit).neg(),
                a.neg(),
                a.op("%", lit, INTEGER),
                a.op("%%", lit, INTEGER),
                a.op("%", lit, TEXT),
                a.cast(TEXT),
                a.cast(string(9)),
                a.coerce(TEXT),
                USERS.name.collate("C"),
                USERS.name.collate("D"),
                extract(DatePart.YEAR, a),
                extract(DatePart.MONTH, a),
                tuple(a, lit),
                tuple(a),
                array(INTEGER, a),
                array(INTEGER, a, a),
                column("t", Types.array(INTEGER)).at(1, INTEGER),
                column("t", Types.array(INTEGER)).at(2, INTEGER),
                USERS.profile.path("a"),
                USERS.profile.path("b"),
                USERS.profile.path("a", "b"),
                USERS.profile.path("a").asText(),
                any(select(ORDERS.id)),
                all(select(ORDERS.id)),
                select(ORDERS.id).scalar(),
                select(ORDERS.userId).scalar(),
                exists(query),
                exists(query).not(),
                when(USERS.active, a).end(),
                when(USERS.active, a).otherwise(lit),
                when(USERS.active, a).when(USERS.active, lit).end());
    }

    @Test
    void functions() {
        Expression<Integer> a = USERS.age;
        assertDifferent(
                count(),
                count(a),
                count(a).distinctly(),
                count(a).filter(USERS.active),
                call("f", INTEGER, a),
                call("f", TEXT, a),
                call("f", INTEGER, a, a),
                call("g", INTEGER, a),
                call("f", INTEGER, a).withinGroup(a),
                call("f", INTEGER, a).withinGroup(a.desc()),
                count().over(window()),
                count().over(window().partitionBy(a)),
                count().over(window().orderBy(a)),
                count().over(window().orderBy(a.desc())),
                count().over(window().orderBy(a).rows(0, null)),
                count().over(window().orderBy(a).rows(null, 0)),
                count().over(window().orderBy(a).range(0, null)));
    }

    @Test
    void conditions() {
        Expression<Integer> a = USERS.age;
        assertDifferent(
                a.eq(1),
                a.eq(a),
                a.ne(1),
                a.isNull(),
                a.isNotNull(),
                a.in(1),
                a.notIn(1),
                a.in(select(USERS.age)),
                a.inExpressions(List.of(Sql.value(1))),
                a.inExpressions(List.of(Sql.value(1), Sql.value(1))),
                a.between(1, 2),
                a.notBetween(1, 2),
                a.betweenSymmetric(1, 2),
                USERS.name.like("x"),
                USERS.name.like("x", '/'),
                USERS.name.like("x", '#'),
                USERS.name.notLike("x"),
                USERS.name.ilike("x"),
                and(a.eq(1), a.eq(2)),
                or(a.eq(1), a.eq(2)),
                and(a.eq(1), a.eq(2), a.eq(3)),
                and(a.eq(1), or(a.eq(2), a.eq(3))),
                not(and(a.eq(1), a.eq(2))),
                not(USERS.active),
                and(USERS.active),
                text("x"),
                text("y"),
                trueValue(),
                falseValue());
    }

    @Test
    void piecesThatLookAlikeWhenTheyStandInARow() {
        Expression<Integer> a = USERS.age;
        assertAllDifferent(select(literalSql("%", INTEGER), a, USERS.id), select(a.op("%", USERS.id, INTEGER)));
        assertAllDifferent(
                select(a).groupBy(literalSql("end", INTEGER)), select(a).groupBy());
        Cte x = select(ORDERS.id).cte("x");
        assertAllDifferent(
                select(a).from(select(NODES.id).with(x).cte("y"), ITEMS),
                select(a).from(select(NODES.id).cte("y"), x, ITEMS));
        assertAllDifferent(
                select(a).from(values("v", column("a", INTEGER), column("b", INTEGER))),
                select(a).from(values("v", column("a", INTEGER)).row(literalSql("b", INTEGER))));
        Bind<Integer> one = bind("one", INTEGER).expanding();
        assertAllDifferent(select(one, a.in(one)), select(one, a.inExpressions(List.of(one))));
    }

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
