package io.granary.benchmarks;

import static io.granary.benchmarks.Readings.READINGS;

import io.granary.schema.MetaData;
import io.granary.schema.Truncate;
import io.granary.sql.Insert;
import io.granary.sql.Params;
import io.granary.sql.Sql;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Many rows of six columns inserted in one transaction, all keys returned, in operations a second. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class KeyedInsertsBenchmark extends OnContenders {

    private static final Insert INSERT = Sql.insert(READINGS).returning(READINGS.id);

    /** How many rows. */
    @Param("100000")
    int rows;

    private List<Params> parameters = List.of();

    /** Makes the table. */
    @Setup
    public void make() {
        parameters = Readings.rows(rows);
        MetaData table = MetaData.of(READINGS);
        Contenders.await(table.dropAll(contenders.engine()));
        Contenders.await(table.createAll(contenders.engine()));
    }

    /** The table starts each iteration empty. */
    @Setup(Level.Iteration)
    public void empty() {
        Contenders.await(contenders.engine().execute(new Truncate(READINGS, false)));
    }

    /** One call with a list of parameters. */
    @Benchmark
    public int engine() {
        return Contenders.await(contenders
                        .engine()
                        .begin(connection -> connection.execute(INSERT, parameters))
                        .thenApply(result -> result.scalars(Long.class).all()))
                .size();
    }

    /** The peer: INSERTs of a thousand rows each, written by hand. */
    @Benchmark
    public int raw() {
        return Contenders.await(contenders.raw().insertKeyed(rows, 1000)).size();
    }

    /** The peer with as many rows in each INSERT as the protocol has places for. */
    @Benchmark
    public int rawWidest() {
        return Contenders.await(contenders.raw().insertKeyed(rows, 5461)).size();
    }
}
