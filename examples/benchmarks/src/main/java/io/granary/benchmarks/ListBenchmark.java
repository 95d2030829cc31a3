package io.granary.benchmarks;

import io.granary.engine.Result;
import io.granary.sql.Params;
import java.util.concurrent.CompletionStage;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** 100 rows of three columns as a list of {@link Person}, in lists a second. */
public class ListBenchmark extends OnContenders {

    private static final int OPERATIONS = 100;

    /** How many operations run at a time. */
    @Param({"1", "16"})
    int concurrency;

    /** One call, its rows turned into records by {@code into}. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void engine() {
        Lanes.run(
                concurrency,
                OPERATIONS,
                () -> range().thenApply(rows -> rows.into(Person.class).all()));
    }

    /** One call, its rows left as they are. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void engineRows() {
        Lanes.run(concurrency, OPERATIONS, () -> range().thenApply(Result::all));
    }

    /** The peer, mapping by position within the driver. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void raw() {
        Lanes.run(concurrency, OPERATIONS, () -> {
            long first = Tables.anyFirst();
            return contenders.raw().range(first, first + Tables.LIST);
        });
    }

    private CompletionStage<Result> range() {
        long first = Tables.anyFirst();
        return contenders.engine().execute(Tables.RANGE, Params.of("first", first, "after", first + Tables.LIST));
    }
}
