package io.granary.benchmarks;

import static java.util.Objects.requireNonNull;

import io.granary.engine.Row;
import io.granary.sql.Sql;
import io.granary.sql.TextClause;
import io.granary.stream.SqlSource;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A file of SQLite's by the engine, and by its driver on one thread that blocks, in operations a second. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Benchmark)
public class SqliteBenchmark {

    private static final String ALL = "select id, sensor, place, measured, note from bench_sample where id <= ?";
    private static final TextClause ALL_BOUND =
            Sql.text("select id, sensor, place, measured, note from bench_sample where id <= :id");
    private static final String ONE = "select id, sensor, place, measured, note from bench_sample where id = ?";
    private static final TextClause ONE_BOUND =
            Sql.text("select id, sensor, place, measured, note from bench_sample where id = :id");
    private static final int NEW = 10_000;
    private static final int OPERATIONS = 500;

    /** How many rows the table has before. */
    @Param("1000000")
    int rows;

    private @Nullable SqliteFile file;
    private int next;
    private long keyed;

    private record Read(
            @Nullable Long id,
            @Nullable String sensor,
            @Nullable Integer place,
            @Nullable Double measured,
            @Nullable String note) {

        long weight() {
            return requireNonNull(place);
        }
    }

    /** Makes the file and fills it. */
    @Setup
    public void open() {
        file = SqliteFile.open(rows);
    }

    /** Closes and removes it. */
    @TearDown
    public void close() {
        file().close();
    }

    /** Takes out what was written by the iteration before. */
    @Setup(Level.Iteration)
    public void shrink() throws SQLException {
        file().run("delete from bench_sample where id > " + rows);
        file().run("delete from bench_keyed");
    }

    private SqliteFile file() {
        return requireNonNull(file);
    }

    private int key() {
        next = next % rows + 1;
        return next;
    }

    /** A row by its key, one at a time: the next is asked for where the one before came. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void pointSelect() {
        Lanes.run(
                1,
                OPERATIONS,
                () -> file().engine()
                        .execute(ONE_BOUND.bind("id", key()))
                        .thenApply(found -> read(found.one()).sensor()));
    }

    /** The same by a thread that waits for each. */
    @Benchmark
    public @Nullable Object pointSelectWaiting() {
        return Contenders.await(file().engine().execute(ONE_BOUND.bind("id", key())))
                .one()
                .get(1);
    }

    /** The same by the driver, with a statement that is prepared each time, as the driver keeps none. */
    @Benchmark
    public @Nullable Object pointSelectPlain() throws SQLException {
        try (PreparedStatement one = file().plain().prepareStatement(ONE)) {
            return sensor(one);
        }
    }

    /** The same by the driver, with a statement that stays prepared. */
    @Benchmark
    public @Nullable Object pointSelectPrepared() throws SQLException {
        return sensor(file().prepared(ONE));
    }

    private @Nullable String sensor(PreparedStatement one) throws SQLException {
        one.setInt(1, key());
        try (ResultSet found = one.executeQuery()) {
            found.next();
            return read(found).sensor();
        }
    }

    /** 10,000 new objects in one flush, with the keys that they get, and the commit. */
    @Benchmark
    public Object flush() {
        List<Sample> samples = IntStream.range(0, NEW).mapToObj(Sample::new).toList();
        return Contenders.await(file().sessions().begin(session -> {
            session.addAll(samples);
            return session.flush();
        }));
    }

    /** As many rows by the driver's batch, which gives no keys, and the commit. */
    @Benchmark
    public void flushPlain() throws SQLException {
        file().insertPlain(NEW);
    }

    /** As many by the driver, each asked for its key. */
    @Benchmark
    public long flushPlainForKeys() throws SQLException {
        return file().insertForKeys(NEW);
    }

    /** 10,000 new objects that have keys, in one flush, and the commit. */
    @Benchmark
    public Object flushKeyed() {
        long first = newKeys();
        List<KeyedSample> samples =
                LongStream.range(first, first + NEW).mapToObj(KeyedSample::new).toList();
        return Contenders.await(file().sessions().begin(session -> {
            session.addAll(samples);
            return session.flush();
        }));
    }

    /** As many rows that have keys by the driver's batch, and the commit. */
    @Benchmark
    public void flushKeyedPlain() throws SQLException {
        file().insertKeyed(newKeys(), NEW);
    }

    private long newKeys() {
        keyed += NEW;
        return keyed;
    }

    /** All rows as a stream, each made an object. */
    @Benchmark
    public long stream() {
        return Contenders.await(SqlSource.of(file().engine(), ALL_BOUND.bind("id", rows))
                .map(SqliteBenchmark::read)
                .runFold(0L, (sum, read) -> sum + read.weight(), file().system()));
    }

    /** The same by the driver. */
    @Benchmark
    public long streamPlain() throws SQLException {
        long sum = 0;
        try (PreparedStatement all = file().plain().prepareStatement(ALL)) {
            all.setInt(1, rows);
            try (ResultSet found = all.executeQuery()) {
                while (found.next()) {
                    sum += read(found).weight();
                }
            }
        }
        return sum;
    }

    private static Read read(Row row) {
        return new Read(
                row.get(0, Long.class),
                row.get(1, String.class),
                row.get(2, Integer.class),
                row.get(3, Double.class),
                row.get(4, String.class));
    }

    private static Read read(ResultSet row) throws SQLException {
        return new Read(row.getLong(1), row.getString(2), row.getInt(3), row.getDouble(4), row.getString(5));
    }
}
