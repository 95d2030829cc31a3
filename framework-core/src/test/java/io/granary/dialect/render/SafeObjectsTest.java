package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.ITEMS;
import static io.granary.dialect.render.Shop.NODES;
import static io.granary.dialect.render.Shop.ORDERS;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.sql.Sql.and;
import static io.granary.sql.Sql.column;
import static io.granary.sql.Sql.recursive;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.values;
import static io.granary.sql.Sql.window;
import static io.granary.type.Types.INTEGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.schema.CreateTable;
import io.granary.schema.MetaData;
import io.granary.sql.Cte;
import io.granary.sql.LockClause;
import io.granary.sql.OnConflict;
import io.granary.sql.Subquery;
import io.granary.sql.TableAlias;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements hold each other in circles; showing, comparing and hashing them must come to an end, and must not show values. */
class SafeObjectsTest {

    private static final TableAlias U = USERS.as("u");
    private static final Subquery SUB =
            select(USERS.id).where(USERS.name.eq("secret")).subquery("s");
    private static final Cte TREE = recursive("tree", select(NODES.id), tree -> select(tree.column(NODES.id)));

    static Stream<Object> objects() {
        return Stream.of(
                USERS,
                USERS.id,
                USERS.id.options(),
                U,
                U.column(USERS.id),
                SUB,
                SUB.column(USERS.id),
                TREE,
                TREE.column(NODES.id),
                values("v", column("a", INTEGER)).row(1).column("a"),
                USERS.join(ORDERS, USERS.name.eq("secret")),
                and(USERS.name.eq("secret"), U.column(USERS.id).in(1L), USERS.id.in(select(SUB.column(USERS.id)))),
                ORDERS.foreignKeys().get(0),
                NODES.foreignKeys().get(0),
                new CreateTable(ORDERS, false, List.of()),
                MetaData.of(USERS, ORDERS).order(),
                OnConflict.on(USERS.id).set(USERS.name, "secret"),
                LockClause.UPDATE.of(U),
                window().partitionBy(U.column(USERS.id)));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void comeToAnEnd(Object object) {
        assertThat(object.toString()).hasSizeLessThan(1_000).doesNotContain("secret");
        assertThat(object).hasSameHashCodeAs(object);
        assertThat(object.equals(new Object())).isFalse();
    }

    @Test
    void areEqualByWhatTheyAre() {
        assertThat(U.column(USERS.id))
                .isEqualTo(USERS.as("u").column(USERS.id))
                .isNotEqualTo(USERS.as("v").column(USERS.id));
        assertThat(SUB.column(USERS.id)).isEqualTo(SUB.column("id"));
        assertThat(SUB).isNotEqualTo(select(USERS.id).subquery("s"));
        assertThat(ORDERS.foreignKeys()).isEqualTo(ORDERS.foreignKeys());
        assertThat(U.column(USERS.name)).hasToString("u.name");
        assertThat(ITEMS.id).hasToString("items.id");
    }
}
