package io.granary.examples.sqltour;

import io.granary.engine.AsyncEngine;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/**
 * Prints what is asked and what came of it. The only class here that prints.
 *
 * <p>It says nothing of how long that took, so that what it prints of a section is the same on every database.
 */
final class Report {

    private final PrintStream out;

    private Report(PrintStream out) {
        this.out = out;
    }

    /** {@return a report on the console} */
    static Report console() {
        return new Report(System.out);
    }

    /** {@return a report that goes elsewhere} */
    static Report to(PrintStream out) {
        return new Report(out);
    }

    /** Prints a line of its own. */
    void title(String text) {
        out.println(text);
    }

    /**
     * Asks the questions of a section one after another, and prints them with their answers.
     *
     * @return completes after the last
     */
    CompletionStage<Done> section(Section section, AsyncEngine engine) {
        out.printf("%n%s%n", section.title());
        CompletionStage<Done> asked = CompletableFuture.completedStage(Done.getInstance());
        for (Question question : section.questions()) {
            asked = asked.thenCompose(done -> question.answer().apply(engine)).thenApply(lines -> {
                out.printf("%n  %s%n", question.text());
                lines.forEach(line -> out.println("    " + line));
                return Done.getInstance();
            });
        }
        return asked;
    }

    /** {@return a number with its thousands apart} */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** {@return a number with its thousands apart, on the right of a column} */
    static String right(long value) {
        return String.format(Locale.ROOT, "%,13d", value);
    }
}
