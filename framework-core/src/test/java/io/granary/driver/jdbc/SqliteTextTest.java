package io.granary.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqliteTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into t values (1)",
                "\n  UPDATE t SET a = 1",
                "-- all\ndelete from t",
                "/* a * b **/ /**/ replace into t values (1)",
                "with n as (select 1) insert into t select * from n"
            })
    void countsWhatChangesRows(String sql) {
        assertThat(SqliteText.changesRows(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table t (a)",
                "drop table inserts",
                "pragma user_version = 7",
                "savepoint one",
                "-- insert into t values (1)\nanalyze",
                "/* insert */ vacuum",
                "/* insert",
                "inserted",
                ""
            })
    void countsNothingElse(String sql) {
        assertThat(SqliteText.changesRows(sql)).isFalse();
    }
}
