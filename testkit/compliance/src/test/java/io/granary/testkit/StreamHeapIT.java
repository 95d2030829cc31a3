package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Five million rows in a heap of 128 MB, slowly for half a minute and then as fast as they come. Takes minutes: {@code mvn -B verify -Psoak}, or {@code
 * -Dtest='StreamHeapIT*' -Dexcluded.groups=none}.
 */
@Tag("soak")
class StreamHeapIT {

    @Nested
    @Actors
    @Database(DatabaseKind.POSTGRESQL)
    class OnPostgres extends Heap {}

    @Nested
    @Actors
    @Database(DatabaseKind.MARIADB)
    class OnMariaDb extends Heap {}

    @Nested
    @Actors
    @Database(DatabaseKind.MYSQL)
    class OnMySql extends Heap {}

    /** H2 has a result in memory before its first row, unless it is told not to. */
    @Nested
    @Actors
    @Database(DatabaseKind.H2)
    class OnH2 extends Heap {
        @Override
        String url(TestDatabase database) {
            return "h2:mem:///heap?LAZY_QUERY_EXECUTION=1";
        }
    }

    abstract static class Heap {

        private static final Pattern REPORT = Pattern.compile("rows (\\d+) ahead (\\d+) heap (\\d+) to (\\d+)");

        /** Two chunks wait, are filled or are on their way while one is read. PostgreSQL's driver decodes one row more, which tells it whether the end follows. */
        private static final long CHUNKS = 3_000;

        /** What stages have in their hands between the chunks and the end. */
        private static final long SOME = 100;

        private static final long MEGABYTE = 1L << 20;

        String url(TestDatabase database) {
            return database.url();
        }

        @Test
        void readsFiveMillionRowsInASmallHeap(TestDatabase database) throws IOException {
            Process jvm = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SlowReader.class.getName(),
                            url(database),
                            "30")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher report = REPORT.matcher(output);

            assertThat(report.find()).as(output).isTrue();
            System.out.println(database.kind() + ": " + report.group());
            assertThat(Long.parseLong(report.group(1))).isEqualTo(5_000_000);
            assertThat(Long.parseLong(report.group(2))).isLessThanOrEqualTo(CHUNKS + SOME);
            assertThat(Long.parseLong(report.group(4)) - Long.parseLong(report.group(3)))
                    .isLessThan(40 * MEGABYTE);
        }
    }
}
