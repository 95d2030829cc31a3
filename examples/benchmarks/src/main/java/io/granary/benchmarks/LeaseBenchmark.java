package io.granary.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** A connection taken and given back without a statement, in leases a second. */
public class LeaseBenchmark extends OnContenders {

    private static final int OPERATIONS = 1000;

    /** How many operations run at a time. */
    @Param({"1", "16"})
    int concurrency;

    /** By the pool's actors. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void engine() {
        Lanes.run(
                concurrency,
                OPERATIONS,
                () -> contenders.engine().connect().thenCompose(connection -> connection.close()));
    }

    /** By r2dbc-pool. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void raw() {
        Lanes.run(concurrency, OPERATIONS, () -> contenders.raw().leaseAndRelease());
    }
}
