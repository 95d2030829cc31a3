package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.ITEMS;
import static io.granary.dialect.render.Shop.ORDERS;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.dialect.render.Written.H2;
import static io.granary.dialect.render.Written.MYSQL;
import static io.granary.dialect.render.Written.assertWritten;
import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.exists;
import static io.granary.sql.Sql.not;
import static io.granary.sql.Sql.select;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DeleteSqlTest {

    @Test
    void someRows() {
        assertWritten(delete(USERS).where(USERS.id.eq(7L)).where(USERS.age.gt(1)))
                .everywhere("DELETE FROM users WHERE users.id = ? AND users.age > ?", 7L, 1);
        assertWritten(delete(USERS)).everywhere("DELETE FROM users");
        assertWritten(delete(ITEMS).where(ITEMS.id.eq(1L)))
                .everywhere("DELETE FROM shop.items WHERE shop.items.id = ?", 1L);
    }

    @Test
    @Tag("DI14")
    void otherTables() {
        assertWritten(delete(ORDERS).where(ORDERS.userId.eq(USERS.id), USERS.age.eq(1)))
                .postgres("DELETE FROM orders USING users WHERE orders.user_id = users.id AND users.age = $1", 1)
                .mysqls("DELETE FROM orders USING orders, users WHERE orders.user_id = users.id AND users.age = ?", 1)
                .refused("DELETE_USING", H2);
        assertWritten(delete(ORDERS).using(USERS))
                .postgres("DELETE FROM orders USING users")
                .mysqls("DELETE FROM orders USING orders, users");
    }

    @Test
    void aQueryReadsTheRowThatIsDeleted() {
        assertWritten(delete(USERS).where(not(exists(select().from(ORDERS).where(ORDERS.userId.eq(USERS.id))))))
                .everywhere("DELETE FROM users WHERE NOT (EXISTS (SELECT * FROM orders"
                        + " WHERE orders.user_id = users.id))");
    }

    @Test
    void rowsGivenBack() {
        assertWritten(delete(ITEMS).where(ITEMS.id.eq(1L)).returning(ITEMS.id))
                .postgres("DELETE FROM shop.items WHERE shop.items.id = $1 RETURNING shop.items.id", 1L)
                .mariaDb("DELETE FROM shop.items WHERE shop.items.id = ? RETURNING shop.items.id", 1L)
                .h2("SELECT items.id FROM OLD TABLE (DELETE FROM shop.items WHERE shop.items.id = ?) AS items", 1L)
                .refused("DELETE_RETURNING", MYSQL);
    }
}
