package io.granary.benchmarks;

import io.granary.engine.Result;
import io.granary.engine.ResultData;
import io.granary.engine.Row;
import io.granary.engine.RowKeys;
import io.granary.orm.EntityTable;
import io.granary.orm.internal.identity.IdentityMap;
import io.granary.orm.internal.load.EntityLoader;
import io.granary.orm.internal.load.ObjectRows;
import io.granary.orm.internal.load.Overwriting;
import io.granary.orm.mapping.EntityMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** What it takes above reading a row of five columns to have an object of it: 100 rows of a chunk in memory, in nanoseconds for a row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MapBenchmark {

    private static final int COLUMNS = 5;

    private final EntityMapping<Sample> mapping = EntityTable.of(Sample.class).mapping();
    private final ObjectRows objects = ObjectRows.exactly(mapping);
    private final RowKeys keys = RowKeys.of("id", "sensor", "place", "measured", "note");
    private final List<Object[]> rows = new ArrayList<>();
    private final IdentityMap held = new IdentityMap();
    private final EntityLoader known = new EntityLoader(held);

    /** Made by JMH. */
    public MapBenchmark() {
        for (int row = 0; row < Tables.LIST; row++) {
            rows.add(new Object[] {(long) row, "sensor " + row, row % 7, row / 10.0, "a note of sample " + row});
        }
    }

    private List<Row> chunk() {
        return Result.of(ResultData.ofRows(keys, rows)).all();
    }

    /**
     * Each column is read, and nothing is made of it.
     *
     * @param sink takes the values
     */
    @Benchmark
    @OperationsPerInvocation(Tables.LIST)
    public void columns(Blackhole sink) {
        for (Row row : chunk()) {
            for (int column = 0; column < COLUMNS; column++) {
                sink.consume(row.get(column));
            }
        }
    }

    /**
     * An object is made that no session keeps.
     *
     * @param sink takes the objects
     */
    @Benchmark
    @OperationsPerInvocation(Tables.LIST)
    public void object(Blackhole sink) {
        for (Row row : chunk()) {
            @Nullable Object[] image = new @Nullable Object[COLUMNS];
            for (int column = 0; column < COLUMNS; column++) {
                image[column] = row.get(column);
            }
            Sample made = mapping.create(image);
            mapping.write(made, image);
            sink.consume(made);
        }
    }

    /**
     * An object comes into the identity map of a session that is new for each chunk.
     *
     * @return the map
     */
    @Benchmark
    @OperationsPerInvocation(Tables.LIST)
    public IdentityMap session() {
        IdentityMap identities = new IdentityMap();
        EntityLoader loader = new EntityLoader(identities);
        identities.expect(Tables.LIST);
        for (Row row : chunk()) {
            objects.load(loader, row, Overwriting.none());
        }
        return identities;
    }

    /**
     * The same, of rows whose objects the session has already.
     *
     * @return the map
     */
    @Benchmark
    @OperationsPerInvocation(Tables.LIST)
    public IdentityMap again() {
        for (Row row : chunk()) {
            objects.load(known, row, Overwriting.none());
        }
        return held;
    }
}
