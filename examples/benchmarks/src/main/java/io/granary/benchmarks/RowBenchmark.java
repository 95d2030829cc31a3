package io.granary.benchmarks;

import io.granary.engine.Result;
import io.granary.engine.ResultData;
import io.granary.engine.Row;
import io.granary.engine.RowKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A result of 100 rows of three columns read in memory, in nanoseconds for a row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RowBenchmark {

    private final RowKeys keys = RowKeys.of("id", "name", "age");
    private final List<Object[]> rows = new ArrayList<>();

    /** Made by JMH. */
    public RowBenchmark() {
        for (int row = 0; row < Tables.LIST; row++) {
            rows.add(new Object[] {(long) row, "name " + row, row % 90});
        }
    }

    private Result result() {
        return Result.of(ResultData.ofRows(keys, rows));
    }

    /** By position, with the type. */
    @Benchmark
    @OperationsPerInvocation(Tables.LIST)
    public void byPosition(Blackhole sink) {
        for (Row row : result().all()) {
            sink.consume(row.get(0, Long.class));
            sink.consume(row.get(1, String.class));
            sink.consume(row.get(2, Integer.class));
        }
    }

    /** By name, with the type. */
    @Benchmark
    @OperationsPerInvocation(Tables.LIST)
    public void byName(Blackhole sink) {
        for (Row row : result().all()) {
            sink.consume(row.get("id", Long.class));
            sink.consume(row.get("name", String.class));
            sink.consume(row.get("age", Integer.class));
        }
    }

    /** Into records. */
    @Benchmark
    @OperationsPerInvocation(Tables.LIST)
    public List<Person> records() {
        return result().into(Person.class).all();
    }

    /** The first column of each row. */
    @Benchmark
    @OperationsPerInvocation(Tables.LIST)
    public Object scalars() {
        return result().scalars(Long.class).all();
    }
}
