package io.granary.engine.internal.compile;

import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.text;
import static io.granary.sql.Sql.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.dialect.H2Dialect;
import io.granary.dialect.MySqlDialect;
import io.granary.dialect.PostgresDialect;
import io.granary.dialect.render.CompilerOptions;
import io.granary.engine.CacheStatistics;
import io.granary.error.ArgumentException;
import io.granary.error.CompileException;
import io.granary.error.InvalidRequestException;
import io.granary.schema.Table;
import io.granary.sql.Executable;
import io.granary.sql.Params;
import io.granary.sql.StatementShape;
import io.granary.sql.StatementVerb;
import io.granary.sql.TextClause;
import io.granary.type.Types;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StatementCompilerTest {

    private final StatementCompiler postgresql = StatementCompiler.of(CompilerOptions.of(PostgresDialect.INSTANCE));
    private final StatementCompiler mysql = StatementCompiler.of(CompilerOptions.of(MySqlDialect.MYSQL));
    private final StatementCompiler h2 = StatementCompiler.of(CompilerOptions.of(H2Dialect.INSTANCE));

    @Test
    void bindsAParameterOncePerMarker() {
        TextClause text = text("select :a + :b + :a");
        assertThat(bind(postgresql, text, Params.of("b", 2, "a", 1)).values().get(0))
                .containsExactly(1, 2);
        assertThat(bind(mysql, text, Params.of("b", 2, "a", 1)).values().get(0)).containsExactly(1, 2, 1);
        assertThat(bind(mysql, text, Params.of("b", 2, "a", 1)).compiled().bindNames())
                .containsExactly("a", "b", "a");
    }

    @Test
    void carriesWhatTheTextDeclares() {
        CompiledStatement statement = bind(
                        postgresql, text("call p(:a)").columns("x", "y").returnsRows(true), Params.of("a", 1))
                .compiled();
        assertThat(statement.columnNames()).containsExactly("x", "y");
        assertThat(statement.shape()).isEqualTo(StatementShape.ROWS);
        assertThat(statement.verb()).isEqualTo(StatementVerb.OTHER);
        assertThat(statement.transactionControl()).isFalse();
        assertThat(bind(h2, text("commit"), Params.none()).compiled().transactionControl())
                .isTrue();
    }

    @Test
    void prefersGivenValuesToDefaults() {
        TextClause text = text("select :a, :b").bind("a", 1).bind("b", null);
        assertThat(bind(h2, text, Params.none()).values().get(0)).containsExactly(1, null);
        assertThat(bind(h2, text, Params.of("a", null, "b", 3)).values().get(0)).containsExactly(null, 3);
    }

    @Test
    void refusesADefaultForANameTheTextHasNot() {
        assertThatThrownBy(() -> bind(h2, text("select :user_id").bind("userid", 1), Params.none()))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("'userid'")
                .hasMessageContaining("Did you mean 'user_id'?");
    }

    @Test
    void ignoresNamesTheTextHasNot() {
        assertThat(bind(h2, text("select :a"), Params.of("a", 1, "z", List.of()))
                        .values()
                        .get(0))
                .containsExactly(1);
    }

    @Test
    @Tag("SQ38")
    void namesAParameterWithoutValueAndWhatWasProbablyMeant() {
        assertThatThrownBy(() -> bind(h2, text("select :user_id"), Params.of("userId", 1, "x", 2)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("A value is required for bind parameter 'user_id'.")
                .hasMessageContaining("Did you mean 'userId'?");
        assertThatThrownBy(() -> bind(h2, text("select :user_id"), Params.of("zzz", 1)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageNotContaining("Did you mean");
    }

    @Test
    @Tag("SQ38")
    void namesTheGroupThatHasNoValue() {
        List<Params> sets = List.of(Params.of("a", 1), Params.of("a", 2), Params.of("b", 3));
        assertThatThrownBy(() -> h2.compile(text("insert into t values (:a)"), sets))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("bind parameter 'a', in parameter group 2 ");
    }

    /** What the first set does not give is no column of the statement. */
    @Test
    @Tag("IN02")
    void refusesWhatOnlyLaterGroupsGive() {
        Table table = Table.of("t", t -> {
            t.column("a", Types.INTEGER);
            t.column("b", Types.INTEGER);
        });
        for (Executable statement : List.of(insert(table), update(table))) {
            assertThat(h2.compile(statement, List.of(Params.of("a", 1, "b", 2), Params.of("b", 3, "a", 4)))
                            .values())
                    .isNotEmpty();
            for (Params other : List.of(Params.of("a", 1, "b", 2), Params.of("b", 2), Params.of("a", 1, "c", 2))) {
                assertThatThrownBy(() -> h2.compile(statement, List.of(Params.of("a", 1), Params.of("a", 1), other)))
                        .isInstanceOf(InvalidRequestException.class)
                        .hasMessageContaining("group 2")
                        .hasMessageContaining("the first gives a")
                        .hasMessageContaining("once for those of each");
            }
        }
        assertThat(h2.compile(
                                insert(table).values(Map.of("a", 7)),
                                List.of(Params.of("b", 1), Params.of("a", 8, "b", 1)))
                        .values())
                .as("what the statement sets has a place")
                .containsExactly(new Object[] {7, 1}, new Object[] {8, 1});
    }

    @Test
    void laysOutOneArrayASet() {
        BoundStatement bound = postgresql.compile(
                text("insert into t values (:a, :b)"),
                List.of(Params.of("a", 1, "b", "x"), Map.of("b", "y", "a", 2, "extra", 0)));
        assertThat(bound.values()).containsExactly(new Object[] {1, "x"}, new Object[] {2, "y"});
        assertThat(bound.isBatch()).isTrue();
    }

    @Test
    void executesOnceWithoutParametersForNoSets() {
        BoundStatement bound = postgresql.compile(text("delete from t"), List.of());
        assertThat(bound.values()).hasSize(1);
        assertThat(bound.values().get(0)).isEmpty();
        assertThat(bound.isBatch()).isFalse();
    }

    @Test
    void expandsCollectionsAndArrays() {
        TextClause text = text("select * from t where a in (:ids) and b in :ids and c = :c");
        Params params = Params.of("ids", List.of(5, 6), "c", 7);
        BoundStatement shared = bind(postgresql, text, params);
        assertThat(shared.sql()).isEqualTo("select * from t where a in ($1, $2) and b in ($1, $2) and c = $3");
        assertThat(shared.values().get(0)).containsExactly(5, 6, 7);
        assertThat(shared.compiled().bindNames()).containsExactly("ids", "ids", "c");
        BoundStatement repeated = bind(h2, text, Params.of("ids", new long[] {5, 6}, "c", 7));
        assertThat(repeated.sql()).isEqualTo("select * from t where a in (?, ?) and b in (?, ?) and c = ?");
        assertThat(repeated.values().get(0)).containsExactly(5L, 6L, 5L, 6L, 7);
    }

    @Test
    void expandsAListAmongOtherElements() {
        BoundStatement bound =
                bind(postgresql, text("select a in (0, :ids, :x)"), Params.of("ids", new Integer[] {1, null}, "x", 9));
        assertThat(bound.sql()).isEqualTo("select a in (0, $1, $2, $3)");
        assertThat(bound.values().get(0)).containsExactly(1, null, 9);
        assertThatThrownBy(() -> bind(postgresql, text("select a in (0, :ids)"), Params.of("ids", List.of())))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("'ids' is empty");
    }

    @Test
    void expandsListsOfTuples() {
        Params params = Params.of("pairs", List.of(List.of(1, "a"), new Object[] {2, "b"}));
        BoundStatement bound = bind(postgresql, text("select (a, b) in (:pairs)"), params);
        assertThat(bound.sql()).isEqualTo("select (a, b) in (($1, $2), ($3, $4))");
        assertThat(bound.values().get(0)).containsExactly(1, "a", 2, "b");
        assertThat(bind(mysql, text("select (a, b) in :pairs"), params).sql())
                .isEqualTo("select (a, b) in ((?, ?), (?, ?))");
    }

    @Test
    void refusesTuplesOfDifferentSizes() {
        assertThatThrownBy(() ->
                        bind(h2, text("select (a, b) in (:p)"), Params.of("p", List.of(List.of(1, 2), List.of(3)))))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("Element 1")
                .hasMessageContaining("a tuple of 1, and element 0 is a tuple of 2");
        assertThatThrownBy(() -> bind(h2, text("select a in (:p)"), Params.of("p", List.of(1, List.of(3)))))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("element 0 is a single value");
        assertThatThrownBy(() -> bind(h2, text("select a in (:p)"), Params.of("p", List.of(List.of()))))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("a tuple of 0");
    }

    @Test
    void takesBytesForOneValue() {
        byte[] bytes = {1, 2};
        BoundStatement bound =
                bind(h2, text("select a in (:b) and c in (:bs)"), Params.of("b", bytes, "bs", List.of(bytes)));
        assertThat(bound.sql()).isEqualTo("select a in (?) and c in (?)");
        assertThat(bound.values().get(0)).containsExactly(bytes, bytes);
    }

    @Test
    void refusesAListOutsideOfIn() {
        for (String sql : List.of(
                "select * from t where a = :ids", "select a in (:ids) or b = :ids", "select a in (:ids::int)")) {
            assertThatThrownBy(() -> bind(postgresql, text(sql), Params.of("ids", List.of(1))))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("'ids' is a list")
                    .hasMessageContaining("in (:ids)");
        }
    }

    @Test
    void passesAnArrayOutsideOfInToTheDriver() {
        Integer[] ids = {1, 2};
        BoundStatement bound = bind(postgresql, text("select * from t where a = any(:ids)"), Params.of("ids", ids));
        assertThat(bound.values().get(0)).containsExactly((Object) ids);
    }

    @Test
    void refusesListsInSeveralSets() {
        List<Params> sets = List.of(Params.of("ids", 1), Params.of("ids", List.of(1, 2)));
        assertThatThrownBy(() -> h2.compile(text("delete from t where id in (:ids)"), sets))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("list in parameter group 1");
        BoundStatement scalars =
                h2.compile(text("delete from t where id in (:ids)"), List.of(Params.of("ids", 1), Params.of("ids", 2)));
        assertThat(scalars.sql()).isEqualTo("delete from t where id in (?)");
    }

    @Test
    void refusesMoreBindsThanTheDatabaseTakes() {
        TextClause text = text("select * from t where id in (:ids)");
        Params tooMany = Params.of("ids", new int[70_000]);
        assertThatThrownBy(() -> bind(postgresql, text, tooMany))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("70000 bind values")
                .hasMessageContaining("at most 65535")
                .hasMessageContaining("= any(:ids)");
        assertThatThrownBy(() -> bind(mysql, text, tooMany))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("temporary table")
                .hasMessageNotContaining("any(");
        assertThat(bind(h2, text, tooMany).values().get(0)).hasSize(70_000);
        assertThat(bind(postgresql, text, Params.of("ids", new int[65_535]))
                        .values()
                        .get(0))
                .hasSize(65_535);
    }

    @Test
    void refusesMoreSingleBindsThanTheDatabaseTakes() {
        Map<String, Object> values = new LinkedHashMap<>();
        StringBuilder sql = new StringBuilder("select 1");
        for (int i = 0; i < 70_000; i++) {
            values.put("p" + i, i);
            sql.append(", :p").append(i);
        }
        assertThatThrownBy(() -> mysql.compile(text(sql.toString()), List.of(values)))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("70000")
                .hasMessageContaining("65535");
    }

    @Test
    void refusesNulInAStringWhereTheDatabaseCannotStoreIt() {
        TextClause text = text("select :note where a in (:names)");
        assertThatThrownBy(() -> bind(postgresql, text, Params.of("note", "secret\0", "names", 1)))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("'note'")
                .hasMessageContaining("U+0000")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> bind(postgresql, text, Params.of("note", "", "names", List.of("a", "\0"))))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("'names'");
        assertThat(bind(h2, text, Params.of("note", "\0", "names", 1)).values().get(0))
                .containsExactly("\0", 1);
    }

    @Test
    void knowsWhatANullIsOf() {
        BoundStatement typed = bind(h2, text("select :a, :b"), Params.of("a", Params.nullOf(Long.class), "b", null));
        assertThat(typed.values().get(0)).containsExactly(null, null);
        assertThat(typed.nullTypes()).isEqualTo(List.of(Long.class, Object.class));
    }

    @Test
    void infersWhatANullIsOfFromOtherSetsElementsAndUses() {
        BoundStatement sets = h2.compile(text("select :a"), List.of(Params.of("a", null), Params.of("a", 1)));
        assertThat(sets.nullTypes()).isEqualTo(List.of(Integer.class));
        BoundStatement list = bind(h2, text("select a in (:a)"), Params.of("a", new Object[] {null, "x"}));
        assertThat(list.nullTypes()).isEqualTo(List.of(String.class, String.class));
        BoundStatement tuples =
                bind(h2, text("select (a, b) in (:a)"), Params.of("a", List.of(new Object[] {1, null}, new Object[] {
                    null, "x"
                })));
        assertThat(tuples.nullTypes()).isEqualTo(List.of(Integer.class, String.class, Integer.class, String.class));
    }

    @Test
    void appendsTagsThatCannotEndTheirComment() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("route", "/users/{id}");
        tags.put("x", "*/ drop table t; -- ? :a é");
        assertThat(h2.compile(text("select 1;"), List.of(), StatementContext.tagged(tags))
                        .sql())
                .isEqualTo(
                        "select 1 /* route=%2fusers%2f%7bid%7d,x=%2a%2f%20drop%20table%20t%3b%20--%20%3f%20:a%20%c3%a9 */");
        assertThat(h2.compile(text("select 1 -- x"), List.of(), StatementContext.tagged(Map.of("k", "v")))
                        .sql())
                .isEqualTo("select 1 -- x\n/* k=v */");
    }

    @Test
    void findsAStatementAgainWhateverItsValuesAndTags() {
        TextClause text = text("select a in (:ids)");
        bind(h2, text, Params.of("ids", List.of(1, 2)));
        BoundStatement again = h2.compile(
                text("select a in (:ids)"),
                List.of(Params.of("ids", List.of(3, 4))),
                StatementContext.tagged(Map.of("k", "v")));
        assertThat(again.values().get(0)).containsExactly(3, 4);
        assertThat(h2.cacheStatistics()).isEqualTo(new CacheStatistics(1, 1, 1));
    }

    @Test
    void keepsApartWhatDiffersInSizesColumnsOrShape() {
        TextClause text = text("select a in (:ids)");
        Params two = Params.of("ids", List.of(1, 2));
        assertThat(bind(h2, text, two).sql()).endsWith("(?, ?)");
        assertThat(bind(h2, text, Params.of("ids", List.of(1))).sql()).endsWith("(?)");
        assertThat(bind(h2, text, Params.of("ids", List.of(List.of(1)))).sql()).endsWith("((?))");
        assertThat(bind(h2, text.columns("x"), two).compiled().columnNames()).containsExactly("x");
        assertThat(bind(h2, text.returnsRows(false), two).compiled().shape()).isEqualTo(StatementShape.COUNT);
        assertThat(h2.cacheStatistics()).isEqualTo(new CacheStatistics(0, 5, 5));
    }

    @Test
    void boundsTheCache() {
        StatementCompiler small =
                StatementCompiler.of(CompilerOptions.of(H2Dialect.INSTANCE).withCacheSize(3));
        for (int i = 0; i < 10; i++) {
            bind(small, text("select " + i), Params.none());
        }
        bind(small, text("select '" + "x".repeat(200_000) + "'"), Params.none());
        assertThat(small.cacheStatistics()).isEqualTo(new CacheStatistics(0, 11, 3));
        bind(small, text("select 7"), Params.none());
        assertThat(small.cacheStatistics().hits()).isEqualTo(1);
        assertThatThrownBy(() -> CompilerOptions.of(H2Dialect.INSTANCE).withCacheSize(-1))
                .isInstanceOf(ArgumentException.class);
    }

    @Test
    void sendsADriversOwnTextAsItStands() {
        BoundStatement bound = mysql.raw("select ? , ':a'; -- x", Arrays.asList(Params.nullOf(Long.class), 2));
        assertThat(bound.sql()).isEqualTo("select ? , ':a'; -- x");
        assertThat(bound.values().get(0)).containsExactly(null, 2);
        assertThat(bound.nullTypes()).isEqualTo(List.of(Long.class, Integer.class));
        assertThat(bound.compiled().shape()).isEqualTo(StatementShape.ROWS);
        assertThatThrownBy(() -> postgresql.raw("select $1", List.of("\0"))).hasMessageContaining("parameter '1'");
    }

    private static BoundStatement bind(StatementCompiler compiler, TextClause text, Map<String, ?> params) {
        return compiler.compile(text, List.of(params));
    }
}
