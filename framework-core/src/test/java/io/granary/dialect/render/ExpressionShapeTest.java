package io.granary.dialect.render;

import static io.granary.dialect.render.Shapes.assertAllDifferent;
import static io.granary.dialect.render.Shapes.assertDifferent;
import static io.granary.dialect.render.Shop.ITEMS;
import static io.granary.dialect.render.Shop.NODES;
import static io.granary.dialect.render.Shop.ORDERS;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.sql.Functions.call;
import static io.granary.sql.Functions.count;
import static io.granary.sql.Sql.all;
import static io.granary.sql.Sql.and;
import static io.granary.sql.Sql.any;
import static io.granary.sql.Sql.array;
import static io.granary.sql.Sql.bind;
import static io.granary.sql.Sql.column;
import static io.granary.sql.Sql.defaultOf;
import static io.granary.sql.Sql.excluded;
import static io.granary.sql.Sql.exists;
import static io.granary.sql.Sql.extract;
import static io.granary.sql.Sql.falseValue;
import static io.granary.sql.Sql.literalSql;
import static io.granary.sql.Sql.not;
import static io.granary.sql.Sql.nullOf;
import static io.granary.sql.Sql.or;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.sql.Sql.trueValue;
import static io.granary.sql.Sql.tuple;
import static io.granary.sql.Sql.values;
import static io.granary.sql.Sql.when;
import static io.granary.sql.Sql.window;
import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.TEXT;
import static io.granary.type.Types.string;

import io.granary.sql.Bind;
import io.granary.sql.Cte;
import io.granary.sql.DatePart;
import io.granary.sql.Expression;
import io.granary.sql.Query;
import io.granary.sql.Sql;
import io.granary.sql.TableAlias;
import io.granary.type.Types;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Statements with expressions that are written otherwise never share a shape. */
class ExpressionShapeTest {

    private static final TableAlias U = USERS.as("u");

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
}
