package io.granary.testkit;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.testkit.fixtures.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A driver of a test's own: passes everything on to a real one and writes down what was asked of it, in order. Thread-safe. */
public final class RecordingDriver implements Driver {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int MOST = 10;

    private final Driver real;
    private final List<String> calls = new CopyOnWriteArrayList<>();

    private RecordingDriver(Driver real) {
        this.real = real;
    }

    /**
     * {@return a driver for a database}
     *
     * @param database where it connects to
     */
    public static RecordingDriver on(TestDatabase database) {
        return new RecordingDriver(PlainDriver.to(database, MOST, CONNECT_TIMEOUT));
    }

    /** {@return {@code open}, {@code close}, {@code begin}, {@code commit}, {@code rollback}, {@code fetch} with a size, or a
     *     statement's text, as they came} */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /**
     * {@return how often something was called}
     *
     * @param call what
     */
    public long count(String call) {
        return calls.stream().filter(call::equals).count();
    }

    @Override
    public CompletionStage<DriverConnection> open() {
        calls.add("open");
        return real.open().thenApply(connection -> new RecordingConnection(connection, calls::add));
    }

    @Override
    public boolean blocking() {
        return real.blocking();
    }

    @Override
    public CompletionStage<Void> close() {
        return real.close();
    }
}
