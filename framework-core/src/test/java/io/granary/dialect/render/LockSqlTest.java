package io.granary.dialect.render;

import static io.granary.dialect.render.Shop.ITEMS;
import static io.granary.dialect.render.Shop.ORDERS;
import static io.granary.dialect.render.Shop.USERS;
import static io.granary.dialect.render.Written.H2;
import static io.granary.dialect.render.Written.assertWritten;
import static io.granary.sql.Sql.select;

import io.granary.sql.LockClause;
import io.granary.sql.Select;
import io.granary.sql.TableAlias;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LockSqlTest {

    private static Written locked(LockClause lock) {
        return assertWritten(select(USERS.id).forUpdate(lock));
    }

    private static String from(String lock) {
        return "SELECT users.id FROM users " + lock;
    }

    @Test
    @Tag("DI01")
    @Tag("DI16")
    void strengths() {
        assertWritten(select(USERS.id).forUpdate()).everywhere(from("FOR UPDATE"));
        locked(LockClause.UPDATE.keyShare())
                .postgres(from("FOR NO KEY UPDATE"))
                .mysqls(from("FOR UPDATE"))
                .h2(from("FOR UPDATE"));
        locked(LockClause.SHARE)
                .postgres(from("FOR SHARE"))
                .mysql(from("FOR SHARE"))
                .mariaDb(from("LOCK IN SHARE MODE"))
                .refused("FOR SHARE needs the feature LOCK_FOR_SHARE", H2);
        locked(LockClause.SHARE.keyShare())
                .postgres(from("FOR KEY SHARE"))
                .mysql(from("FOR SHARE"))
                .mariaDb(from("LOCK IN SHARE MODE"))
                .refused("LOCK_FOR_SHARE", H2);
    }

    @Test
    @Tag("DI01")
    @Tag("SQ44")
    void waiting() {
        locked(LockClause.UPDATE.noWait()).everywhere(from("FOR UPDATE NOWAIT"));
        locked(LockClause.UPDATE.skipLocked()).everywhere(from("FOR UPDATE SKIP LOCKED"));
        locked(LockClause.SHARE.skipLocked()).mariaDb(from("LOCK IN SHARE MODE SKIP LOCKED"));
    }

    @Test
    @Tag("DI01")
    @Tag("DI16")
    @Tag("DI17")
    void someTablesOnly() {
        Select<Long> both = select(USERS.id).join(ORDERS);
        String from = "SELECT users.id FROM users JOIN orders ON users.id = orders.user_id ";
        assertWritten(both.forUpdate(LockClause.UPDATE.of(USERS)))
                .postgres(from + "FOR UPDATE OF users")
                .mysql(from + "FOR UPDATE OF users")
                .mariaDb(from + "FOR UPDATE")
                .h2(from + "FOR UPDATE");
        assertWritten(both.forUpdate(LockClause.SHARE.of(ORDERS, USERS, ORDERS).skipLocked()))
                .postgres(from + "FOR SHARE OF orders, users SKIP LOCKED")
                .mysql(from + "FOR SHARE OF orders, users SKIP LOCKED");
        assertWritten(both.forUpdate(LockClause.UPDATE.of(USERS.join(ORDERS), USERS)))
                .postgres(from + "FOR UPDATE OF users, orders");
    }

    @Test
    @Tag("DI01")
    void aTableIsNamedWithoutItsSchemaAndAnAliasByItsName() {
        assertWritten(select(ITEMS.id).forUpdate(LockClause.UPDATE.of(ITEMS)))
                .postgres("SELECT shop.items.id FROM shop.items FOR UPDATE OF items");
        TableAlias u = USERS.as("u");
        assertWritten(select(u.column(USERS.id)).forUpdate(LockClause.UPDATE.of(u)))
                .postgres("SELECT u.id FROM users AS u FOR UPDATE OF u");
    }
}
