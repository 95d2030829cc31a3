package io.granary.testkit;

import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.ExecutionOptions;
import io.granary.error.CheckViolationException;
import io.granary.error.DatabaseException;
import io.granary.error.ForeignKeyViolationException;
import io.granary.error.LockTimeoutException;
import io.granary.error.NotNullViolationException;
import io.granary.error.PoolTimeoutException;
import io.granary.error.ProgrammingException;
import io.granary.error.StatementTimeoutException;
import io.granary.error.UniqueViolationException;
import io.granary.schema.Column;
import io.granary.schema.MetaData;
import io.granary.schema.Table;
import io.granary.sql.Params;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Test;

/** What is SQLite's own in the engine: memory, locks, storage of types, errors. */
class SqliteOwnIT extends OnSqliteFile {

    private static final String NUMBERS =
            "with recursive n (i) as (select 1 union all select i + 1 from n where i < 1000000000) select count(*) from n";

    SqliteOwnIT(ActorSystem<?> system) {
        super(system);
    }

    @Test
    void aDatabaseInMemoryIsOneForAll(ActorSystem<?> system) {
        AsyncEngine memory = AsyncEngine.create(system, "sqlite+aiosqlite:///:memory:");
        Await.value(memory.execute(text("create table kept (id integer primary key)")));
        List<Integer> ids = List.of(1, 2, 3, 4, 5);
        ids.stream()
                .map(id -> memory.execute(text("insert into kept values (:id)"), Params.of("id", id)))
                .toList()
                .forEach(Await::value);

        assertThat(Await.value(memory.execute(text("select count(*) from kept")))
                        .scalar(Long.class))
                .contains(5L);
        assertThat(Await.value(memory.pool().status()).opened()).isEqualTo(1);
        Await.value(memory.close());
    }

    @Test
    void aDatabaseInMemoryHasOneConnectionForWhichOthersWait(ActorSystem<?> system) {
        AsyncEngine memory = AsyncEngine.create(
                system, "sqlite://", EngineOptions.defaults().withPoolTimeout(Duration.ofMillis(100)));
        AsyncConnection held = Await.value(memory.connect());
        Await.value(held.execute(text("create table kept (id integer primary key)")));

        Await.failure(memory.execute(text("select 1")), PoolTimeoutException.class);

        Await.value(held.commit());
        Await.value(held.close());
        assertThat(Await.value(memory.execute(text("select count(*) from kept")))
                        .scalar(Long.class))
                .contains(0L);
        Await.value(memory.close());
    }

    @Test
    void whatIsRolledBackIsGoneAndASavepointKeepsTheRest() {
        run("create table kept (id integer primary key)");
        AsyncConnection connection = Await.value(engine.connect());
        Await.value(connection.execute(text("insert into kept values (1)")));
        Await.value(connection
                .beginNested()
                .thenCompose(nested -> connection
                        .execute(text("insert into kept values (2)"))
                        .thenCompose(done -> nested.rollback())));
        Await.value(connection.commit());
        Await.value(connection.execute(text("insert into kept values (3)")));
        Await.value(connection.rollback());
        Await.value(connection.close());

        assertThat(Await.value(engine.execute(text("select id from kept")))
                        .scalars(Integer.class)
                        .all())
                .containsExactly(1);
    }

    @Test
    void aLockThatIsNotGrantedInTimeIsTold() {
        run("create table kept (id integer primary key)");
        AsyncConnection writer = Await.value(engine.connect());
        Await.value(writer.execute(text("insert into kept values (1)")));

        LockTimeoutException failure =
                Await.failure(engine.execute(text("insert into kept values (2)")), LockTimeoutException.class);

        assertThat(failure.connectionInvalidated()).isFalse();
        Await.value(writer.close());
        run("insert into kept values (2)");
    }

    @Test
    void aStatementEndsAtItsDeadlineAndItsConnectionLivesOn() {
        AsyncConnection connection = Await.value(engine.connect());
        AsyncConnection hurried =
                connection.withOptions(ExecutionOptions.none().withStatementTimeout(Duration.ofMillis(50)));

        Await.failure(hurried.execute(text(NUMBERS)), StatementTimeoutException.class);

        Await.value(connection.rollback());
        assertThat(Await.value(connection.execute(text("select 1"))).scalar(Integer.class))
                .contains(1);
        Await.value(connection.close());
        assertThat(Await.value(engine.pool().status()).opened()).isEqualTo(1);
    }

    @Test
    void eachViolationHasItsException() {
        run(
                "create table top (id integer primary key, name text not null unique, size integer"
                        + " constraint size_ok check (size > 0))",
                "create table leaf (top integer references top)",
                "insert into top values (1, 'one', 1)");
        Map.<String, Class<? extends DatabaseException>>of(
                        "insert into top values (1, 'two', 1)", UniqueViolationException.class,
                        "insert into top values (2, 'one', 1)", UniqueViolationException.class,
                        "insert into top values (2, null, 1)", NotNullViolationException.class,
                        "insert into top values (2, 'two', 0)", CheckViolationException.class,
                        "insert into leaf values (9)", ForeignKeyViolationException.class,
                        "select nothing from top", ProgrammingException.class,
                        "selec 1", ProgrammingException.class)
                .forEach((sql, type) -> assertThat(Await.failure(engine.execute(text(sql)), type))
                        .as(sql)
                        .isNotNull());
        assertThat(Await.failure(
                                engine.execute(text("insert into top values (2, 'two', 0)")),
                                CheckViolationException.class)
                        .constraint())
                .contains("size_ok");
    }

    @Test
    void valuesOfEachTypeComeBackAsTheyWere() {
        survives(Types.SMALL_INTEGER, Short.MIN_VALUE, (short) 7);
        survives(Types.INTEGER, Integer.MIN_VALUE, Integer.MAX_VALUE);
        survives(Types.BIG_INTEGER, Long.MIN_VALUE, Long.MAX_VALUE);
        survives(Types.DOUBLE, -1.5e300, 0.1);
        survives(Types.BOOLEAN, true, false);
        survives(Types.numeric(15, 4), new BigDecimal("-99999999999.9999"), new BigDecimal("1.5000"));
        survives(Types.numeric(20, 4), new BigDecimal("9999999999999999.9999"), new BigDecimal("0.0000"));
        survives(Types.string(20), "häuser ✓", "");
        survives(Types.TEXT, "a;'?:b", "7");
        survives(Types.DATE, LocalDate.of(2024, 2, 29), LocalDate.of(1, 1, 1));
        survives(Types.TIME, LocalTime.of(13, 14, 15, 123_456_000), LocalTime.MIDNIGHT);
        survives(
                Types.TIMESTAMP,
                LocalDateTime.of(2024, 2, 29, 13, 14, 15, 123_456_000),
                LocalDateTime.of(1970, 1, 1, 0, 0));
        survives(
                Types.TIMESTAMP_WITH_TIME_ZONE,
                OffsetDateTime.of(2024, 2, 29, 13, 14, 15, 0, ZoneOffset.UTC),
                OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));
        survives(Types.UUID, new UUID(1, 2), new UUID(3, 4));
        survives(Types.INTERVAL, Duration.ofMinutes(90), Duration.ofNanos(1_000));
    }

    /** As parameters, as conditions, and in the order of time where they have one. */
    private <T> void survives(SqlType<T> type, T one, T other) {
        Table table = Table.of("typed", parts -> {
            parts.column("id", Types.INTEGER, c -> c.primaryKey());
            parts.column("v", type);
        });
        @SuppressWarnings("unchecked") // declared so above
        Column<T> v = (Column<T>) table.tableColumns().get(1);
        MetaData all = MetaData.of(table);
        Await.value(all.createAll(engine));
        Await.value(engine.execute(insert(table), Params.of("id", 1, "v", one)));
        Await.value(engine.execute(insert(table), Params.of("id", 2, "v", other)));
        Await.value(engine.execute(insert(table), Params.of("id", 3, "v", null)));

        assertThat(Await.value(engine.execute(select(v).orderBy(table.column("id"))))
                        .scalars(type.javaType())
                        .all())
                .as("%s", type)
                .containsExactly(one, other, null);
        assertThat(Await.value(engine.execute(select(table.column("id")).where(v.eq(one))))
                        .scalars(Integer.class)
                        .all())
                .as("%s", type)
                .containsExactly(1);
        Await.value(all.dropAll(engine));
    }
}
