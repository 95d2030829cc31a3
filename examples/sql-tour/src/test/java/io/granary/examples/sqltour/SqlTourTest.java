package io.granary.examples.sqltour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.NoSuchModuleException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Test;

class SqlTourTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Report report = Report.to(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void showsEachSectionBehindTheLoading() {
        assertThat(run("h2:mem:///sql-tour-test")).isEqualTo(Done.getInstance());

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("Granary's statements on h2:mem:///sql-tour-test")
                .contains("46 cities")
                .containsSubsequence(Tour.SECTIONS.stream().map(Section::title).toList());
    }

    @Test
    void endsAfterAWrongUrlToo() {
        assertThatThrownBy(() -> run("postgre://localhost/db"))
                .hasRootCauseInstanceOf(NoSuchModuleException.class)
                .hasMessageContaining("Did you mean postgresql?");
    }

    private Done run(String url) {
        return SqlTour.run(url, 5_000_000, report).toCompletableFuture().join();
    }
}
