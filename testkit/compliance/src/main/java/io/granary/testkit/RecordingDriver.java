package io.granary.testkit;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.testkit.fixtures.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A driver of a test's own: passes everything on to a real one and writes down what was asked of it, in order. Thread-safe. */
public final class RecordingDriver extends ForwardingDriver {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int MOST = 10;

    private final List<String> calls;

    private RecordingDriver(Driver real, List<String> calls) {
        super(real, connection -> new RecordingConnection(connection, calls::add));
        this.calls = calls;
    }

    /**
     * {@return a driver for a database}
     *
     * @param database where it connects to
     */
    public static RecordingDriver on(TestDatabase database) {
        return new RecordingDriver(PlainDriver.to(database, MOST, CONNECT_TIMEOUT), new CopyOnWriteArrayList<>());
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
        return super.open();
    }
}
