package io.granary.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The first part of docs/reference/features.md is what the code says; with {@code GRANARY_WRITE_PAGES} in the environment it is written. */
final class FeaturesPageTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "features.md");

    /** From here on it is the test kit's to write. */
    private static final String REST = "\n## What else differs\n";

    private static final List<Dialect> DIALECTS = List.of(
            PostgresDialect.INSTANCE,
            MySqlDialect.MYSQL,
            MySqlDialect.MARIADB,
            H2Dialect.INSTANCE,
            SqliteDialect.INSTANCE);

    private static String page() {
        String names = DIALECTS.stream().map(Dialect::name).collect(Collectors.joining(" | "));
        return """
                # Features

                What each database can do that not every database can, by the names that errors call it. A statement that needs what a database has not is refused with
                [COMPILE](errors.md#compile) before it is sent. This page is written from the code, and a test compares them.

                | feature | %s |
                |---|%s
                """.formatted(names, "---|".repeat(DIALECTS.size()))
                + Arrays.stream(Feature.values()).map(FeaturesPageTest::line).collect(Collectors.joining());
    }

    private static String line(Feature feature) {
        return "| `" + feature + "` | "
                + DIALECTS.stream()
                        .map(dialect -> dialect.supports(feature) ? "yes" : "–")
                        .collect(Collectors.joining(" | "))
                + " |\n";
    }

    @Test
    void tellsWhatTheCodeSays() throws IOException {
        String found = Files.readString(PAGE);
        int rest = found.indexOf(REST);
        assertThat(rest).isPositive();
        if (System.getenv("GRANARY_WRITE_PAGES") != null) {
            Files.writeString(PAGE, page() + found.substring(rest));
            return;
        }
        assertThat(found.substring(0, rest)).isEqualTo(page());
    }
}
