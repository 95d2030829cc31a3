package io.granary.dialect.render;

import static io.granary.dialect.render.Shapes.assertAllDifferent;
import static io.granary.dialect.render.Shapes.key;
import static io.granary.dialect.render.Shop.NODES;
import static io.granary.dialect.render.Shop.ORDERS;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.sql.Functions.count;
import static io.granary.sql.Sql.column;
import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.recursive;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.sql.Sql.trueValue;
import static io.granary.sql.Sql.update;
import static io.granary.sql.Sql.values;
import static io.granary.type.Types.INTEGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.schema.DropTable;
import io.granary.sql.Executable;
import io.granary.sql.Expression;
import io.granary.sql.Sql;
import io.granary.sql.TableAlias;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements that are written alike share a shape. */
class ShapeKeyTest {

    private static final TableAlias U = USERS.as("u");

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
}
