package io.granary.benchmarks;

import io.granary.dialect.Dialects;
import io.granary.dialect.render.CompilerOptions;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.engine.internal.compile.StatementCompiler;
import io.granary.sql.Params;
import io.granary.sql.Sql;
import io.granary.sql.TextClause;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From a text and its values to what the driver takes, in nanoseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CompileBenchmark {

    private static final TextClause IN_LIST = Sql.text("select id, name, age from bench_person where id in (:ids)");

    private final CompilerOptions options = CompilerOptions.of(Dialects.named("postgresql"));
    private final StatementCompiler cached = StatementCompiler.of(options);
    private final StatementCompiler uncached = StatementCompiler.of(options.withCacheSize(0));
    private final List<Params> one = List.of(Params.of("id", 7L));
    private final List<Params> list = List.of(Params.of("ids", List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L)));

    /** A text that was compiled before. */
    @Benchmark
    public BoundStatement hit() {
        return cached.compile(Tables.FIND, one);
    }

    /** A text with a list of ten values, which was compiled before. */
    @Benchmark
    public BoundStatement hitWithList() {
        return cached.compile(IN_LIST, list);
    }

    /** The same text without a cache: taken apart and rendered each time. */
    @Benchmark
    public BoundStatement miss() {
        return uncached.compile(Tables.FIND, one);
    }
}
