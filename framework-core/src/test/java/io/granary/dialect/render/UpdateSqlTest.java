package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.ITEMS;
import static io.granary.dialect.render.Shop.ORDERS;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.dialect.render.Written.H2;
import static io.granary.dialect.render.Written.MARIADB;
import static io.granary.dialect.render.Written.MYSQL;
import static io.granary.dialect.render.Written.assertWritten;
import static io.granary.sql.Functions.call;
import static io.granary.sql.Sql.bind;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.update;
import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.schema.Table;
import io.granary.sql.Subquery;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UpdateSqlTest {

    @Test
    void setsColumnsOfSomeRows() {
        assertWritten(update(USERS)
                        .set(USERS.name, "x")
                        .set(USERS.age, USERS.age.add(1))
                        .where(USERS.id.eq(7L)))
                .everywhere("UPDATE users SET name = ?, age = users.age + ? WHERE users.id = ?", "x", 1, 7L);
        assertWritten(update(USERS).set(USERS.name, (String) null))
                .everywhere("UPDATE users SET name = ?", (Object) null);
        assertWritten(update(USERS).values(Map.of("age", 1, "name", "x")))
                .everywhere("UPDATE users SET name = ?, age = ?", "x", 1);
        assertWritten(update(USERS).where(USERS.id.eq(7L))).refused("sets nothing");
    }

    @Test
    @Tag("SQ82")
    void aColumnThatIsSetAndComparedHasTwoValues() {
        assertWritten(update(USERS).set(USERS.name, "new").where(USERS.name.eq("old")))
                .everywhere("UPDATE users SET name = ? WHERE users.name = ?", "new", "old");
        assertWritten(update(USERS).where(USERS.name.eq("old")), Map.of("name", "new"))
                .everywhere("UPDATE users SET name = ? WHERE users.name = ?", "new", "old");
        assertWritten(
                        update(USERS).where(USERS.name.eq(bind("old_name", TEXT))),
                        Map.of("name", "new", "old_name", "old"))
                .everywhere("UPDATE users SET name = ? WHERE users.name = ?", "new", "old");
    }

    @Test
    @Tag("SQ79")
    void aQueryReadsTheRowThatIsChanged() {
        assertWritten(update(USERS)
                        .set(
                                USERS.age,
                                select(call("max", INTEGER, ORDERS.id))
                                        .where(ORDERS.userId.eq(USERS.id))
                                        .scalar()))
                .everywhere("UPDATE users SET age = (SELECT max(orders.id) AS max_1 FROM orders"
                        + " WHERE orders.user_id = users.id)");
        assertWritten(update(USERS)
                        .set(USERS.age, 1)
                        .where(USERS.name.eq(select(ORDERS.status)
                                .where(ORDERS.userId.eq(USERS.id))
                                .scalar())))
                .postgres(
                        "UPDATE users SET age = $1 WHERE users.name ="
                                + " (SELECT orders.\"Status\" FROM orders WHERE orders.user_id = users.id)",
                        1);
    }

    @Test
    @Tag("SQ80")
    void otherTables() {
        Subquery rich =
                select(ORDERS.userId).where(ORDERS.total.gt(BigDecimal.TEN)).subquery("rich");
        assertWritten(update(USERS)
                        .set(USERS.name, "foo")
                        .where(USERS.id.eq(rich.column(ORDERS.userId)), USERS.age.eq(5)))
                .postgres(
                        "UPDATE users SET name = $1 FROM"
                                + " (SELECT orders.user_id FROM orders WHERE orders.total > $2) AS rich"
                                + " WHERE users.id = rich.user_id AND users.age = $3",
                        "foo",
                        BigDecimal.TEN,
                        5)
                .mysqls(
                        "UPDATE users, (SELECT orders.user_id FROM orders WHERE orders.total > ?) AS rich"
                                + " SET users.name = ? WHERE users.id = rich.user_id AND users.age = ?",
                        BigDecimal.TEN,
                        "foo",
                        5)
                .refused("UPDATE_FROM", H2);
        assertWritten(update(USERS).set(USERS.age, 1).from(ORDERS.join(ITEMS)).where(ORDERS.userId.eq(USERS.id)))
                .postgres(
                        "UPDATE users SET age = $1 FROM orders JOIN shop.items ON orders.id = shop.items.order_id"
                                + " WHERE orders.user_id = users.id",
                        1);
    }

    @Test
    void rowsGivenBack() {
        assertWritten(update(USERS)
                        .set(USERS.age, 1)
                        .returning(USERS.id, USERS.age.add(1).as("next")))
                .postgres("UPDATE users SET age = $1 RETURNING users.id, users.age + $2 AS next", 1, 1)
                .h2("SELECT users.id, users.age + ? AS next FROM FINAL TABLE (UPDATE users SET age = ?) AS users", 1, 1)
                .refused("UPDATE_RETURNING", MYSQL, MARIADB);
    }

    @Test
    void valuesOfOurOwnAtEachUpdate() {
        AtomicInteger next = new AtomicInteger();
        Table table = Table.of("nodes", t -> {
            t.column("id", INTEGER, c -> c.primaryKey().defaultValue(77));
            t.column("flags", INTEGER, c -> c.onUpdate(next::incrementAndGet));
        });
        assertWritten(update(table).values(Map.of("id", 1))).h2("UPDATE nodes SET id = ?, flags = ?", 1, 1);
        assertWritten(update(table).values(Map.of("flags", 8))).h2("UPDATE nodes SET flags = ?", 8);
        assertThat(next).hasValue(1);
    }
}
