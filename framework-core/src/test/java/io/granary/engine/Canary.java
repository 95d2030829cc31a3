package io.granary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.ErrorReport;
import io.granary.error.GranaryException;
import java.util.Locale;

/** A password that must not come out, and the search for it. */
final class Canary {

    static final String WORD = "c4n4ryS3cret";

    private Canary() {}

    /** Searches everything that a log would print of an exception. */
    static void isAbsentFrom(Throwable thrown) {
        for (Throwable link = thrown; link != null; link = link.getCause()) {
            isAbsentFrom(String.valueOf(link.getMessage()));
            isAbsentFrom(link.toString());
            for (Throwable suppressed : link.getSuppressed()) {
                isAbsentFrom(suppressed);
            }
        }
        if (thrown instanceof GranaryException granary) {
            isAbsentFrom(granary.report().toString());
        }
    }

    static void isAbsentFrom(String text) {
        assertThat(text.toLowerCase(Locale.ROOT)).doesNotContain(WORD.toLowerCase(Locale.ROOT));
    }

    /** What an error says under a label; empty text when it says nothing. */
    static String detail(GranaryException thrown, String label) {
        return thrown.report().details().stream()
                .filter(detail -> detail.label().equals(label))
                .map(ErrorReport.Detail::text)
                .findFirst()
                .orElse("");
    }
}
