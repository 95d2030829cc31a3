package io.granary.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.engine.PoolStatus;
import io.granary.error.NoSuchModuleException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Report report = Report.to(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void reportsEachStepAndItsOutcome() {
        PoolStatus pool = await(Quickstart.run("h2:mem:///quickstart-test", report));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("Granary on h2:mem:///quickstart-test")
                .contains("135,233 cities", "8,336,599  Tokyo, JP", "16,677  US")
                .contains("135,233 cities before, 134,144 within, 135,233 after")
                .contains("refused: UniqueViolationException of the constraint QUICKSTART_CITY_PK")
                .contains("2 cities added and committed")
                .contains("1 of 5 connections open, 1 idle, 0 lent");
        assertThat(pool.checkedOut()).isZero();
    }

    @Test
    void runsOnAFileOfSqlite(@TempDir Path directory) {
        PoolStatus pool = await(Quickstart.run("sqlite:///" + directory.resolve("cities.db"), report));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("135,233 cities", "8,336,599  Tokyo, JP", "16,677  US")
                .contains("135,233 cities before, 134,144 within, 135,233 after")
                .contains("refused: UniqueViolationException")
                .contains("2 cities added and committed");
        assertThat(pool.checkedOut()).isZero();
    }

    @Test
    void aFileOfSqliteIsReadByTheNextRunToo(@TempDir Path directory) {
        String url = "sqlite+aiosqlite:///" + directory.resolve("async_example.db");

        assertThat(await(DirectConnection.run(url, report))).containsExactly("Edsger", "Grace");
        assertThat(await(DirectConnection.run(url, report))).containsExactly("Edsger", "Grace");

        assertThat(directory.resolve("async_example.db")).isNotEmptyFile();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Edsger, Grace");
    }

    @Test
    void aConnectionToMemoryIsReadAsWell() {
        assertThat(await(DirectConnection.run("sqlite://", report))).containsExactly("Edsger", "Grace");
    }

    @Test
    void endsAfterAWrongUrlToo() {
        assertThatThrownBy(() -> await(Quickstart.run("postgre://localhost/db", report)))
                .hasRootCauseInstanceOf(NoSuchModuleException.class)
                .hasMessageContaining("Did you mean postgresql?");
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
