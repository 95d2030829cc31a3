package io.granary.benchmarks;

import io.granary.sql.Params;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** One row inserted and committed in a transaction of its own, in transactions a second. */
public class InsertBenchmark extends OnContenders {

    private static final int OPERATIONS = 200;

    /** How many operations run at a time. */
    @Param({"1", "16"})
    int concurrency;

    /** The table starts each iteration empty. */
    @Setup(Level.Iteration)
    public void empty() {
        Contenders.await(contenders.engine().execute(Tables.EMPTY_ITEMS));
    }

    /** The scope of a transaction. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void engine() {
        Lanes.run(concurrency, OPERATIONS, () -> {
            int age = anyAge();
            return contenders
                    .engine()
                    .begin(connection ->
                            connection.execute(Tables.INSERT, Params.of("name", "name " + age, "age", age)));
        });
    }

    /** The peer. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void raw() {
        Lanes.run(concurrency, OPERATIONS, () -> {
            int age = anyAge();
            return contenders.raw().insert("name " + age, age);
        });
    }

    private static int anyAge() {
        return ThreadLocalRandom.current().nextInt(90);
    }
}
