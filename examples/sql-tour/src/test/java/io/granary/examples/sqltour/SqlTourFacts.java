package io.granary.examples.sqltour;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.testkit.fixtures.ActorFixture;
import io.granary.testkit.fixtures.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What each section prints, which is the same on every database: a file each, in {@code expected} among the resources. The larger cities are
 * loaded once, and no section leaves others behind.
 */
@ExtendWith(ActorFixture.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SqlTourFacts {

    /** Enough cities for every question, and few enough to be loaded in a moment. */
    private static final long LEAST_POPULATION = 100_000;

    @SuppressWarnings("NullAway.Init")
    private AsyncEngine engine;

    /** Given by the class's annotation, unless it goes to another database. */
    private @Nullable TestDatabase database;

    private String loading = "";

    /** {@return where the database is} */
    String url() {
        return requireNonNull(database, "an annotation @Database").url();
    }

    @BeforeAll
    void load(ActorSystem<?> system) {
        engine = AsyncEngine.create(system, url());
        loading = printed(new Loading(system, LEAST_POPULATION));
    }

    @AfterAll
    void close() {
        await(engine.close());
    }

    @Test
    void createsTablesAndFillsThem() {
        assertThat(loading).isEqualTo(expected("loading"));
    }

    @Test
    void joinsByForeignKeysAndGroups() {
        assertThat(printed(new Joins())).isEqualTo(expected("joins"));
    }

    @Test
    void ranksAndAddsUpInWindows() {
        assertThat(printed(new Windows())).isEqualTo(expected("windows"));
    }

    @Test
    void goesUpAndDownTheTreeOfRegions() {
        assertThat(printed(new Trees())).isEqualTo(expected("trees"));
    }

    @Test
    void putsNewAndKnownCitiesByOneStatement() {
        assertThat(printed(new Upserts())).isEqualTo(expected("upserts"));
    }

    @Test
    void goesOnFromPageToPage() {
        assertThat(printed(new Pages())).isEqualTo(expected("pages"));
    }

    @Test
    void readsAndComparesPartsOfDocuments() {
        assertThat(printed(new Documents())).isEqualTo(expected("documents"));
    }

    @Test
    void writesStatementsForEachDatabase() {
        assertThat(printed(new Spellings())).isEqualTo(expected("spellings"));
    }

    private String printed(Section section) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        await(Report.to(new PrintStream(bytes, true, StandardCharsets.UTF_8)).section(section, engine));
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static String expected(String section) {
        try (InputStream file = Objects.requireNonNull(
                SqlTourFacts.class.getResourceAsStream("/expected/" + section + ".txt"), section)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
