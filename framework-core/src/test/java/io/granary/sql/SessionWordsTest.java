package io.granary.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionWordsTest {

    private static final SqlLexer POSTGRESQL = SqlLexer.of(LexicalRules.postgresql());
    private static final SqlLexer MYSQL = SqlLexer.of(LexicalRules.mysql());
    private static final SqlLexer H2 = SqlLexer.of(LexicalRules.h2());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set search_path to x",
                "SET SESSION statement_timeout = 5",
                "/* why */ set \"my.setting\" = 'local'",
                "set time zone 'UTC'",
                "set role admin",
                "set session authorization admin",
                "reset all",
                "discard all",
                "listen news",
                "prepare p as select $1",
                "declare c cursor with hold for select 1",
                "create temp table t (a int)",
                "create or replace temporary view v as select 1",
                "create local temporary table t (a int)",
                "create table pg_temp.t (a int)",
                "select * into temp t from u",
                "with a as (select 1 as x) select x into temporary t from a",
                "select set_config('a.b', :value, false)",
                "select set_config('a.b', 'c', :local)",
                "select pg_catalog.set_config('a.b', 'c', 't'), true",
                "select pg_advisory_lock(7)",
                "select 1 where pg_try_advisory_lock_shared(7)",
                "do $$ begin perform 1; end $$",
                "explain analyze select set_config('a.b', 'c', false)",
            })
    void seesWhatChangesASessionOfPostgres(String sql) {
        assertThat(POSTGRESQL.parse(sql).changesSession()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "select 1))",
                "insert into t (a) values (:a)",
                "update t set a = 1, b = true where c = 2",
                "insert into temp values (1)",
                "set local search_path to x",
                "set constraints all deferred",
                "set transaction read only",
                "select set_config('a.b', :value, true)",
                "select set_config('a.b', coalesce(:value, ''), TRUE ), set_config('c.d', 'e', true)",
                "select pg_advisory_xact_lock(7), pg_advisory_unlock(7)",
                "select 'set_config(' , $$ set x $$",
                "select a @> b, @ -5, c from t",
                "declare c cursor without hold for select 1",
                "lock table t in share mode",
                "lock t in access exclusive mode",
                "create table temp (a int)",
                "create table t as select * from temporary",
                "create function f() returns void language sql set search_path = x as 'select 1'",
                "notify news",
                "select session from t",
                "execute p",
            })
    void leavesAloneWhatEndsWithATransactionOfPostgres(String sql) {
        assertThat(POSTGRESQL.parse(sql).changesSession()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set local sql_mode = ''",
                "set session max_statement_time = 1",
                "set names utf8mb4",
                "set @password = 1",
                "select @a := 1",
                "select a into @b from t",
                "select a*@`b c` from t",
                "use other",
                "lock tables t read",
                "lock table t write",
                "flush tables with read lock",
                "create temporary table t (a int)",
                "select get_lock('a', 1)",
                "handler t open",
                "prepare p from 'select 1'",
                "execute immediate 'set @x = 1'",
                "begin not atomic set @x = 1; end",
            })
    void seesWhatChangesASessionOfMySql(String sql) {
        assertThat(MYSQL.parse(sql).changesSession()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select @@version, @@session.sql_mode",
                "set global max_connections = 7",
                "set statement max_statement_time = 1 for select 1",
                "set password = 'x'",
                "grant select on t to 'ann'@'localhost'",
                "create user ann@localhost",
                "select '@a', `@b`",
                "select release_lock('a')",
                "call p(1)",
            })
    void leavesAloneWhatIsNotOfTheSessionOfMySql(String sql) {
        assertThat(MYSQL.parse(sql).changesSession()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"set schema x", "set @v = 1", "select set(@v, 1)", "create local temporary table t (a int)"})
    void seesWhatChangesASessionOfH2(String sql) {
        assertThat(H2.parse(sql).changesSession()).isTrue();
    }

    @Test
    void looksAtEachOfSeveralStatementsInADriversOwnWords() {
        assertThat(POSTGRESQL.inspect("select 1; set search_path to x").changesSession())
                .isTrue();
        assertThat(POSTGRESQL.inspect("set search_path to x; select 1").changesSession())
                .isTrue();
        assertThat(POSTGRESQL.inspect("select 1; set local search_path to x").changesSession())
                .isFalse();
    }
}
