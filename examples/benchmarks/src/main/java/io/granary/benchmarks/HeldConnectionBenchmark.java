package io.granary.benchmarks;

import io.granary.engine.AsyncConnection;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.IsolationLevel;
import io.granary.sql.Params;
import io.r2dbc.spi.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** One row by its primary key on connections that were leased before, without a transaction, in operations a second. */
public class HeldConnectionBenchmark extends OnContenders {

    private static final int OPERATIONS = 500;
    private static final ExecutionOptions AUTOCOMMIT =
            ExecutionOptions.none().withIsolationLevel(IsolationLevel.AUTOCOMMIT);

    /** How many operations run at a time. */
    @Param({"1", "16"})
    int concurrency;

    private final List<AsyncConnection> held = new ArrayList<>();
    private final List<Connection> rawHeld = new ArrayList<>();

    /** Takes every connection of both pools. */
    @Setup
    public void lease() {
        for (int connection = 0; connection < Contenders.CONNECTIONS; connection++) {
            held.add(Contenders.await(contenders.engine().connect()).withOptions(AUTOCOMMIT));
            rawHeld.add(Contenders.await(contenders.raw().lease()));
        }
    }

    /** A statement on a leased connection. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void engine() {
        Lanes.run(
                concurrency,
                OPERATIONS,
                () -> Person.of(any(held).execute(Tables.FIND, Params.of("id", Tables.anyId()))));
    }

    /** A statement on a connection of the peer's pool. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void raw() {
        Lanes.run(concurrency, OPERATIONS, () -> RawDriver.find(any(rawHeld), Tables.anyId()));
    }

    private <C> C any(List<C> connections) {
        return connections.get(
                concurrency == 1 ? 0 : ThreadLocalRandom.current().nextInt(connections.size()));
    }

    /** Gives the connections back before the pools are closed. */
    @Override
    public void close() {
        held.forEach(connection -> Contenders.await(connection.close()));
        rawHeld.forEach(connection -> Contenders.await(RawDriver.release(connection)));
        super.close();
    }
}
