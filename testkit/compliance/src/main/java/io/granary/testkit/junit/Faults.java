package io.granary.testkit.junit;

import static java.util.Objects.requireNonNull;

import io.granary.driver.DriverException;
import io.granary.driver.DriverException.Origin;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Has statements of a test fail that the database would have done. Each fault is met by one statement, which is not sent; one that no statement has met
 * when the test ends fails the test.
 *
 * <p>For what goes wrong below the statement, a network or a server, there is {@link io.granary.testkit.fixtures.ToxicProxy}. Thread-safe.
 */
public final class Faults {

    private final List<Fault> waiting = new ArrayList<>();

    private record Fault(String part, DriverException failure) {}

    Faults() {}

    /**
     * Fails the next statement that has this in its text, as the database would by a report. What exception that is, the engine's dialect decides by state and
     * code, as always.
     *
     * @param part a part of the text, letter case aside; empty for any statement
     * @param sqlState the SQLSTATE, such as {@code 40001} for a transaction that cannot be serialized
     * @param errorCode the vendor's number; 0 for none
     */
    public void failNext(String part, String sqlState, int errorCode) {
        failNext(
                part,
                new DriverException(
                        Origin.REPORTED,
                        "injected by the test: SQLSTATE " + sqlState,
                        requireNonNull(sqlState, "sqlState"),
                        errorCode,
                        null,
                        null));
    }

    /**
     * Fails the next statement that has this in its text, as a transaction that met another one: with SQLSTATE 40001, after which it may be tried again.
     *
     * @param part a part of the text, letter case aside; empty for any statement
     */
    public void conflictNext(String part) {
        failNext(part, "40001", 0);
    }

    /**
     * Loses the link as the next statement is sent that has this in its text. All that the test has done so far is still there: only the engine believes
     * it.
     *
     * @param part a part of the text, letter case aside; empty for any statement
     */
    public void loseLinkNext(String part) {
        failNext(
                part,
                new DriverException(Origin.FAULT, "injected by the test: the link was lost", "08006", 0, null, null));
    }

    /**
     * Fails the next statement that has this in its text.
     *
     * @param part a part of the text, letter case aside; empty for any statement
     * @param failure with what
     */
    public synchronized void failNext(String part, DriverException failure) {
        waiting.add(new Fault(part.toLowerCase(Locale.ROOT), requireNonNull(failure, "failure")));
    }

    /** What a statement fails with instead of being sent, if a fault waits for it: the oldest. */
    synchronized @Nullable DriverException take(String sql) {
        String text = sql.toLowerCase(Locale.ROOT);
        for (Iterator<Fault> all = waiting.iterator(); all.hasNext(); ) {
            Fault fault = all.next();
            if (text.contains(fault.part())) {
                all.remove();
                return fault.failure();
            }
        }
        return null;
    }

    /** For which statements faults still wait. */
    synchronized List<String> unmet() {
        return waiting.stream().map(Fault::part).toList();
    }
}
