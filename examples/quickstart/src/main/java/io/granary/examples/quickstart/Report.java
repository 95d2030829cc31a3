package io.granary.examples.quickstart;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/** Prints what the tour does, how long it took and what came of it. The only class here that prints. */
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
     * Does a piece of work and prints its name, its time and its outcome.
     *
     * @return completes with what the work gave
     */
    <T> CompletionStage<T> step(
            String name, Supplier<? extends CompletionStage<T>> work, Function<? super T, List<String>> outcome) {
        long start = System.nanoTime();
        return work.get().thenApply(found -> {
            out.printf(Locale.ROOT, "%n%-62s %,7d ms%n", name, (System.nanoTime() - start) / 1_000_000);
            outcome.apply(found).forEach(line -> out.println("    " + line));
            return found;
        });
    }

    /** {@return a number with its thousands apart} */
    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
