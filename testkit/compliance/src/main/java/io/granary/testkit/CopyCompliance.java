package io.granary.testkit;

import static io.granary.sql.Sql.copyInto;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Row;
import io.granary.error.ArgumentException;
import io.granary.error.DataException;
import io.granary.error.DisconnectedException;
import io.granary.error.PendingRollbackException;
import io.granary.error.PoolTimeoutException;
import io.granary.error.ProgrammingException;
import io.granary.error.ResourceClosedException;
import io.granary.error.StaleLeaseException;
import io.granary.error.StatementTimeoutException;
import io.granary.error.StreamOpenException;
import io.granary.error.StreamTooSlowException;
import io.granary.error.UniqueViolationException;
import io.granary.schema.Table;
import io.granary.sql.CopyFormat;
import io.granary.sql.CopyIn;
import io.granary.sql.Params;
import io.granary.stream.CopySink;
import io.granary.testkit.fixtures.ServerCounts;
import io.granary.testkit.fixtures.ToxicProxy.Cut;
import io.granary.testkit.fixtures.ToxicProxy.Way;
import io.granary.type.Types;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Rows that are copied in, where the database has COPY. */
public interface CopyCompliance extends OnBench {

    /** The table of the bench. */
    Table ITEMS = Table.of("items", table -> {
        table.column("id", Types.INTEGER, c -> c.primaryKey());
        table.column("name", Types.string(40));
    });

    /** Into all of it. */
    CopyIn INTO_ITEMS = copyInto(ITEMS);

    /** A column of each type. */
    Table TYPED = Table.of("typed", table -> {
        table.column("id", Types.INTEGER, c -> c.primaryKey());
        table.column("small", Types.SMALL_INTEGER);
        table.column("big", Types.BIG_INTEGER);
        table.column("amount", Types.numeric(20, 4));
        table.column("narrow", Types.REAL);
        table.column("wide", Types.DOUBLE);
        table.column("truth", Types.BOOLEAN);
        table.column("word", Types.string(100));
        table.column("note", Types.TEXT);
        table.column("raw", Types.BYTES);
        table.column("day", Types.DATE);
        table.column("hour", Types.TIME);
        table.column("noted", Types.TIMESTAMP);
        table.column("moment", Types.TIMESTAMP_WITH_TIME_ZONE);
        table.column("lasting", Types.INTERVAL);
        table.column("code", Types.UUID);
        table.column("mood", Types.enumOf(TypeCompliance.Mood.class));
        table.column("document", Types.JSON);
        table.column("shouted", TypeCompliance.SHOUTED);
        table.column("numbers", Types.array(Types.INTEGER));
        table.column("words", Types.array(Types.TEXT));
    });

    private static List<?> values(int id, String text, List<String> words) {
        return List.of(
                id,
                Short.MIN_VALUE,
                Long.MIN_VALUE,
                new BigDecimal("-9999999999999999.9999"),
                Float.MIN_VALUE,
                Double.NEGATIVE_INFINITY,
                id % 2 == 0,
                text,
                text + text,
                new byte[] {0, 1, (byte) 0xff, '\\', '\n', (byte) id},
                LocalDate.of(2026, 2, 28),
                LocalTime.of(23, 59, 59, 999_999_000),
                LocalDateTime.of(12026, 3, 29, 2, 30, 0, 1000),
                OffsetDateTime.of(2026, 7, 1, 12, 0, 0, 123_456_000, ZoneOffset.UTC),
                Duration.ofDays(400).plusMillis(7).negated(),
                UUID.nameUUIDFromBytes(new byte[] {(byte) id}),
                TypeCompliance.Mood.SAD,
                JsonNodeFactory.instance.objectNode().put("a", text),
                "HELLO",
                List.of(1, -2, 3),
                words);
    }

    private static Publisher<ByteBuffer> data(Bench bench, String... parts) {
        return Source.from(Arrays.asList(parts))
                .map(part -> ByteString.fromString(part).toByteBuffer())
                .runWith(
                        org.apache.pekko.stream.javadsl.Sink.asPublisher(
                                org.apache.pekko.stream.javadsl.AsPublisher.WITHOUT_FANOUT),
                        bench.system());
    }

    private static List<@Nullable String> names(Bench bench) {
        return Await.value(bench.engine().execute(text("select name from items order by id")))
                .scalars(String.class)
                .all();
    }

    private static AsyncEngine one(Bench bench) {
        return bench.engine(bench.options().withPoolSize(1).withMaxOverflow(0));
    }

    /** The connection is the one that it was, and runs other statements in a transaction of their own. */
    private static void assertUsable(AsyncConnection connection, long backend) {
        Await.value(connection.rollback());
        Await.value(connection.execute(INSERT, Params.of("id", 100, "name", "behind")));
        Await.value(connection.commit());
        assertThat(backend(connection)).isEqualTo(backend);
    }

    private static long backend(AsyncConnection connection) {
        return Await.value(connection.execute(text("select pg_backend_pid()")))
                .scalar(Long.class)
                .orElseThrow();
    }

    @Test
    default void valuesOfEachTypeComeBackAsTheyWentIn(Bench bench) {
        bench.table(TYPED);
        List<List<?>> rows = List.of(
                values(1, "", List.of()),
                values(2, "\\N", List.of("", "NULL", "a,b", "{}", "\"", "\\", "it's")),
                values(3, "a\tb\nc\rd\\e\\.f'g\"h\bi\u000bj", List.of("\t", "\n", "é", "\uD83D\uDE00")),
                values(4, "\u00e9\u20ac\uD83D\uDE00\u0001\u007f", List.of(" x ")),
                values(5, "\\.", List.of("null")));

        assertThat(Await.value(Source.from(rows)
                        .runWith(CopySink.rows(bench.engine(), copyInto(TYPED), row -> row), bench.system())))
                .isEqualTo(5);

        List<Row> back = Await.value(bench.engine().execute(select(TYPED).orderBy(TYPED.column("id"))))
                .fetchAll();
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < TYPED.tableColumns().size(); column++) {
                assertThat(back.get(row).get(TYPED.tableColumns().get(column)))
                        .as(TYPED.tableColumns().get(column).name() + " of row " + row)
                        .isEqualTo(rows.get(row).get(column));
            }
        }
    }

    @Test
    default void nullIsNoEmptyText(Bench bench) {
        bench.table(TYPED);
        List<@Nullable Object> nothing = new java.util.ArrayList<>();
        nothing.add(1);
        TYPED.tableColumns().stream().skip(1).forEach(column -> nothing.add(null));

        Await.value(Source.single(nothing)
                .runWith(CopySink.rows(bench.engine(), copyInto(TYPED), row -> row), bench.system()));
        Await.value(Source.from(List.of(Arrays.asList(1, null), Arrays.asList(2, "")))
                .runWith(CopySink.rows(bench.engine(), INTO_ITEMS, row -> row), bench.system()));

        Row back = Await.value(bench.engine().execute(select(TYPED))).one();
        TYPED.tableColumns().stream()
                .skip(1)
                .forEach(column -> assertThat(back.get(column)).isNull());
        assertThat(names(bench)).containsExactly(null, "");
    }

    @Test
    default void rowsAreMappingsOrSomeColumns(Bench bench) {
        Await.value(Source.from(List.of(3, 4))
                .runWith(
                        CopySink.mappings(bench.engine(), INTO_ITEMS, id -> Map.of("name", "n" + id, "id", id)),
                        bench.system()));
        Await.value(Source.from(List.of(1, 2))
                .runWith(CopySink.rows(bench.engine(), copyInto(ITEMS, ITEMS.column("id")), List::of), bench.system()));

        assertThat(names(bench)).containsExactly(null, null, "n3", "n4");
    }

    @Test
    default void aHundredThousandRowsComeInOnAPoolOfOne(Bench bench) {
        AsyncEngine one = one(bench);
        long rows = Await.value(Source.range(1, 100_000)
                .runWith(CopySink.rows(one, INTO_ITEMS, id -> List.of(id, "name of the item " + id)), bench.system()));

        assertThat(rows).isEqualTo(100_000);
        // What counts is told after the commit, when the connection is back.
        assertThat(Await.value(one.pool().status()).checkedOut()).isZero();
        assertThat(bench.committed()).isEqualTo(100_000);
        assertThat(bench.sql().number("select sum(id) from items")).isEqualTo(5_000_050_000L);
    }

    @Test
    default void nothingIsCopiedOfNothing(Bench bench) {
        assertThat(Await.value(Source.<Integer>empty()
                        .runWith(CopySink.rows(bench.engine(), INTO_ITEMS, id -> List.of(id, "")), bench.system())))
                .isZero();
    }

    @Test
    default void bytesAreCutAnywhereAndMayBeCommaSeparated(Bench bench) {
        CopyIn csv = INTO_ITEMS.withFormat(
                CopyFormat.csv().withHeader().withDelimiter(';').withNull("'null'"));
        String lines = "id;name\n1;'null'\n2;\"a;\"\"b\"\"\nc\"\n3;\n4;\u20ac\n";
        List<ByteString> single = IntStream.range(
                        0, ByteString.fromString(lines).length())
                .mapToObj(at -> ByteString.fromString(lines).slice(at, at + 1))
                .toList();

        assertThat(Await.value(Source.from(single).runWith(CopySink.bytes(bench.engine(), csv), bench.system())))
                .isEqualTo(4);

        assertThat(names(bench)).containsExactly(null, "a;\"b\"\nc", "", "\u20ac");
    }

    @Test
    default void aRowThatViolatesAConstraintFailsTheCopyAndNothingStays(Bench bench) {
        bench.sql().run("insert into items values (50000, 'there')");
        Pair<UniqueKillSwitch, CompletionStage<Long>> run = Source.range(1, 10_000_000)
                .viaMat(KillSwitches.single(), Keep.right())
                .toMat(CopySink.rows(bench.engine(), INTO_ITEMS, id -> List.of(id, "name " + id)), Keep.both())
                .run(bench.system());

        UniqueViolationException failure = Await.failure(run.second(), UniqueViolationException.class);

        assertThat(failure.statement()).contains("COPY items (id, name) FROM STDIN");
        assertThat(bench.committed()).isEqualTo(1);
        Numbered.assertNothingIsLent(bench);
        assertThat(Await.value(bench.engine().execute(COUNT)).scalarOne(Long.class))
                .isEqualTo(1);
    }

    /** The rest was on its way when the server refused one of them. */
    @Test
    default void aSavepointSavesWhatWasDoneBeforeARowThatIsRefusedInTheMiddle(Bench bench) {
        bench.sql().run("insert into items values (5000, 'there')");
        AsyncConnection connection = bench.connection();
        for (int round = 0; round < 20; round++) {
            long backend = backend(connection);
            Await.value(connection.execute(INSERT, Params.of("id", -1, "name", "before")));
            Publisher<ByteBuffer> rows = Source.range(1, 2_000_000)
                    .map(id -> ByteString.fromString(id + "\tname of the item " + id + "\n"))
                    .grouped(2000)
                    .map(lines -> lines.stream().reduce(ByteString.emptyByteString(), ByteString::concat))
                    .map(ByteString::toByteBuffer)
                    .runWith(
                            org.apache.pekko.stream.javadsl.Sink.asPublisher(
                                    org.apache.pekko.stream.javadsl.AsPublisher.WITHOUT_FANOUT),
                            bench.system());

            Await.failure(
                    connection.beginNested(conn -> conn.copyIn(INTO_ITEMS, rows)), UniqueViolationException.class);

            assertThat(Await.value(connection.execute(COUNT)).scalarOne(Long.class))
                    .isEqualTo(2);
            Await.value(connection.rollback());
            assertThat(backend(connection)).isEqualTo(backend);
            Await.value(connection.rollback());
        }
    }

    @Test
    default void aSourceThatFailsRollsTheCopyBackAndItsFailureIsTold(Bench bench) {
        AsyncEngine one = one(bench);
        CompletionStage<Long> copied = Source.range(1, 100_000)
                .map(id -> {
                    if (id == 50_000) {
                        throw new IllegalStateException("row 50000");
                    }
                    return id;
                })
                .runWith(CopySink.rows(one, INTO_ITEMS, id -> List.of(id, "name " + id)), bench.system());

        assertThat(Await.failure(copied, IllegalStateException.class)).hasMessage("row 50000");
        assertThat(Await.value(one.execute(COUNT)).scalarOne(Long.class)).isZero();
    }

    @Test
    default void aRowThatCannotBeWrittenFailsTheCopy(Bench bench) {
        for (List<?> wrong : List.of(List.of(1), List.of(1, "nul\0"), List.of(1, new Thread()))) {
            CompletionStage<Long> copied = Source.from(List.of(List.of(2, "good"), wrong))
                    .runWith(CopySink.rows(bench.engine(), INTO_ITEMS, row -> row), bench.system());
            Await.failure(copied, ArgumentException.class);
        }
        Await.failure(
                Source.single(Map.of("id", 1))
                        .runWith(CopySink.mappings(bench.engine(), INTO_ITEMS, row -> row), bench.system()),
                ArgumentException.class);
        Numbered.assertNothingIsLent(bench);
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void whatTheServerCannotReadOrDoesNotKnowFailsTheCopy(Bench bench) {
        AsyncConnection connection = bench.connection();
        long backend = backend(connection);
        Table missing = Table.of("missing", table -> table.column("id", Types.INTEGER, c -> c.primaryKey()));

        Await.failure(connection.copyIn(INTO_ITEMS, data(bench, "one\tname\n")), DataException.class);
        assertUsable(connection, backend);
        FedData data = new FedData();
        Await.failure(connection.copyIn(copyInto(missing), data), ProgrammingException.class);
        assertThat(data.isAwaited()).isFalse();
        Await.value(connection.rollback());
        assertThat(backend(connection)).isEqualTo(backend);
    }

    @Test
    default void aCopyIsPartOfItsTransaction(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "first")));

        assertThat(Await.value(connection.copyIn(INTO_ITEMS, data(bench, "2\tse", "cond\n3\t\\N\n"))))
                .isEqualTo(2);
        assertThat(Await.value(connection.execute(COUNT)).scalarOne(Long.class)).isEqualTo(3);
        assertThat(bench.committed()).isZero();
        Await.value(connection.rollback());
        assertThat(bench.committed()).isZero();

        Await.value(connection.copyIn(INTO_ITEMS, data(bench, "4\tfourth\n")));
        assertThat(connection.inTransaction()).isTrue();
        Await.value(connection.commit());
        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    default void aFailedCopyHasToBeRolledBackAndASavepointSavesTheRest(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "first")));
        CompletionStage<Long> within =
                connection.beginNested(conn -> conn.copyIn(INTO_ITEMS, data(bench, "2\tsecond\n1\tagain\n")));
        Await.failure(within, UniqueViolationException.class);
        assertThat(Await.value(connection.execute(COUNT)).scalarOne(Long.class)).isEqualTo(1);

        FedData data = new FedData();
        CompletionStage<Long> copy = connection.copyIn(INTO_ITEMS, data);
        data.give("3\tthird\n").fail(new IllegalStateException("no more"));
        Await.failure(copy, IllegalStateException.class);
        assertThat(Await.failure(connection.execute(COUNT), PendingRollbackException.class))
                .hasMessageContaining("data of a copy failed");
        Await.value(connection.rollback());
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void otherStatementsAreRefusedWhileACopyIsOpen(Bench bench) {
        AsyncConnection connection = bench.connection();
        FedData data = new FedData();
        CompletionStage<Long> copy = connection.copyIn(INTO_ITEMS, data);
        data.give("1\tfirst\n");

        Await.failure(connection.execute(COUNT), StreamOpenException.class);
        Await.failure(connection.commit(), StreamOpenException.class);
        Await.failure(connection.copyIn(INTO_ITEMS, new FedData()), StreamOpenException.class);

        data.complete();
        assertThat(Await.value(copy)).isEqualTo(1);
        Await.value(connection.commit());
        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    default void aRollbackEndsAnOpenCopyAndKeepsTheConnection(Bench bench) {
        AsyncConnection connection = bench.connection();
        long backend = backend(connection);
        FedData data = new FedData();
        CompletionStage<Long> copy = connection.copyIn(INTO_ITEMS, data);
        data.give("1\tfirst\n");

        Await.value(connection.rollback());

        Await.failure(copy, ResourceClosedException.class);
        data.awaitCancelled();
        assertUsable(connection, backend);
        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    default void givingTheConnectionBackEndsAnOpenCopy(Bench bench) {
        AsyncEngine one = one(bench);
        AsyncConnection connection = Await.value(one.connect());
        long backend = backend(connection);
        FedData data = new FedData();
        CompletionStage<Long> copy = connection.copyIn(INTO_ITEMS, data);
        data.give("1\tfirst\n");

        Await.value(connection.close());

        Await.failure(copy, ResourceClosedException.class);
        data.awaitCancelled();
        assertThat(Await.value(one.connect(CopyCompliance::backendOf))).isEqualTo(backend);
        assertThat(bench.committed()).isZero();
    }

    private static CompletionStage<Long> backendOf(AsyncConnection connection) {
        return connection
                .execute(text("select pg_backend_pid()"))
                .thenApply(result -> result.scalar(Long.class).orElseThrow());
    }

    @Test
    default void whoGivesTheStageUpEndsTheCopy(Bench bench) {
        AsyncConnection connection = bench.connection();
        long backend = backend(connection);
        FedData data = new FedData();
        CompletableFuture<Long> copy = connection.copyIn(INTO_ITEMS, data).toCompletableFuture();
        data.give("1\tfirst\n");

        copy.cancel(false);

        data.awaitCancelled();
        assertThat(copy).isCancelled();
        assertUsable(connection, backend);
    }

    @Test
    @Tag("F27")
    default void theCopyOfAnOwnerThatEndsIsStoppedAndItsConnectionIsLentOn(Bench bench) {
        AsyncEngine engine = one(bench);
        CompletableFuture<AsyncConnection> leased = new CompletableFuture<>();
        ActorRef<Object> owner = bench.kit().spawn(Behaviors.<Object>setup(context -> {
            engine.ownedBy(context).connect().thenAccept(leased::complete);
            return Behaviors.receive(Object.class)
                    .onMessageEquals("stop", Behaviors::stopped)
                    .build();
        }));
        AsyncConnection connection = Await.value(leased);
        long backend = backend(connection);
        FedData data = new FedData();
        CompletionStage<Long> copy = connection.copyIn(INTO_ITEMS, data);
        data.give("1\tfirst\n");

        owner.tell("stop");

        Await.failure(copy, StaleLeaseException.class);
        data.awaitCancelled();
        assertThat(Await.value(engine.connect(CopyCompliance::backendOf))).isEqualTo(backend);
        assertThat(bench.committed()).isZero();
    }

    /** Data that does not come is nobody's fault but its own; the table that is locked is. */
    @Test
    default void theStatementTimeoutCountsWhileTheDatabaseIsWaitedFor(Bench bench) {
        AsyncConnection holder = bench.connection();
        AsyncConnection connection =
                bench.connection().withOptions(ExecutionOptions.none().withStatementTimeout(Duration.ofMillis(200)));
        long backend = backend(connection);
        FedData slow = new FedData();
        CompletionStage<Long> copy = connection.copyIn(INTO_ITEMS, slow);
        slow.give("1\tfirst\n");
        Await.value(holder.execute(text("select 1 from pg_sleep(0.6)")));
        slow.give("2\tsecond\n").complete();
        assertThat(Await.value(copy)).isEqualTo(2);
        Await.value(connection.rollback());

        Await.value(holder.execute(text("lock table items in access exclusive mode")));
        Await.failure(connection.copyIn(INTO_ITEMS, data(bench, "1\tfirst\n")), StatementTimeoutException.class);
        Await.value(holder.rollback());
        assertUsable(connection, backend);
    }

    @Test
    @Tag("F3")
    default void aConnectionThatIsKilledFailsItsCopy(Bench bench) {
        AsyncConnection connection = bench.connection();
        long backend = backend(connection);
        FedData data = new FedData();
        CompletionStage<Long> copy = connection.copyIn(INTO_ITEMS, data);
        data.give("1\tfirst\n");

        ServerCounts.killConnection(bench.database(), backend);

        assertThat(Await.failure(copy, DisconnectedException.class).connectionInvalidated())
                .isTrue();
        data.awaitCancelled();
        Await.value(connection.rollback());
        assertThat(backend(connection)).isNotEqualTo(backend);
        assertThat(bench.committed()).isZero();
    }

    @Test
    @Tag("F13")
    default void aLinkThatIsLostInTheMiddleFailsTheSinkAndNothingStays(Bench bench) {
        try (FaultyLink link =
                FaultyLink.of(bench, bench.options().withPoolSize(1).withMaxOverflow(0))) {
            link.proxy().cutWhen(Way.UP, "name of the item 60000", Cut.RESET_BEFORE);

            CompletionStage<Long> copied = Source.range(1, 10_000_000)
                    .runWith(
                            CopySink.rows(link.engine(), INTO_ITEMS, id -> List.of(id, "name of the item " + id)),
                            bench.system());

            assertThat(Await.failure(copied, DisconnectedException.class).connectionInvalidated())
                    .isTrue();
            assertThat(Await.value(link.engine().execute(COUNT)).scalarOne(Long.class))
                    .isZero();
        }
    }

    /** No byte comes back, and none is taken. */
    @Test
    @Tag("F10")
    default void aCopyThatIsSwallowedFailsAtItsDeadline(Bench bench) {
        try (FaultyLink link = FaultyLink.of(
                bench, bench.options().withPoolSize(1).withMaxOverflow(0).withCancelGrace(Duration.ofMillis(200)))) {
            link.proxy().cutWhen(Way.UP, "name of the item 60000", Cut.SILENCE_BEFORE);
            AsyncEngine hurried =
                    link.engine().withOptions(ExecutionOptions.none().withStatementTimeout(Duration.ofMillis(300)));

            CompletionStage<Long> copied = Source.range(1, 10_000_000)
                    .runWith(
                            CopySink.rows(hurried, INTO_ITEMS, id -> List.of(id, "name of the item " + id)),
                            bench.system());

            assertThat(Await.failure(copied, StatementTimeoutException.class).connectionInvalidated())
                    .isTrue();
            link.proxy().heal();
            link.proxy().resetSilenced();
            assertThat(Await.value(link.engine().execute(COUNT)).scalarOne(Long.class))
                    .isZero();
        }
    }

    @Test
    default void aSinkThatGetsNoConnectionFailsAndReadsNothing(Bench bench) {
        AsyncEngine one = one(bench);
        AsyncConnection holder = Await.value(one.connect());

        Await.failure(
                Source.range(1, 1_000_000)
                        .runWith(
                                CopySink.rows(
                                        one.within(Duration.ofMillis(200)), INTO_ITEMS, id -> List.of(id, "name")),
                                bench.system()),
                PoolTimeoutException.class);

        Await.value(holder.close());
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void aPublisherThatThrowsOrGivesTooMuchFailsTheCopy(Bench bench) {
        AsyncConnection connection = bench.connection();
        long backend = backend(connection);
        Publisher<ByteBuffer> throwing = subscriber -> {
            throw new IllegalStateException("no subscriber wanted");
        };
        Await.failure(connection.copyIn(INTO_ITEMS, throwing), IllegalStateException.class);
        assertUsable(connection, backend);

        FedData data = new FedData();
        CompletionStage<Long> copy = connection.copyIn(INTO_ITEMS, data);
        for (int i = 0; i < 10_000 && !copy.toCompletableFuture().isDone(); i++) {
            data.give(i + "\tname\n");
        }
        assertThat(Await.failure(copy, IllegalStateException.class)).hasMessageContaining("more data");
        Await.value(connection.rollback());
        assertThat(backend(connection)).isEqualTo(backend);
    }

    @Test
    default void schemasAreTranslated(Bench bench) {
        bench.sql().run("drop schema if exists tenant cascade", "create schema tenant");
        bench.sql().run("create table tenant.items (id int primary key, name varchar(40))");
        AsyncEngine tenant =
                bench.engine().withOptions(ExecutionOptions.none().withSchemaTranslation(Map.of("", "tenant")));

        Await.value(Source.single(List.of(1, "of the tenant"))
                .runWith(CopySink.rows(tenant, INTO_ITEMS, row -> row), bench.system()));

        assertThat(bench.sql().number("select count(*) from tenant.items")).isEqualTo(1);
        bench.sql().run("drop schema tenant cascade");
    }

    @Test
    default void dataThatIsTooSlowLosesItsConnection(Bench bench) {
        AsyncConnection connection = bench.connection();
        long backend = backend(connection);
        FedData data = new FedData();
        CompletionStage<Long> copy = connection
                .withOptions(ExecutionOptions.none().withMaxHold(Duration.ofMillis(300)))
                .copyIn(INTO_ITEMS, data);
        data.give("1\tname\n");

        assertThat(Await.failure(copy, StreamTooSlowException.class)).hasMessageContaining("after 7 bytes");
        data.awaitCancelled();
        Await.value(connection.rollback());
        assertThat(backend(connection)).isEqualTo(backend);
        assertThat(bench.committed()).isZero();
    }
}
