package io.granary.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A connection taken and given back without a statement, in leases a second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class LeaseBenchmark {

    private static final int OPERATIONS = 1000;

    /** How many operations run at a time. */
    @Param({"1", "16"})
    int concurrency;

    private final Contenders contenders = Contenders.open();

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

    /** Closes pools and actor system. */
    @TearDown
    public void close() {
        contenders.close();
    }
}
