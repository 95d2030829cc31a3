package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.MarkerStyle;
import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Result;
import io.granary.error.InvalidRequestException;
import io.granary.error.ProgrammingException;
import io.granary.error.UniqueViolationException;
import io.granary.sql.Executable;
import io.granary.sql.Params;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How statements are run and committed, on the engine and on a connection. */
public interface StatementCompliance extends OnBench {

    @Test
    default void aScopeGivesWhatItsFunctionGives(Bench bench) {
        long count = Await.value(bench.engine()
                .connect(connection -> connection.execute(COUNT).thenApply(result -> result.scalarOne(Long.class))));

        assertThat(count).isZero();
    }

    @Test
    @Tag("AE15")
    default void aScopeClosesItsConnection(Bench bench) {
        var connection = Await.value(bench.engine()
                .connect(within -> within.execute(INSERT, Params.of("id", 1, "name", "one"))
                        .thenCompose(inserted -> within.commit())
                        .thenApply(done -> within)));

        assertThat(connection.isClosed()).isTrue();
        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    default void aScopeClosesItsConnectionWhenItsFunctionThrows(Bench bench) {
        IllegalStateException thrown = new IllegalStateException("out of the function");

        assertThat(Await.failure(
                        bench.engine().<Long>connect(connection -> {
                            throw thrown;
                        }),
                        IllegalStateException.class))
                .isSameAs(thrown);
    }

    @Test
    default void aScopeRefusesAFunctionWithoutAStage(Bench bench) {
        @SuppressWarnings("NullAway") // What Java lets a caller do.
        var whole = bench.engine().<Long>connect(connection -> null);

        assertThat(Await.failure(whole, InvalidRequestException.class)).hasMessageContaining("null");
    }

    @Test
    default void aConnectionBeginsByItselfAndCommitsWhenAsked(Bench bench) {
        var connection = bench.connection();
        Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "one")));
        assertThat(connection.inTransaction()).isTrue();
        assertThat(bench.committed()).isZero();

        Await.value(connection.commit());

        assertThat(connection.inTransaction()).isFalse();
        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    default void manySetsOfParametersInsertManyRows(Bench bench) {
        Result inserted = Await.value(bench.engine()
                .begin(connection -> connection.execute(
                        INSERT,
                        List.of(
                                Params.of("id", 1, "name", "one"),
                                Params.of("id", 2, "name", null),
                                Params.of("id", 3, "name", "three")))));

        assertThat(inserted.rowCount()).isEqualTo(3);
        assertThat(bench.sql().column("select name from items order by id")).containsExactly("one", null, "three");
    }

    @Test
    default void changesAreCounted(Bench bench) {
        AsyncEngine engine = bench.engine();
        Await.value(engine.execute(INSERT, List.of(Params.of("id", 1, "name", "a"), Params.of("id", 2, "name", "b"))));

        assertThat(Await.value(engine.execute(text("update items set name = 'c'")))
                        .rowCount())
                .isEqualTo(2);
        assertThat(Await.value(engine.execute(text("delete from items where id = :id"), Map.of("id", 7)))
                        .rowCount())
                .isZero();
    }

    @Test
    default void scalarGivesTheFirstValueAndEmptyForNoneAndForNull(Bench bench) {
        Await.value(bench.engine().execute(INSERT, Params.of("id", 4, "name", null)));
        var connection = bench.connection();

        assertThat(Await.value(connection.scalar(text("select id from items"), Long.class)))
                .hasValue(4L);
        assertThat(Await.value(connection.scalar(text("select name from items"), String.class)))
                .isEmpty();
        assertThat(Await.value(
                        connection.scalar(text("select id from items where id = :id"), Map.of("id", 5), Long.class)))
                .isEmpty();
    }

    @Test
    default void scalarsGiveTheFirstColumn(Bench bench) {
        Await.value(bench.engine()
                .execute(INSERT, List.of(Params.of("id", 1, "name", "a"), Params.of("id", 2, "name", "b"))));

        List<String> names = Await.value(bench.engine()
                        .connect(connection ->
                                connection.scalars(text("select name from items order by id"), String.class)))
                .fetchAll();

        assertThat(names).containsExactly("a", "b");
    }

    @Test
    default void driverSqlTakesTheDriversOwnMarkers(Bench bench) {
        boolean dollars = bench.engine().dialect().markers() == MarkerStyle.DOLLAR_NUMBERED;
        String sql = dollars ? "insert into items values ($1, $2)" : "insert into items values (?, ?)";

        Result inserted = Await.value(bench.engine()
                .begin(connection -> connection.executeDriverSql(sql, List.of(1, "it's :not a parameter"))));

        assertThat(inserted.rowCount()).isEqualTo(1);
        assertThat(bench.sql().value("select name from items")).isEqualTo("it's :not a parameter");
    }

    @Test
    default void theEngineCommitsOneStatement(Bench bench) {
        Await.value(bench.engine().execute(INSERT, Params.of("id", 1, "name", "one")));

        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    default void theEngineCommitsManySetsOrNone(Bench bench) {
        AsyncEngine engine = bench.engine();
        Await.value(
                engine.execute(INSERT, List.of(Params.of("id", 1, "name", "one"), Params.of("id", 2, "name", "two"))));
        assertThat(bench.committed()).isEqualTo(2);

        Await.failure(
                engine.execute(
                        INSERT,
                        List.of(
                                Params.of("id", 3, "name", "three"),
                                Params.of("id", 2, "name", "again"),
                                Params.of("id", 4, "name", "four"))),
                UniqueViolationException.class);

        assertThat(bench.committed()).isEqualTo(2);
    }

    @Test
    default void aRefusedStatementNamesItsTextAndItsCode(Bench bench) {
        ProgrammingException failure =
                Await.failure(bench.engine().execute(text("select nothing from nowhere")), ProgrammingException.class);

        assertThat(failure.statement()).hasValue("select nothing from nowhere");
        assertThat(failure.connectionInvalidated()).isFalse();
        assertThat(failure.sqlState().isPresent() || failure.errorCode().isPresent())
                .isTrue();
    }

    @Test
    default void transactionControlAsTextIsRefused(Bench bench) {
        InvalidRequestException refused =
                Await.failure(bench.engine().execute(text("commit")), InvalidRequestException.class);

        assertThat(refused).hasMessageContaining("commit").hasMessageContaining("begin()");
    }

    @Test
    default void statementsOfOneConnectionRunInTheOrderAsked(Bench bench) {
        var connection = bench.connection();

        var first = connection.execute(INSERT, Params.of("id", 1, "name", "one"));
        var second = connection.execute(text("update items set name = 'two' where id = 1"));
        var third = connection.scalar(text("select name from items where id = 1"), String.class);
        var fourth = connection.rollback();

        assertThat(Await.value(third)).hasValue("two");
        assertThat(Await.value(first).rowCount()).isEqualTo(1);
        assertThat(Await.value(second).rowCount()).isEqualTo(1);
        Await.value(fourth);
        Await.value(connection.close());
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void aFetchSizeReachesTheDriverAndLosesNoRow(Bench bench) {
        ReadRows.insert(bench, 20);
        RecordingDriver driver = RecordingDriver.on(bench.database());
        AsyncEngine engine = bench.engine(bench.options(), driver)
                .withOptions(ExecutionOptions.none().withFetchSize(7));
        Executable some = text("select id from items where id > :least order by id");

        Result alone = Await.value(engine.execute(some, Params.of("least", 0)));
        Result within = Await.value(engine.connect(connection -> connection.execute(some, Params.of("least", 3))));
        Await.value(engine.execute(text("update items set name = 'x'")));

        assertThat(alone.scalars(Integer.class).all()).isEqualTo(ReadRows.upTo(20));
        assertThat(within.fetchAll()).hasSize(17);
        assertThat(driver.count("fetch 7")).isEqualTo(2);
    }
}
