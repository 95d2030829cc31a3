package io.granary.benchmarks;

import static java.util.Objects.requireNonNull;

import io.granary.engine.Row;
import io.granary.schema.MetaData;
import io.granary.sql.Sql;
import io.granary.sql.TextClause;
import io.granary.stream.SqlSource;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** All rows of a table of seven columns read as a stream, each made an object, in operations a second. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class StreamBenchmark extends OnContenders {

    private static final TextClause ALL =
            Sql.text("select id, sensor, place, sequence_number, measured, at, note from bench_reading");

    /** How many rows. */
    @Param("100000")
    int rows;

    /** A row as an object. */
    record Reading(
            @Nullable Long id,
            @Nullable String sensor,
            @Nullable Integer place,
            @Nullable Long sequenceNumber,
            @Nullable Double measured,
            @Nullable LocalDateTime at,
            @Nullable String note) {

        long weight() {
            return requireNonNull(place);
        }
    }

    /** Makes and fills the table. */
    @Setup
    public void fill() {
        Contenders.await(MetaData.of(Readings.READINGS).dropAll(contenders.engine()));
        Contenders.await(MetaData.of(Readings.READINGS).createAll(contenders.engine()));
        Contenders.await(contenders
                .engine()
                .begin(connection -> connection.execute(Sql.insert(Readings.READINGS), Readings.rows(rows))));
    }

    private static Reading reading(Row row) {
        return new Reading(
                row.get(0, Long.class),
                row.get(1, String.class),
                row.get(2, Integer.class),
                row.get(3, Long.class),
                row.get(4, Double.class),
                row.get(5, LocalDateTime.class),
                row.get(6, String.class));
    }

    /** Row by row. */
    @Benchmark
    public long source() {
        return Contenders.await(SqlSource.of(contenders.engine(), ALL)
                .map(StreamBenchmark::reading)
                .runFold(0L, (sum, reading) -> sum + reading.weight(), contenders.system()));
    }

    /** A thousand rows at a time. */
    @Benchmark
    public long partitions() {
        return Contenders.await(SqlSource.partitions(contenders.engine(), ALL, Map.of(), 1000)
                .runFold(
                        0L,
                        (sum, list) -> {
                            long more = sum;
                            for (Row row : list) {
                                more += reading(row).weight();
                            }
                            return more;
                        },
                        contenders.system()));
    }

    /** As records. */
    @Benchmark
    public long into() {
        return Contenders.await(SqlSource.into(contenders.engine(), ALL, Map.of(), Reading.class)
                .runFold(0L, (sum, reading) -> sum + reading.weight(), contenders.system()));
    }

    /** The peer with its defaults, a thousand rows fetched at a time. */
    @Benchmark
    public long raw() {
        return Contenders.await(contenders.raw().readings());
    }

    /** The peer with the options of its driver that the engine sets. */
    @Benchmark
    public long rawTuned() {
        return Contenders.await(contenders.tuned().readings());
    }
}
