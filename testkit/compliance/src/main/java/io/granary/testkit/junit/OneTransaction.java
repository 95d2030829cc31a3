package io.granary.testkit.junit;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.driver.TransactionMode;
import io.granary.testkit.Await;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The one physical connection to a database, which outlives the engines of tests, and the transaction that a test is in.
 *
 * <p>A savepoint stands at the transaction's beginning. If it is gone at the end, something has ended the transaction, and what the test did
 * is not undone. Thread-safe.
 */
final class OneTransaction {

    private static final String BEGINNING = "granary_test";
    private static final int REMEMBERED = 1000;
    private static final int NAMED = 8;
    private static final Set<String> HARMLESS =
            Set.of("select", "insert", "update", "delete", "merge", "with", "values");

    private final Deque<String> sent = new ArrayDeque<>();
    private @Nullable Driver driver;
    private @Nullable DriverConnection physical;
    private boolean on;
    private @Nullable String escape;

    /** The connection, opened by that driver if there is none that works. */
    synchronized CompletionStage<DriverConnection> physical(Driver opener) {
        DriverConnection known = physical;
        if (known != null && known.alive()) {
            return CompletableFuture.completedFuture(known);
        }
        boolean within = on;
        return opener.open()
                .thenCompose(opened -> (within ? begun(opened) : CompletableFuture.<Void>completedFuture(null))
                        .thenApply(done -> {
                            took(opener, opened);
                            return opened;
                        }));
    }

    private synchronized void took(Driver opener, DriverConnection opened) {
        driver = opener;
        physical = opened;
    }

    /** Whether the connection is that driver's, so that the driver has to stay. */
    synchronized boolean isOf(Driver opener) {
        return driver == opener;
    }

    /** Whether there is a connection that works, and with it all that was ever put into a database in memory. */
    synchronized boolean isConnected() {
        return physical != null && physical.alive();
    }

    /** Gives up a connection whose state nobody knows. */
    CompletionStage<Void> abandon() {
        DriverConnection known;
        synchronized (this) {
            known = physical;
            physical = null;
        }
        return known == null ? CompletableFuture.completedFuture(null) : known.close();
    }

    // ---- a test

    /** Begins what is undone by {@link #end}; while nothing runs on the connection. */
    void begin() {
        DriverConnection known;
        synchronized (this) {
            known = physical;
            on = true;
            escape = null;
            sent.clear();
        }
        if (known != null) {
            Await.value(begun(known));
        }
    }

    private static CompletionStage<Void> begun(DriverConnection connection) {
        return connection.begin(TransactionMode.DEFAULT).thenCompose(begun -> connection.savepoint(BEGINNING));
    }

    /** Undoes; gives what ended the transaction before, if something did. While nothing runs on the connection. */
    Optional<String> end() {
        DriverConnection known;
        synchronized (this) {
            known = physical;
            on = false;
        }
        if (known != null && known.alive()) {
            Await.value(known.rollbackToSavepoint(BEGINNING).exceptionally(gone -> {
                escaped();
                return null;
            }));
            Await.value(known.rollback());
        }
        synchronized (this) {
            return Optional.ofNullable(escape);
        }
    }

    /** Whether what runs now is to be undone. */
    synchronized boolean isOn() {
        return on;
    }

    /** Notes a statement, for {@link #escaped}. */
    synchronized void sending(String sql) {
        sent.addLast(sql);
        if (sent.size() > REMEMBERED) {
            sent.removeFirst();
        }
    }

    /** A savepoint is gone: something that was sent has ended the transaction, most likely what is no query and no change of rows. */
    synchronized void escaped() {
        if (escape == null) {
            List<String> suspects =
                    sent.stream().filter(sql -> !HARMLESS.contains(verb(sql))).toList();
            List<String> named = suspects.isEmpty() ? List.copyOf(sent) : suspects;
            escape = String.join("\n  ", named.subList(Math.max(0, named.size() - NAMED), named.size()));
        }
    }

    private static String verb(String sql) {
        return sql.strip().split("\\W", 2)[0].toLowerCase(Locale.ROOT);
    }

    /** Closes the connection and its driver, for good. */
    void close() {
        Driver opener;
        synchronized (this) {
            opener = driver;
            driver = null;
        }
        Await.value(abandon());
        if (opener != null) {
            Await.value(opener.close());
        }
    }
}
