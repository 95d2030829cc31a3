package io.granary.examples.streamingetl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.NoSuchModuleException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamingEtlTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private void run(String source, String target) {
        StreamingEtl.run(source, target, 1_000_000, new PrintStream(printed, true, StandardCharsets.UTF_8))
                .toCompletableFuture()
                .join();
    }

    @Test
    void movesAllCitiesFromOneDatabaseToAnother() {
        run("h2:mem:///etl-test-source", "h2:mem:///etl-test-target");

        assertThatAllWereMoved();
    }

    /** As SQLite makes them. Its lanes write one after another, for only one connection of a file does at a time. */
    @Test
    void movesAllCitiesFromAFileOfSqliteToAnother(@TempDir Path directory) {
        run("sqlite:///" + directory.resolve("source.db"), "sqlite:///" + directory.resolve("target.db"));

        assertThatAllWereMoved();
    }

    private void assertThatAllWereMoved() {
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("135,233 cities, 135,233 of them still to be moved")
                .contains("135,233 places written in ");
    }

    @Test
    void endsAfterAWrongUrlToo() {
        assertThatThrownBy(() -> run("h2:mem:///etl-test-source", "nosuch://localhost/db"))
                .hasRootCauseInstanceOf(NoSuchModuleException.class);
    }
}
