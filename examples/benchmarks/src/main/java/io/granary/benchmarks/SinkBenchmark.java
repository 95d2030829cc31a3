package io.granary.benchmarks;

import static io.granary.benchmarks.Readings.READINGS;

import io.granary.engine.AsyncEngine;
import io.granary.schema.MetaData;
import io.granary.sql.Insert;
import io.granary.sql.Params;
import io.granary.sql.Sql;
import io.granary.stream.BatchSettings;
import io.granary.stream.BatchSummary;
import io.granary.stream.SqlSink;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Many rows of six columns inserted by a stream, in batches of 1000, in operations a second. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class SinkBenchmark extends OnContenders {

    private static final Insert INSERT = Sql.insert(READINGS);

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
        Contenders.await(contenders.engine().execute(Sql.delete(READINGS)));
    }

    private long written(BatchSettings<Params> settings) {
        AsyncEngine engine = contenders.engine();
        Sink<Params, CompletionStage<BatchSummary>> sink =
                SqlSink.insert(engine, INSERT, settings, Function.identity());
        return Contenders.await(Source.from(parameters).runWith(sink, engine.system()))
                .elements();
    }

    /** One batch after another, a transaction each. */
    @Benchmark
    public long oneAfterAnother() {
        return written(BatchSettings.defaults());
    }

    /** Four batches at a time. */
    @Benchmark
    public long fourAtATime() {
        return written(BatchSettings.<Params>defaults().withParallelism(4));
    }

    /** All in one transaction. */
    @Benchmark
    public long inOneTransaction() {
        return written(BatchSettings.<Params>defaults().inOneTransaction());
    }

    /** The peer: one call with all rows, in one transaction. */
    @Benchmark
    public long execute() {
        return Contenders.await(contenders.engine().begin(connection -> connection.execute(INSERT, parameters)))
                .rowCount();
    }
}
