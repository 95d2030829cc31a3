package io.granary.dialect.render;

import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.BOOLEAN;
import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.JSON;
import static io.granary.type.Types.numeric;
import static io.granary.type.Types.string;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.schema.Column;
import io.granary.schema.ForeignKeyTarget;
import io.granary.schema.Table;
import java.math.BigDecimal;
import java.util.List;

/** The tables that the tests of statements write about. */
final class Shop {

    static final Users USERS = new Users();
    static final Orders ORDERS = new Orders();
    static final Nodes NODES = new Nodes();
    static final Items ITEMS = new Items();
    static final List<Table> TABLES = List.of(USERS, ORDERS, NODES, ITEMS);

    private Shop() {}

    static final class Users extends Table {
        final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey().identity());
        final Column<String> name = column("name", string(50), c -> c.notNull());
        final Column<Integer> age = column("age", INTEGER);
        final Column<Boolean> active = column("active", BOOLEAN);
        final Column<JsonNode> profile = column("profile", JSON);

        private Users() {
            super("users");
        }
    }

    static final class Orders extends Table {
        final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey().identity());
        final Column<Long> userId =
                column("user_id", BIG_INTEGER, c -> c.references(USERS.id).notNull());
        final Column<BigDecimal> total = column("total", numeric(10, 2));
        final Column<String> status = column("Status", string(10));

        private Orders() {
            super("orders");
        }
    }

    /** A table that refers to itself. */
    static final class Nodes extends Table {
        final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey());
        final Column<Long> parentId =
                column("parent_id", BIG_INTEGER, c -> c.references(ForeignKeyTarget.of(this::id)));
        final Column<Integer> flags = column("flags", INTEGER);

        private Nodes() {
            super("nodes");
        }

        private Column<Long> id() {
            return id;
        }
    }

    /** A table in a schema, with names that need quotes and defaults of our own. */
    static final class Items extends Table {
        final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey());
        final Column<Long> orderId = column("order_id", BIG_INTEGER, c -> c.references(ORDERS.id));
        final Column<String> group = column("group", string(20));
        final Column<Integer> amount = column("Amount", INTEGER, c -> c.key("amount"));

        private Items() {
            super("shop", "items");
        }
    }
}
