package io.granary.testkit;

import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.BOOLEAN;
import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.JSON;
import static io.granary.type.Types.TIMESTAMP;
import static io.granary.type.Types.numeric;
import static io.granary.type.Types.string;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.schema.Column;
import io.granary.schema.Table;
import java.math.BigDecimal;
import java.time.LocalDateTime;

/** The tables of the suites about statements that are built. */
public final class Shop {

    /** Who buys. */
    public static final Customers CUSTOMERS = new Customers();

    /** What they bought. */
    public static final Purchases PURCHASES = new Purchases();

    private Shop() {}

    /** Who buys. */
    public static final class Customers extends Table {
        /** Numbered by the database. */
        public final Column<Long> id =
                column("id", BIG_INTEGER, c -> c.primaryKey().identity());

        /** Never NULL. */
        public final Column<String> name = column("name", string(50), c -> c.notNull());

        /** Whole years. */
        public final Column<Integer> age = column("age", INTEGER);

        /** Whether they still buy; true unless an INSERT says otherwise. */
        public final Column<Boolean> active =
                column("active", BOOLEAN, c -> c.notNull().defaultValue(true));

        /** What else is known of them. */
        public final Column<JsonNode> profile = column("profile", JSON);

        private Customers() {
            super("customers");
            unique("uq_customers_name", name);
        }
    }

    /** What was bought. */
    public static final class Purchases extends Table {
        /** Numbered by the database. */
        public final Column<Long> id =
                column("id", BIG_INTEGER, c -> c.primaryKey().identity());

        /** By whom. */
        public final Column<Long> customerId =
                column("customer_id", BIG_INTEGER, c -> c.notNull().references(CUSTOMERS.id));

        /** For how much. */
        public final Column<BigDecimal> total = column("total", numeric(10, 2), c -> c.notNull());

        /** A reserved word in mixed case. */
        public final Column<String> order = column("Order", string(20));

        /** When. */
        public final Column<LocalDateTime> at = column("at", TIMESTAMP, c -> c.index());

        private Purchases() {
            super("purchases");
        }
    }
}
