package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.testkit.fixtures.DatabaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The second part of docs/reference/features.md is what the suites are told; with {@code GRANARY_WRITE_PAGES} in the environment it is written. */
class ClaimsPageTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "reference", "features.md");
    private static final Path CLAIMS = Path.of("src", "main", "java", "io", "granary", "testkit", "Claim.java");
    private static final Pattern CLAIM = Pattern.compile("/\\*\\*\\s*([^/]*?)\\s*\\*/\\s*([A-Z_0-9]+)\\b");
    private static final String TITLE = "\n## What else differs\n";

    private static Map<String, Capabilities> subjects() {
        Map<String, Capabilities> subjects = new LinkedHashMap<>();
        for (DatabaseKind kind : new DatabaseKind[] {
            DatabaseKind.POSTGRESQL, DatabaseKind.MYSQL, DatabaseKind.MARIADB, DatabaseKind.H2, DatabaseKind.SQLITE
        }) {
            subjects.put(kind.label(), Capabilities.of(kind));
        }
        subjects.put("sqlite in memory", new SqliteInMemory().capabilities());
        return subjects;
    }

    private static Map<String, String> meanings() throws IOException {
        Map<String, String> meanings = new LinkedHashMap<>();
        Matcher found = CLAIM.matcher(Files.readString(CLAIMS));
        while (found.find()) {
            meanings.put(
                    found.group(2),
                    found.group(1).replaceAll("\\{@code ([^}]*)}", "`$1`").replaceAll("\\s*\\n\\s*\\*\\s*", " "));
        }
        return meanings;
    }

    private static String part() throws IOException {
        Map<String, Capabilities> subjects = subjects();
        Map<String, String> meanings = meanings();
        return TITLE
                + """

                What the suites of the test kit are told of each database beside that, by the names of `Claim`. What a database does not claim they expect it to
                refuse, or to do the next best thing, as said here. Left out is what needs a server that ends sessions, on SQLite, and several connections, in memory; suites of which nothing
                would be left there are not run: those about the pool, about connections that are lost, opened anew or made ready for who comes next, and ranges that are
                read at the same time.

                | claim | | %s |
                |---|---|%s
                """.formatted(String.join(" | ", subjects.keySet()), "---|".repeat(subjects.size()))
                + Arrays.stream(Claim.values())
                        .map(claim -> "| `" + claim + "` | " + meanings.get(claim.name()) + " | "
                                + subjects.values().stream()
                                        .map(subject -> subject.claims(claim) ? "yes" : "–")
                                        .collect(Collectors.joining(" | "))
                                + " |\n")
                        .collect(Collectors.joining());
    }

    @Test
    void tellsWhatTheSuitesAreTold() throws IOException {
        String found = Files.readString(PAGE);
        String first = found.contains(TITLE) ? found.substring(0, found.indexOf(TITLE)) : found;
        if (System.getenv("GRANARY_WRITE_PAGES") != null) {
            Files.writeString(PAGE, first + part());
            return;
        }
        assertThat(found).isEqualTo(first + part());
        assertThat(meanings()).hasSize(Claim.values().length);
    }
}
