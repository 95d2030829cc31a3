package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.ITEMS;
import static io.granary.dialect.render.Shop.NODES;
import static io.granary.dialect.render.Shop.ORDERS;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.dialect.render.Written.POSTGRES;
import static io.granary.sql.Sql.column;
import static io.granary.type.Types.INTEGER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.InvalidRequestException;
import io.granary.schema.Column;
import io.granary.schema.CreateTable;
import io.granary.schema.ForeignKey;
import io.granary.schema.ForeignKeyTarget;
import io.granary.schema.MetaData;
import io.granary.schema.Table;
import io.granary.schema.TableOrder;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TableOrderTest {

    private static final class Linked extends Table {
        private Linked(String name, Map<String, Supplier<Table>> targets) {
            super(name);
            column("id", INTEGER, c -> c.primaryKey());
            targets.forEach((target, table) -> column(
                    target,
                    INTEGER,
                    c -> c.references(
                            ForeignKeyTarget.of(() -> (Column<?>) table.get().column("id")))));
        }
    }

    private final Table a = new Linked("a", Map.of("to_b", this::b));
    private final Table b = new Linked("b", Map.of("to_d", this::d));
    private final Table c = new Linked("c", Map.of("to_b", this::b));
    private final Table d = new Linked("d", Map.of("to_c", this::c));
    private final Table e = new Linked("e", Map.of());

    private Table b() {
        return b;
    }

    private Table c() {
        return c;
    }

    private Table d() {
        return d;
    }

    @Test
    void whatIsReferredToComesFirst() {
        MetaData shop = MetaData.of(ITEMS, ORDERS, USERS);
        assertThat(shop.sortedTables()).containsExactly(USERS, ORDERS, ITEMS);
        assertThat(shop.order().circular()).isEmpty();
        assertThat(MetaData.of(NODES).order().circular()).isEmpty();
    }

    @Test
    @Tag("SQ85")
    void keysInACircleAreToldApartAndTheRestStaysInOrder() {
        TableOrder order = MetaData.of(a, b, c, d, e).order();
        assertThat(order.sorted()).hasSize(5).containsSubsequence(b, a).containsSubsequence(b, c, d);
        assertThat(order.circular()).hasSize(1);
        ForeignKey key = order.circular().get(0);
        assertThat(order.sorted()).containsSubsequence(key.columns().get(0).table(), key.target());
        assertThat(new CreateTable(key.columns().get(0).table(), false, order.circular())
                        .toSql(POSTGRES)
                        .text())
                .doesNotContain("FOREIGN KEY");
    }

    @Test
    void twoTablesOfOneNameAreRefused() {
        assertThatThrownBy(() -> MetaData.of(e, new Linked("e", Map.of()))).isInstanceOf(InvalidRequestException.class);
    }
}
