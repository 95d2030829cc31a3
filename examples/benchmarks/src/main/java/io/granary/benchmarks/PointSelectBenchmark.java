package io.granary.benchmarks;

import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.IsolationLevel;
import io.granary.sql.Params;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** One row of three columns by its primary key, in operations a second. Each way makes a {@link Person} of it. */
public class PointSelectBenchmark extends OnContenders {

    private static final int OPERATIONS = 500;

    /** How many operations run at a time. */
    @Param({"1", "16"})
    int concurrency;

    private final AsyncEngine autocommit =
            contenders.engine().withOptions(ExecutionOptions.none().withIsolationLevel(IsolationLevel.AUTOCOMMIT));

    /** One call, on any connection. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void engine() {
        Lanes.run(
                concurrency,
                OPERATIONS,
                () -> Person.of(contenders.engine().execute(Tables.FIND, Params.of("id", Tables.anyId()))));
    }

    /** A connection leased for the statement and given back, without a transaction. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void leased() {
        Lanes.run(
                concurrency,
                OPERATIONS,
                () -> autocommit.connect(
                        connection -> Person.of(connection.execute(Tables.FIND, Params.of("id", Tables.anyId())))));
    }

    /** The peer with Reactor's operators and {@code usingWhen}. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void raw() {
        Lanes.run(concurrency, OPERATIONS, () -> contenders.raw().find(Tables.anyId()));
    }

    /** The peer with a subscriber of one's own. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void rawLean() {
        Lanes.run(concurrency, OPERATIONS, () -> contenders.raw().findLean(Tables.anyId()));
    }
}
