package io.granary.testkit;

import io.granary.testkit.fixtures.DatabaseKind;
import java.util.List;

/**
 * Something that a borrower may leave behind on a connection.
 *
 * @param change a statement that leaves it
 * @param look a query for one text that tells whether it is there
 */
public record SessionChange(String change, String look) {

    /**
     * {@return what can be left behind on a database}
     *
     * @param kind which
     */
    public static List<SessionChange> of(DatabaseKind kind) {
        return switch (kind) {
            case H2 -> h2();
            case SQLITE -> sqlite();
            case POSTGRESQL -> postgres();
            case MARIADB, MYSQL -> mySql();
        };
    }

    private static List<SessionChange> h2() {
        return List.of(
                new SessionChange("set schema information_schema", "select schema()"),
                new SessionChange("set @left_behind = 1", "select cast(@left_behind as varchar)"),
                new SessionChange(
                        "set time zone '+05:00'",
                        "select setting_value from information_schema.settings where setting_name = 'TIME ZONE'"),
                new SessionChange("set lock_timeout 77", "select cast(lock_timeout() as varchar)"),
                new SessionChange(
                        "create local temporary table left_behind (a int)",
                        "select cast(count(*) as varchar) from information_schema.tables where table_name = 'LEFT_BEHIND'"));
    }

    private static List<SessionChange> sqlite() {
        return List.of(
                new SessionChange("pragma query_only = on", "select cast(query_only as text) from pragma_query_only"),
                new SessionChange(
                        "pragma max_page_count = 7777",
                        "select cast(max_page_count as text) from pragma_max_page_count"),
                new SessionChange("pragma locking_mode = exclusive", "select locking_mode from pragma_locking_mode"),
                new SessionChange(
                        "attach ':memory:' as left_behind",
                        "select cast(count(*) as text) from pragma_database_list where name = 'left_behind'"),
                new SessionChange(
                        "create temp table left_behind (a int)",
                        "select cast(count(*) as text) from sqlite_temp_schema"));
    }

    private static List<SessionChange> postgres() {
        return List.of(
                new SessionChange("set search_path to pg_catalog", "select current_setting('search_path')"),
                new SessionChange("set time zone 'Asia/Tokyo'", "select current_setting('TimeZone')"),
                new SessionChange("set client_encoding to 'LATIN1'", "select current_setting('client_encoding')"),
                new SessionChange("set datestyle to 'German'", "select current_setting('DateStyle')"),
                new SessionChange(
                        "select set_config('granary.left_behind', 'x', false)",
                        "select coalesce(current_setting('granary.left_behind', true), '')"),
                new SessionChange("set role pg_monitor", "select current_user::text"),
                new SessionChange(
                        "create temp table left_behind (a int)",
                        "select count(*)::text from pg_class where relname = 'left_behind'"),
                new SessionChange("listen left_behind", "select count(*)::text from pg_listening_channels()"),
                new SessionChange(
                        "select pg_advisory_lock(4711)",
                        "select count(*)::text from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()"),
                new SessionChange(
                        "prepare \"left Behind\" as select 1",
                        "select count(*)::text from pg_prepared_statements where from_sql"),
                new SessionChange(
                        "declare left_behind cursor with hold for select 1", "select count(*)::text from pg_cursors"));
    }

    private static List<SessionChange> mySql() {
        return List.of(
                new SessionChange("set @left_behind = 'x'", "select @left_behind"),
                new SessionChange("set session sql_mode = ''", "select @@session.sql_mode"),
                new SessionChange("set time_zone = '+05:00'", "select @@session.time_zone"),
                new SessionChange("use information_schema", "select database()"),
                new SessionChange(
                        "select get_lock('left_behind', 1)",
                        "select concat(coalesce(is_used_lock('left_behind') = connection_id(), 0), '')"));
    }
}
