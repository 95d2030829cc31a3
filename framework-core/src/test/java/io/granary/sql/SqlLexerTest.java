package io.granary.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.CompileException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlLexerTest {

    private static final SqlLexer POSTGRESQL = SqlLexer.of(LexicalRules.postgresql());
    private static final SqlLexer MYSQL = SqlLexer.of(LexicalRules.mysql());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            select 1                                                              | ROWS    | SELECT
            (select 1) union (select 2)                                           | ROWS    | SELECT
            -- insert                                                             | ROWS    | SELECT
            values (1)                                                            | ROWS    | SELECT
            table t                                                               | ROWS    | SELECT
            select * into u from t                                                | COUNT   | SELECT
            select (select 1 into x) from t                                       | ROWS    | SELECT
            select t.into from t                                                  | ROWS    | SELECT
            show tables                                                           | ROWS    | OTHER
            explain analyze delete from t                                         | ROWS    | OTHER
            insert into t values (1)                                              | COUNT   | INSERT
            insert into t select 1                                                | COUNT   | INSERT
            INSERT INTO t VALUES (1) RETURNING id                                 | ROWS    | INSERT
            insert into t (returning) values (1)                                  | COUNT   | INSERT
            update t set a = t.returning                                          | COUNT   | UPDATE
            update t set a = 'returning' /* returning */                          | COUNT   | UPDATE
            update t set a = 1 returning a                                        | ROWS    | UPDATE
            delete from t                                                         | COUNT   | DELETE
            delete from t returning *                                             | ROWS    | DELETE
            replace into t values (1)                                             | COUNT   | INSERT
            merge into t using u on a = b when matched then delete                | COUNT   | OTHER
            merge into t using u on a = b when matched then delete returning a    | ROWS    | OTHER
            with x as (insert into t values (1) returning id) select * from x     | ROWS    | SELECT
            with x as (select 1) insert into t select * from x                    | COUNT   | INSERT
            with x as (select 1), y (a, b) as (select 2) update t set a = 1       | COUNT   | UPDATE
            with recursive x as (select 1 union select 2) delete from t returning a | ROWS  | DELETE
            with update as (select 1), delete as materialized (select 2) select 1 | ROWS    | SELECT
            with x as (select 1) (select * from x)                                | ROWS    | SELECT
            (with x as (delete from t) select 1)                                  | ROWS    | SELECT
            with r as (select 1) search depth first by a, b set c select * from r | ROWS    | SELECT
            create table t as select 1                                            | COUNT   | OTHER
            truncate t                                                            | COUNT   | OTHER
            set search_path to x                                                  | COUNT   | OTHER
            set statement max_statement_time = 1 for select 1                     | UNKNOWN | OTHER
            begin not atomic select 1; end                                        | UNKNOWN | OTHER
            call p()                                                              | UNKNOWN | OTHER
            execute p                                                             | UNKNOWN | OTHER
            analyze table t                                                       | UNKNOWN | OTHER
            """)
    void tellsShapeAndVerb(String sql, StatementShape shape, StatementVerb verb) {
        String complete = sql.startsWith("--") ? sql + "\nselect 1" : sql;
        ParsedText parsed = POSTGRESQL.parse(complete);
        assertThat(parsed.shape()).isEqualTo(shape);
        assertThat(parsed.verb()).isEqualTo(verb);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin",
                "BEGIN ISOLATION LEVEL SERIALIZABLE;",
                "/* x */ start transaction",
                "commit",
                "end",
                "rollback to savepoint x",
                "abort",
                "savepoint x",
                "release savepoint x",
                "prepare transaction 'x'",
                "xa start 'x'",
                "set transaction isolation level serializable",
                "set session transaction read only",
                "set local transaction read only",
                "set session characteristics as transaction read only",
                "set autocommit = 0",
                "set @@autocommit = 0",
                "set @@session.autocommit = 0"
            })
    void knowsTransactionControl(String sql) {
        assertThat(MYSQL.parse(sql).transactionControl()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 'commit'",
                "-- commit\nselect 1",
                "start slave",
                "set search_path to transaction",
                "prepare p from 'select 1'",
                "begin not atomic select 1; end",
                "xa recover",
                "update t set begin = 1"
            })
    void takesNothingElseForTransactionControl(String sql) {
        assertThat(MYSQL.parse(sql).transactionControl()).isFalse();
    }

    @Test
    void marksInLists() {
        assertThat(POSTGRESQL
                        .parse("select (a, b) not in (:x) and c in (1, :y)")
                        .segments())
                .containsExactly(
                        new Segment.Text("select (a, b) "),
                        new Segment.InList("x", "not in (", ")", true, 2),
                        new Segment.Text(" and c in (1, "),
                        new Segment.Bind("y", true),
                        new Segment.Text(")"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a in (:x)                  | 1
            f(a, b) in (:x)            | 1
            where (a, b) in (:x)       | 2
            where row (a, b, c) in :x  | 3
            where not (a, b) in (:x)   | 2
            and ((a, b) in (:x))       | 2
            (f(a, b), c) in (:x)       | 2
            "f"(a, b) in (:x)          | 1
            (a, b) = 1 and c in (:x)   | 1
            (a, b) , c in (:x)         | 1
            """)
    void countsTheValuesToTheLeftOfIn(String sql, int arity) {
        assertThat(POSTGRESQL.parse("select " + sql).segments())
                .filteredOn(Segment.InList.class::isInstance)
                .extracting(segment -> ((Segment.InList) segment).arity())
                .containsExactly(arity);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select a in (:x::int)",
                "select a in ((:x))",
                "select a in (select :x)",
                "select a in (f(:x))",
                "select a in (:x || 'b')",
                "select in_(:x)",
                "select (:x)",
                "select t.in (:x)",
                "select 'in' (:x)",
                "select a in (1) = (:x)"
            })
    void takesNothingElseForAnInList(String sql) {
        assertThat(POSTGRESQL.parse(sql).segments())
                .contains(new Segment.Bind("x", false))
                .noneMatch(Segment.InList.class::isInstance);
    }

    @Test
    void saysWhereSomethingIsWrong() {
        assertThatThrownBy(() -> MYSQL.parse("select 1,\n  a\nfrom t where b = 'secret"))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("line 3, column 18")
                .hasMessageContaining("from t where b = '…")
                .hasMessageContaining("hint")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> MYSQL.parse("'")).hasMessageContaining("line 1, column 1");
    }

    @Test
    void showsAPieceOfALongLineOnly() {
        assertThatThrownBy(() -> MYSQL.parse("select " + "x".repeat(1000) + " = ? and y"))
                .hasMessageContaining("column 1011")
                .hasMessageContaining("…" + "x".repeat(37) + " = ?…");
    }

    @Test
    void knowsWhetherALineCommentIsLast() {
        assertThat(POSTGRESQL.parse("select 1 -- x").endsInLineComment()).isTrue();
        assertThat(POSTGRESQL.parse("select 1; -- x").endsInLineComment()).isTrue();
        assertThat(POSTGRESQL.parse("select 1 -- x\n").endsInLineComment()).isFalse();
        assertThat(POSTGRESQL.parse("select 1 -- x\n/* y */").endsInLineComment())
                .isFalse();
        assertThat(POSTGRESQL.parse("select '-- x'").endsInLineComment()).isFalse();
    }

    @Test
    void followsTheModesOfASession() {
        SqlLexer ansi =
                SqlLexer.of(LexicalRules.mysql().withBackslashEscapes(false).withDoubleQuotedStrings(false));
        assertThat(ansi.parse("select '\\', :a, \"\\\", :b").names()).containsExactly("a", "b");
        SqlLexer old = SqlLexer.of(LexicalRules.postgresql().withBackslashEscapes(true));
        assertThat(old.parse("select '\\' :a', :b").names()).containsExactly("b");
    }

    @Test
    void leavesADriversOwnTextAlone() {
        String sql = "select ?, :a, \\:b, $1; delete from t;";
        ParsedText parsed = MYSQL.inspect(sql);
        assertThat(parsed.segments()).isEqualTo(List.of(new Segment.Text(sql)));
        assertThat(parsed.verb()).isEqualTo(StatementVerb.SELECT);
        assertThat(POSTGRESQL.inspect(sql).names()).isEmpty();
    }
}
