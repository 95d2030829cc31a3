package io.granary.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverException.Origin;
import io.granary.driver.DriverStatement;
import io.granary.driver.DriverStatement.Returns;
import io.granary.driver.TransactionMode;
import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.error.DatabaseException;
import io.granary.testkit.fixtures.ActorFixture;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.PlainSql;
import io.granary.testkit.fixtures.TestDatabase;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is PostgreSQL's own in its driver: texts that the server knows by names, and portals that wait. */
@ExtendWith(ActorFixture.class)
@Database(DatabaseKind.POSTGRESQL)
class PostgresOwnIT {

    private static final String SHAPE = "select * from shape where id <= $1";
    private static final String NAMES = "select name from pg_prepared_statements where name like 'G\\_%'";
    private static final String MANY = "select i, repeat('x', 2000) from generate_series(1, 500) g (i)";
    private static final String DOUBLED = "select $1::int8 + $1::int8";

    private static final List<Object> WRITTEN = List.of(
            "häuser 🙂",
            "",
            Long.MIN_VALUE,
            -1,
            (short) 7,
            0.1,
            1.5f,
            Double.NaN,
            true,
            new UUID(1, 2),
            new BigDecimal("-12345678901234567890.12345"),
            LocalDate.of(1500, 1, 1),
            LocalDate.of(10_000, 1, 1),
            LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_600),
            LocalDateTime.of(1, 1, 1, 0, 0, 0, 1_000),
            OffsetDateTime.of(1500, 3, 1, 0, 0, 0, 0, ZoneOffset.UTC),
            new Integer[] {1, null},
            new Long[0],
            new String[] {"a,b", "\"", null},
            new LocalDate[] {LocalDate.of(1500, 1, 1)},
            new LocalDateTime[] {LocalDateTime.of(2024, 2, 29, 1, 2, 3)});

    private final TestDatabase database;
    private PortSession session;
    private DriverConnection connection;

    PostgresOwnIT(TestDatabase database) {
        this.database = database;
        this.session = PortSession.on(DriverUnderTest.of(database));
        this.connection = session.open();
    }

    @BeforeEach
    void begin() {
        PlainSql.on(database)
                .run(
                        "drop table if exists shape, leaf, top, each",
                        "create table shape (id int, a int)",
                        "insert into shape values (1, 7)");
    }

    @AfterEach
    void end() {
        session.close();
    }

    private void reopen(Map<String, String> options) {
        session.close();
        session = PortSession.on(DriverUnderTest.of(database, options));
        connection = session.open();
    }

    private static DriverStatement fetching(String sql, int rows) {
        return new DriverStatement(sql, List.of(), Returns.UNKNOWN, rows, rows);
    }

    private @Nullable Object[] row(String sql, @Nullable Object... values) {
        List<Object[]> rows = session.query(connection, sql, values).rows();
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    private DriverException failed(DriverStatement statement) {
        return requireNonNull(session.run(connection, statement).failure());
    }

    private DriverException failed(String sql, @Nullable Object... values) {
        return failed(PortSession.statement(sql, Returns.UNKNOWN, 10, values));
    }

    private void assertThatItIsUsable() {
        assertThat(row(DOUBLED, 21L)).containsExactly(42L);
    }

    @Test
    @Tag("F55")
    void aTextWhoseColumnsChangeIsPreparedAnew() {
        assertThat(row(SHAPE, 1)).containsExactly(1, 7);
        PlainSql.on(database).run("alter table shape alter a type text");
        assertThat(row(SHAPE, 1)).containsExactly(1, "7");
        PlainSql.on(database).run("alter table shape rename a to b");
        assertThat(session.query(connection, SHAPE, 1).columns()).containsExactly("id", "b");
        PlainSql.on(database).run("alter table shape drop b");
        assertThat(row(SHAPE, 1)).containsExactly(1);
    }

    @Test
    @Tag("F55")
    void aTextWhoseColumnsChangeFailsInATransactionAndWorksInTheNext() {
        row(SHAPE, 1);
        PlainSql.on(database).run("alter table shape alter a type text");
        PortSession.await(connection.begin(TransactionMode.DEFAULT));
        assertThat(failed(SHAPE, 1).sqlState()).isEqualTo("0A000");
        assertThat(failed(DOUBLED, 1L).sqlState()).isEqualTo("25P02");
        PortSession.await(connection.rollback());

        PortSession.await(connection.begin(TransactionMode.DEFAULT));
        assertThat(row(SHAPE, 1)).containsExactly(1, "7");
        PortSession.await(connection.commit());
    }

    @Test
    @Tag("F55")
    void textsThatTheServerForgotArePreparedAnew() {
        row(SHAPE, 1);
        assertThatItIsUsable();
        session.change(connection, "deallocate all");
        assertThat(row(SHAPE, 1)).containsExactly(1, 7);

        session.change(connection, "deallocate all");
        PortSession.await(connection.begin(TransactionMode.DEFAULT));
        assertThat(failed(SHAPE, 1).sqlState()).isEqualTo("26000");
        PortSession.await(connection.rollback());
        PortSession.await(connection.begin(TransactionMode.DEFAULT));
        assertThatItIsUsable();
        assertThat(row(SHAPE, 1)).containsExactly(1, 7);
        PortSession.await(connection.commit());
        assertThat(session.query(connection, NAMES).rows()).hasSize(2);
    }

    @Test
    void asManyTextsAreKeptAsAUrlSays() {
        for (int kept = 0; kept < 2; kept++) {
            reopen(Map.of("preparedStatementCacheQueries", Integer.toString(kept)));
            for (long time = 0; time < 2; time++) {
                assertThat(row(DOUBLED, time)).containsExactly(2 * time);
                assertThat(row(SHAPE, 1)).containsExactly(1, 7);
            }
            row(SHAPE, 1L);
            // What is one too many is closed by the next statement.
            assertThat(session.query(connection, NAMES).rows()).hasSizeBetween(kept, 2 * kept);
        }
    }

    @Test
    void valuesAreTheSameWhicheverWayTheyGo() {
        List<List<@Nullable Object>> here = each();
        reopen(Map.of("forceBinary", "false"));
        assertThat(each()).isEqualTo(here);
        reopen(Map.of("compatibilityMode", "true"));
        assertThat(each()).isEqualTo(here);
        assertThat(session.query(connection, NAMES).rows()).isEmpty();
    }

    /** A value of each common type, one that is like none, and NULL. */
    private List<List<@Nullable Object>> each() {
        PlainSql.on(database)
                .run(
                        "drop table if exists each",
                        "drop domain if exists short",
                        "drop type if exists mood",
                        "create type mood as enum ('sad', 'happy')",
                        "create domain short as varchar(5) check (value <> '')",
                        "create table each (id int8 primary key, i2 int2, i4 int4, f4 float4, f8 float8, b bool,"
                                + " n numeric, m numeric(10, 2), t text, v varchar(9), c char(4), u uuid, d date, tm time,"
                                + " ttz timetz, ts timestamp, tz timestamptz, iv interval, mo interval, by bytea, j json,"
                                + " jb jsonb, ia int[], ta text[], na numeric[], mood mood, short short, o oid, x \"char\","
                                + " e name)",
                        "insert into each values (1, -1, -2, 1.5, 1e300, true, 123456789012345678901234567890.123, 1.50,"
                                + " 'ü', 'v', 'c', '00000000-0000-0001-0000-000000000002', '2024-02-29', '13:14:15.123456',"
                                + " '13:14:15+02', '2024-02-29 13:14:15.123456', '2024-02-29 13:14:15+02',"
                                + " '1 day 02:03:04.5', '1 year 2 mons', '\\x00ff', '{\"a\": 1}', '{\"b\": [1]}',"
                                + " '{1,2}', '{a,\"b,c\"}', '{1.5,-2}', 'happy', 's', 42, 'x', 'name')",
                        "insert into each (id, i2, i4, f4, f8, b, n, t, c, d, ts, tz) values (2, -32768, -2147483648,"
                                + " 'NaN', '-Infinity', false, 0, '', '', '1582-10-15', '2000-01-01 00:00:00.000001',"
                                + " '1970-01-01 00:00:00Z')",
                        "insert into each (id) values (3)");
        return session.query(connection, "select * from each where id < $1 order by id", 9L).rows().stream()
                .map(row -> Arrays.stream(row).map(PostgresOwnIT::comparable).toList())
                .toList();
    }

    private static @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        return value instanceof Object[] several ? Arrays.asList(several) : value;
    }

    /** The driver's codecs count days of before 1582 by another calendar than the server, and throw of some moments before 2000. */
    @Test
    void oldDaysAndMomentsAreWhatTheServerHas() {
        Object[] row = row(
                "select date '1500-01-01', date '0001-01-01', timestamp '1969-12-31 23:59:59.5', timestamp"
                        + " '1500-03-01 00:00:00.000001', timestamptz '1500-03-01 00:00:00.25Z' where 1 = $1",
                1);
        assertThat(row)
                .startsWith(
                        LocalDate.of(1500, 1, 1),
                        LocalDate.of(1, 1, 1),
                        LocalDateTime.of(1969, 12, 31, 23, 59, 59, 500_000_000),
                        LocalDateTime.of(1500, 3, 1, 0, 0, 0, 1_000));
        assertThat(((OffsetDateTime) requireNonNull(row[4])).toInstant())
                .isEqualTo(LocalDateTime.of(1500, 3, 1, 0, 0, 0, 250_000_000).toInstant(ZoneOffset.UTC));
    }

    /** The server plans no FETCH, so nothing says that a cursor of that name is another by now. */
    @Test
    void columnsOfACursorAreThoseOfTheCursor() {
        PortSession.await(connection.begin(TransactionMode.DEFAULT));
        session.change(connection, "declare c cursor for select 7::int8 as a");
        assertThat(session.run(connection, fetching("fetch all from c", 10)).rows())
                .containsExactly(new Object[] {7L});
        session.change(connection, "close c");
        session.change(connection, "declare c cursor for select 'seven'::text as b, 7 as c");
        ReceiverLog again = PortSession.good(session.run(connection, fetching("fetch all from c", 10)));
        assertThat(again.rows()).containsExactly(new Object[] {"seven", 7});
        assertThat(again.columns()).containsExactly("b", "c");
        PortSession.await(connection.rollback());
    }

    @Test
    void aStreamThatIsGivenUpWhileItsPortalWaitsLeavesNothingBehind() {
        for (boolean inTransaction : new boolean[] {false, true}) {
            if (inTransaction) {
                PortSession.await(connection.begin(TransactionMode.DEFAULT));
                session.change(connection, "update shape set a = $1", 8);
            }
            ReceiverLog log = session.start(connection, fetching("select i from generate_series(1, 100) g (i)", 10));
            log.request(1);
            log.chunks(1);
            log.stop();

            assertThatItIsUsable();
            assertThat(row("select count(*) from pg_cursors")).containsExactly(0L);
            assertThat(log.rows()).hasSize(10);
        }
        PortSession.await(connection.commit());
        assertThat(PlainSql.on(database).number("select a from shape")).isEqualTo(8);
    }

    @Test
    void aConstraintThatFailsAtTheImplicitCommitFailsTheStatement() {
        PlainSql.on(database)
                .run(
                        "create table top (id int primary key)",
                        "create table leaf (top int constraint leaf_top references top initially deferred)");
        DriverException whole = failed("insert into leaf values ($1)", 1);
        assertThat(whole.sqlState()).isEqualTo("23503");
        assertThat(whole.constraint()).isEqualTo("leaf_top");
        assertThatItIsUsable();

        DriverException fetched = failed(fetching("insert into leaf values (2) returning top", 1));
        assertThat(fetched.sqlState()).isEqualTo("23503");
        assertThatItIsUsable();
        assertThat(PlainSql.on(database).number("select count(*) from leaf")).isZero();
    }

    @Test
    void aWrongNumberOfValuesIsRefusedAndHarmsNothing() {
        DriverException few = failed("select $1::int + $2::int", 1);
        assertThat(few.origin()).isEqualTo(Origin.REPORTED);
        assertThat(few.sqlState()).isEqualTo("08P01");
        DriverException many = failed("select $1::int + $2::int", 1, 2, 3);
        assertThat(many.origin()).isEqualTo(Origin.REFUSED);
        assertThat(many).hasMessageContaining("3 values");
        assertThat(row("select $1::int + $2::int", 1, 2)).containsExactly(3);
    }

    @Test
    void aWrongNumberOfValuesFailsAnEngineThatGoesOn(ActorSystem<?> system) {
        AsyncEngine engine = AsyncEngine.create(
                system, database.url(), EngineOptions.defaults().withPoolSize(1).withMaxOverflow(0));
        AsyncConnection lent = Await.value(engine.connect());
        for (List<Integer> values : List.of(List.of(1), List.of(1, 2, 3))) {
            DatabaseException failure =
                    Await.failure(lent.executeDriverSql("select $1::int + $2::int", values), DatabaseException.class);
            assertThat(failure.connectionInvalidated()).as("%s", failure).isFalse();
            Await.value(lent.rollback());
        }
        assertThat(Await.value(lent.executeDriverSql("select $1::int + $2::int", List.of(1, 2)))
                        .scalarOne())
                .isEqualTo(3);
        Await.value(lent.close());
        Await.value(engine.close());
    }

    /** Both sides would wait for each other. */
    @Test
    void aCopyWithoutDataIsRefused() {
        assertThat(failed(fetching("copy shape from stdin", 10)).getMessage()).contains("sends no data");
        assertThatItIsUsable();
        PortSession.good(session.run(connection, fetching("copy shape to stdout", 10)));
        assertThatItIsUsable();
    }

    /** Its codec takes it, and fails when it writes it. */
    @Test
    void aValueThatCannotBeWrittenIsRefusedAndHarmsNothing() {
        DriverException failure = failed("select $1::text[]", (Object) new Object[] {1, "a"});
        assertThat(failure.origin()).isEqualTo(Origin.REFUSED);
        assertThatItIsUsable();
    }

    @Test
    void valuesArriveAsTheSameWhicheverWayTheyGo() {
        List<String> here = WRITTEN.stream().map(this::written).toList();
        reopen(Map.of("forceBinary", "false"));
        assertThat(WRITTEN.stream().map(this::written).toList()).isEqualTo(here);
    }

    private String written(Object value) {
        return value.getClass().getSimpleName() + " " + row("select $1::text", value)[0];
    }

    @Test
    void streamsThatAreCancelledAnywhereLeaveNoBuffersBehind() {
        Random random = new Random(7);
        long before = 0;
        for (int number = 0; number < 300; number++) {
            int rows = 1 + random.nextInt(40);
            DriverStatement statement = new DriverStatement(
                    MANY, List.of(), Returns.ROWS, random.nextInt(3) == 0 ? 1000 : rows, 1 + random.nextInt(rows));
            int last = 1 + random.nextInt(3);
            boolean within = random.nextBoolean();
            ReceiverLog log = session.start(connection, statement, told -> {
                if (within && told.chunks() == last) {
                    told.stop();
                }
            });
            log.request(within ? 100 : last);
            log.chunks(last);
            if (!within) {
                log.stop();
            }
            if (number == 100) {
                assertThatItIsUsable();
                before = buffers();
            }
        }
        assertThatItIsUsable();
        assertThat(buffers() - before).isLessThan(10 << 20);
    }

    private static long buffers() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }
}
