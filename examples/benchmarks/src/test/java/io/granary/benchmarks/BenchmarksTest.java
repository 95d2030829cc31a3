package io.granary.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs each benchmark once, in this JVM and on H2: what it takes is of no interest, that it ends well is. */
class BenchmarksTest {

    private static final String EVERY = "io\\.granary\\.benchmarks\\..*";

    @Test
    void eachBenchmarkRunsAlone() throws RunnerException {
        assertThat(ranOnce("1")).isEqualTo(known());
    }

    @Test
    void eachBenchmarkWithConcurrencyRunsManyAtATime() throws RunnerException {
        assertThat(ranOnce("16")).isEqualTo(known());
    }

    @Test
    void aFailedOperationFailsTheBenchmark() {
        IllegalStateException why = new IllegalStateException("seen");
        Assertions.assertThatThrownBy(() -> Lanes.run(2, 8, () -> CompletableFuture.failedFuture(why)))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCause(why);
    }

    private static Set<String> ranOnce(String concurrency) throws RunnerException {
        Options options = new OptionsBuilder()
                .include(EVERY)
                .param("concurrency", concurrency)
                .param("rows", "7000")
                .mode(Mode.SingleShotTime)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build();
        Collection<RunResult> results = new Runner(options).run();
        return results.stream()
                .map(result -> result.getParams().getBenchmark())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> known() {
        return BenchmarkList.defaultList()
                .getAll(OutputFormatFactory.createFormatInstance(System.err, VerboseMode.SILENT), List.of())
                .stream()
                .map(entry -> entry.getUsername())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
