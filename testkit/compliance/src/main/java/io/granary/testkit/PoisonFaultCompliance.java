package io.granary.testkit;

import static io.granary.testkit.Bench.COUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.error.DatabaseException;
import io.granary.error.PendingRollbackException;
import io.granary.sql.Sql;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Statements that no server accepts: they fail, and harm neither their connection nor what comes after them. */
public interface PoisonFaultCompliance extends OnBench {

    private static EngineOptions one(Bench bench) {
        return bench.options().withPoolSize(1).withMaxOverflow(0);
    }

    /** Wrong on every database. */
    private static List<String> poison() {
        Stream<String> syntax = Stream.of(
                "selec 1",
                "select from where",
                "select (1",
                "select 1)",
                "select 1 from",
                "select * from items where",
                "select * from items order by",
                "select 1 +",
                "select * from items group",
                "insert into items",
                "insert items values",
                "update items set",
                "delete items from",
                "create tabel t (i int)",
                "create table t (i int,,)",
                "\u00e4\u00f6\u00fc",
                "select case when 1 = 1 then 2",
                "select * from (select 1",
                "drop",
                "select 1 where");
        Stream<String> names = Stream.of(
                "select * from nowhere",
                "select nothing from items",
                "select items.nothing from items",
                "select other.id from items",
                "select no_such_function(1)",
                "insert into nowhere values (1)",
                "insert into items (nothing) values (1)",
                "update items set nothing = 1",
                "delete from nowhere",
                "drop table nowhere",
                "alter table nowhere add column c int",
                "select id from items a join items b on a.id = b.id",
                "create table items (id int)",
                "create index i on nowhere (id)",
                "savepoint");
        Stream<String> values = Stream.of(
                "insert into items values (1, 'a', 2)",
                "insert into items (id) values (1, 2)",
                "insert into items (id, name) values (1, repeat('x', 500))",
                "insert into items (id) values (null)",
                "insert into items (id) values (7), (7)",
                "select (select 1 union all select 2)",
                "select 1 union select 1, 2",
                "select * from items where id in (select id, name from items)",
                "select 1 from items having nothing > 1",
                "select count(count(*)) from items",
                "insert into items (id, id) values (1, 1)",
                "insert into items (id) values (99999999999999999999)",
                "insert into items (id) select 1 union select 1, 2",
                "select * from items limit -1",
                "select 1 order by 5",
                "select " + "(".repeat(20_000) + "1" + ")".repeat(19_999));
        return Stream.of(syntax, names, values).flatMap(each -> each).toList();
    }

    @Test
    @Tag("F47")
    default void fiftyPoisonedStatementsHarmNoConnection(Bench bench) {
        AsyncEngine engine = bench.engine(one(bench));
        long before = bench.session(engine);
        assertThat(poison()).hasSizeGreaterThanOrEqualTo(50);

        for (String sql : poison()) {
            var poisoned = engine.connect(connection -> connection.executeDriverSql(sql, List.of()));
            Throwable thrown = Await.value(poisoned.handle((result, why) -> Optional.ofNullable(why)))
                    .orElseThrow(() -> new AssertionError("It succeeded: " + sql));
            Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
            assertThat(cause).as(sql).isInstanceOfSatisfying(DatabaseException.class, failure -> {
                assertThat(failure.connectionInvalidated()).as(sql).isFalse();
                assertThat(failure.retryable()).as(sql).isFalse();
            });
        }

        assertThat(bench.session(engine)).isEqualTo(before);
        assertThat(bench.committed()).isZero();
    }

    @Test
    @Tag("F47")
    default void aPoisonedStatementFailsItsTransactionAlikeEverywhere(Bench bench) {
        AsyncEngine engine = bench.engine(one(bench));
        AsyncConnection connection = Await.value(engine.connect());
        long before = bench.session(connection);
        Await.value(connection.rollback());
        for (String sql : List.of("selec 1", "select * from nowhere", "insert into items (id) values (7), (7)")) {
            Await.value(connection.execute(Sql.text("insert into items (id) values (1)")));

            Await.failure(connection.execute(Sql.text(sql)), DatabaseException.class);

            Await.failure(connection.execute(COUNT), PendingRollbackException.class);
            Await.failure(connection.commit(), PendingRollbackException.class);
            Await.value(connection.rollback());
        }
        assertThat(bench.session(connection)).isEqualTo(before);
        Await.value(connection.close());
        assertThat(bench.committed()).isZero();
    }
}
