package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.ServerCounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JVMs that end while their engines are at work. */
interface ExitFacts extends OnBench {

    /** A JVM whose engine holds a transaction, and runs the statement if one is given; its output goes to a file. */
    static Process holder(String url, Path directory, String... statement) throws IOException {
        Path answer = directory.resolve("answer");
        Path output = directory.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EngineHolder.class.getName(),
                url,
                answer.toString()));
        command.addAll(List.of(statement));
        Process jvm = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Eventually.holds("the other JVM holds its transaction", Await.PATIENCE.multipliedBy(2), () -> {
            if (!jvm.isAlive()) {
                throw new AssertionError("The other JVM failed: " + read(output));
            }
            return Files.exists(answer);
        });
        return jvm;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void awaitEnd(Bench bench, Process jvm) {
        Eventually.holds("the other JVM ended", Await.PATIENCE, () -> !jvm.isAlive());
        ServerCounts.awaitNoConnections(bench.database(), Await.PATIENCE);
        assertThat(bench.committed()).isZero();
    }

    /** Statement and transaction end with the drain, for nobody else would stop them. */
    @Test
    @Tag("F57")
    default void aJvmThatIsToldToEndStopsWhatRunsAndRollsBackWhatIsOpen(Bench bench, @TempDir Path directory)
            throws IOException {
        Process jvm =
                holder(bench.database().url(), directory, bench.capabilities().slow());
        try {
            Eventually.holds(
                    "the statement runs",
                    Await.PATIENCE,
                    () -> bench.sql().number(bench.capabilities().countSlow()) == 1);
            ServerCounts.awaitTransactions(bench.database(), 2, Await.PATIENCE);

            jvm.destroy();

            awaitEnd(bench, jvm);
        } finally {
            jvm.destroyForcibly();
        }
    }

    @Test
    @Tag("F58")
    default void whatAKilledJvmHadOpenIsRolledBack(Bench bench, @TempDir Path directory) throws IOException {
        Process jvm = holder(bench.database().url(), directory);
        try {
            ServerCounts.awaitTransactions(bench.database(), 1, Await.PATIENCE);

            jvm.destroyForcibly();

            awaitEnd(bench, jvm);
        } finally {
            jvm.destroyForcibly();
        }
    }
}
