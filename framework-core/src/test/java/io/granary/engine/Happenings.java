package io.granary.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A listener of all kinds that writes down what it hears, in order. */
class Happenings implements PoolListener, ConnectionListener, StatementListener {

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Duration> times = new CopyOnWriteArrayList<>();
    private final List<Statement> statements = new CopyOnWriteArrayList<>();

    List<String> heard() {
        return List.copyOf(heard);
    }

    /** What was heard since the last call. */
    List<String> take() {
        List<String> taken = heard();
        heard.clear();
        return taken;
    }

    List<Duration> times() {
        return times;
    }

    List<Statement> statements() {
        return statements;
    }

    @Override
    public void onPool(String engine, long connection, PoolListener.Event event) {
        heard.add("#" + connection + " " + event);
    }

    @Override
    public void onTransaction(String engine, long connection, ConnectionListener.Event event) {
        heard.add("#" + connection + " " + event);
    }

    @Override
    public void beforeExecute(Statement statement) {
        statements.add(statement);
        heard.add("#" + statement.connection() + " before " + statement.sql());
    }

    @Override
    public void afterExecute(Statement statement, Duration took, long rows, @Nullable Throwable failure) {
        times.add(took);
        heard.add("#" + statement.connection() + " after " + statement.sql() + ": "
                + (failure == null ? rows : failure.getClass().getSimpleName()));
    }
}
