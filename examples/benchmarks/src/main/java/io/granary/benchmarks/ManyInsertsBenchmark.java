package io.granary.benchmarks;

import io.granary.sql.Params;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** 1000 rows inserted by one statement with 1000 parameter sets and one commit, in rows a second. */
public class ManyInsertsBenchmark extends OnContenders {

    private static final int ROWS = 1000;
    private static final int STATEMENTS = 4;

    /** How many operations run at a time. */
    @Param({"1", "4"})
    int concurrency;

    /** The table starts each iteration empty. */
    @Setup(Level.Iteration)
    public void empty() {
        Contenders.await(contenders.engine().execute(Tables.EMPTY_ITEMS));
    }

    /** One call with a list of parameters. */
    @Benchmark
    @OperationsPerInvocation(STATEMENTS * ROWS)
    public void engine() {
        Lanes.run(concurrency, STATEMENTS, () -> {
            List<Params> rows = new ArrayList<>(ROWS);
            for (int row = 0; row < ROWS; row++) {
                rows.add(Params.of("name", "name " + row, "age", row % 90));
            }
            return contenders.engine().execute(Tables.INSERT, rows);
        });
    }

    /** The peer, by {@code Statement.add}. */
    @Benchmark
    @OperationsPerInvocation(STATEMENTS * ROWS)
    public void raw() {
        Lanes.run(concurrency, STATEMENTS, () -> contenders.raw().insertMany(ROWS));
    }
}
