package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.ITEMS;
import static io.granary.dialect.render.Shop.NODES;
import static io.granary.dialect.render.Shop.ORDERS;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.dialect.render.Written.H2;
import static io.granary.dialect.render.Written.MARIADB;
import static io.granary.dialect.render.Written.MYSQL;
import static io.granary.dialect.render.Written.POSTGRES;
import static io.granary.dialect.render.Written.assertWritten;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.trueValue;
import static io.granary.type.Types.BIG_INTEGER;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.AmbiguousForeignKeysException;
import io.granary.error.InvalidRequestException;
import io.granary.error.NoForeignKeysException;
import io.granary.schema.Table;
import io.granary.sql.JoinKind;
import io.granary.sql.TableAlias;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JoinSqlTest {

    private static final TableAlias PARENTS = NODES.as("parents");

    @Test
    @Tag("SQ68")
    void aForeignKeySaysHowTablesGoTogether() {
        assertWritten(select(USERS.id, ORDERS.total).join(ORDERS))
                .everywhere("SELECT users.id, orders.total FROM users JOIN orders ON users.id = orders.user_id");
        assertWritten(select(USERS.id).join(ORDERS))
                .everywhere("SELECT users.id FROM users JOIN orders ON users.id = orders.user_id");
        assertWritten(select(ORDERS.id).leftJoin(USERS))
                .everywhere("SELECT orders.id FROM orders LEFT OUTER JOIN users ON users.id = orders.user_id");
        assertWritten(select(USERS.id, ORDERS.id).from(USERS).join(JoinKind.FULL, ORDERS, null))
                .postgres("SELECT users.id, orders.id AS id_1 FROM users FULL OUTER JOIN orders"
                        + " ON users.id = orders.user_id")
                .refused("FULL_JOIN", MYSQL, MARIADB, H2);
        assertWritten(select(USERS.id).join(JoinKind.RIGHT, ORDERS, null))
                .everywhere("SELECT users.id FROM users RIGHT OUTER JOIN orders ON users.id = orders.user_id");
    }

    @Test
    @Tag("SQ68")
    void withoutAForeignKeyOrWithSeveralItCannotBeTold() {
        assertThatThrownBy(() -> select(USERS.id).join(NODES).toSql(POSTGRES))
                .isInstanceOf(NoForeignKeysException.class);
        Table flights = Table.of("flights", t -> {
            t.column("start", BIG_INTEGER, c -> c.references(NODES.id));
            t.column("goal", BIG_INTEGER, c -> c.references(NODES.id));
        });
        assertThatThrownBy(() -> select(NODES.id).join(flights).toSql(POSTGRES))
                .isInstanceOf(AmbiguousForeignKeysException.class);
    }

    @Test
    void joinsGoOnFromWhatIsJoined() {
        assertWritten(select(USERS.id, ORDERS.id.as("o"), ITEMS.id.as("i"))
                        .join(ORDERS)
                        .join(ITEMS))
                .everywhere("SELECT users.id, orders.id AS o, shop.items.id AS i FROM users"
                        + " JOIN orders ON users.id = orders.user_id"
                        + " JOIN shop.items ON orders.id = shop.items.order_id");
        assertWritten(select(USERS.id).from(USERS.join(ORDERS)).join(ITEMS))
                .everywhere("SELECT users.id FROM users"
                        + " JOIN orders ON users.id = orders.user_id"
                        + " JOIN shop.items ON orders.id = shop.items.order_id");
    }

    @Test
    void aJoinWithinAJoinStandsInParentheses() {
        assertWritten(select(USERS.id).from(USERS.leftJoin(ORDERS.join(ITEMS))))
                .everywhere("SELECT users.id FROM users LEFT OUTER JOIN"
                        + " (orders JOIN shop.items ON orders.id = shop.items.order_id) ON users.id = orders.user_id");
    }

    @Test
    void aConditionOfItsOwn() {
        assertWritten(select(USERS.id).join(ORDERS, USERS.id.eq(ORDERS.userId).and(ORDERS.status.eq("new"))))
                .postgresAndH2(
                        "SELECT users.id FROM users JOIN orders ON users.id = orders.user_id AND orders.\"Status\" = ?",
                        "new")
                .mysqls(
                        "SELECT users.id FROM users JOIN orders ON users.id = orders.user_id AND orders.`Status` = ?",
                        "new");
    }

    @Test
    void aConditionThatAlwaysHoldsIsWritten() {
        assertWritten(select(USERS.id).leftJoin(NODES, trueValue()))
                .everywhere("SELECT users.id FROM users LEFT OUTER JOIN nodes ON true");
    }

    @Test
    void aBooleanColumnAsACondition() {
        assertWritten(select(NODES.id).join(USERS, USERS.active))
                .postgresAndH2("SELECT nodes.id FROM nodes JOIN users ON users.active")
                .mysqls("SELECT nodes.id FROM nodes JOIN users ON users.active = 1");
    }

    @Test
    void eachRowWithEach() {
        assertWritten(select(USERS.id).join(JoinKind.CROSS, NODES, null))
                .everywhere("SELECT users.id FROM users CROSS JOIN nodes");
    }

    @Test
    void aliasesAreTablesOfTheirOwn() {
        assertWritten(select(NODES.id, PARENTS.column(NODES.id).as("parent"))
                        .from(NODES)
                        .leftJoin(PARENTS, NODES.parentId.eq(PARENTS.column(NODES.id))))
                .everywhere("SELECT nodes.id, parents.id AS parent FROM nodes"
                        + " LEFT OUTER JOIN nodes AS parents ON nodes.parent_id = parents.id");
        TableAlias some = ITEMS.as("some");
        assertWritten(select(some.column(ITEMS.amount))
                        .where(some.column(ITEMS.id).eq(1L)))
                .postgres("SELECT \"some\".\"Amount\" FROM shop.items AS \"some\" WHERE \"some\".id = $1", 1L)
                .mysqls("SELECT some.`Amount` FROM shop.items AS some WHERE some.id = ?", 1L)
                .h2("SELECT \"some\".\"Amount\" FROM shop.items AS \"some\" WHERE \"some\".id = ?", 1L);
    }

    @Test
    void theLeftSideMayBeNamed() {
        assertWritten(select(USERS.id, NODES.id.as("n")).joinFrom(USERS, JoinKind.LEFT, ORDERS, null))
                .everywhere("SELECT users.id, nodes.id AS n FROM users"
                        + " LEFT OUTER JOIN orders ON users.id = orders.user_id, nodes");
    }

    @Test
    void aLeftSideThatCannotBeToldIsAskedFor() {
        assertThatThrownBy(() ->
                        select(NODES.id, USERS.id).join(ITEMS, trueValue()).toSql(POSTGRES))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("joinFrom");
    }
}
