package io.granary.driver.jdbc;

import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.DriverStatement.Returns;
import io.granary.driver.RowReceiver;
import io.granary.driver.SqlNull;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A statement that runs: as many chunks as were asked for, then its thread is left until more are.
 *
 * <p>What is not said to be of many threads belongs to the connection's.
 */
final class JdbcExecution implements DriverExecution {

    private static final Object[] NO_VALUES = {};
    private static final int USUAL_CHUNK = 128;

    private final DriverStatement statement;
    private final RowReceiver receiver;
    private final PreparedStatements statements;
    private final JdbcFlavor flavor;
    private final ConnectionThread thread;
    private final LockWaits waits;
    private final List<Object[]> sets;

    // Of many threads.
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger wishes = new AtomicInteger();
    private final Object listening = new Object();
    private boolean unheard;
    private volatile @Nullable PreparedStatement running;

    private int nextSet;
    private @Nullable ResultSet rows;
    private int width;
    private boolean toldColumns;
    private boolean ended;

    JdbcExecution(
            DriverStatement statement,
            RowReceiver receiver,
            PreparedStatements statements,
            JdbcFlavor flavor,
            ConnectionThread thread,
            LockWaits waits) {
        this.statement = statement;
        this.receiver = receiver;
        this.statements = statements;
        this.flavor = flavor;
        this.thread = thread;
        this.waits = waits;
        this.sets = statement.bindings().isEmpty() ? List.<Object[]>of(NO_VALUES) : statement.bindings();
    }

    @Override
    public void request(long chunks) {
        demand.getAndUpdate(before -> before + chunks < 0 ? ALL : before + chunks);
        goOn();
    }

    @Override
    public void cancel() {
        synchronized (listening) {
            unheard = true;
        }
        goOn();
    }

    /** Stops what runs now. What has not begun yet asks whether it is to stop. */
    void interrupt() {
        PreparedStatement now = running;
        if (now != null) {
            try {
                now.cancel();
            } catch (SQLException closedAlready) {
                // Then nothing runs.
            }
        }
    }

    private void goOn() {
        if (wishes.getAndIncrement() == 0) {
            try {
                thread.execute(this::run);
            } catch (RejectedExecutionException closed) {
                hear(() -> receiver.failed(ConnectionThread.closed()));
            }
        }
    }

    private void run() {
        int seen = wishes.get();
        do {
            step();
            if (ConnectionWorker.isOwing() && !ended) {
                goOnLater();
                return;
            }
            seen = wishes.addAndGet(-seen);
        } while (seen != 0);
    }

    /** Behind callbacks that what was told has caused. */
    private void goOnLater() {
        try {
            thread.execute(this::run);
        } catch (RejectedExecutionException closed) {
            fail(ConnectionThread.closed());
        }
    }

    private void step() {
        if (ended) {
            return;
        }
        try {
            if (!isHeard()) {
                end();
                return;
            }
            if (demand.get() > 0 || nextSet > 0) {
                advance();
            }
        } catch (SQLException reported) {
            fail(waits.words(flavor, reported));
        } catch (DriverException known) {
            fail(known);
        } catch (RuntimeException | Error defect) {
            // Errors too, as of a driver of another version: whoever waits must not wait in vain.
            fail(DriverException.fault("the driver failed: " + defect, defect));
        }
    }

    /** Goes on until nothing more is asked for, or nothing more is there. */
    private void advance() throws SQLException {
        while (isHeard()) {
            if (rows == null) {
                if (nextSet == sets.size()) {
                    end();
                    hear(receiver::completed);
                    return;
                }
                execute(sets.get(nextSet++));
            } else if (demand.get() > 0) {
                deliver(rows);
                if (ConnectionWorker.isOwing()) {
                    return;
                }
            } else {
                return;
            }
        }
        end();
    }

    private void execute(@Nullable Object[] values) throws SQLException {
        flavor.check(statement.sql());
        PreparedStatement prepared = statements.get(statement.sql());
        running = prepared;
        if (waits.isStopping()) {
            throw new SQLException("interrupted before it began");
        }
        bind(prepared, values);
        if (prepared.execute()) {
            show(prepared.getResultSet());
            return;
        }
        long count = flavor.changesRows(statement.sql()) ? Math.max(0, prepared.getLargeUpdateCount()) : 0;
        hear(() -> receiver.updated(count));
        if (statement.returns() == Returns.GENERATED_KEY && count > 0) {
            show(statements.get(flavor.generatedKey()).executeQuery());
        }
    }

    private void bind(PreparedStatement prepared, @Nullable Object[] values) throws SQLException {
        int places = prepared.getParameterMetaData().getParameterCount();
        if (values.length != places) {
            throw new DriverException(
                    DriverException.Origin.REFUSED,
                    "the statement has " + places + " places for values, and was given " + values.length,
                    null,
                    0,
                    null,
                    null);
        }
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value == null || value instanceof SqlNull) {
                prepared.setNull(i + 1, Types.NULL);
            } else {
                flavor.bind(prepared, i + 1, value);
            }
        }
    }

    private void show(ResultSet result) throws SQLException {
        rows = result;
        width = result.getMetaData().getColumnCount();
    }

    private void deliver(ResultSet result) throws SQLException {
        List<Object[]> chunk = new ArrayList<>(Math.min(statement.chunkSize(), USUAL_CHUNK));
        SQLException broken = null;
        boolean more = true;
        try {
            more = flavor.read(result, width, statement.chunkSize(), chunk);
        } catch (SQLException failure) {
            broken = failure;
        }
        tell(result, chunk);
        if (broken != null) {
            throw broken;
        }
        if (!more) {
            result.close();
            rows = null;
        }
    }

    private void tell(ResultSet result, List<Object[]> chunk) throws SQLException {
        if (chunk.isEmpty()) {
            return;
        }
        if (!toldColumns) {
            toldColumns = true;
            List<String> names = names(result.getMetaData());
            hear(() -> receiver.columns(names));
        }
        demand.updateAndGet(left -> left == ALL ? ALL : left - 1);
        hear(() -> receiver.rows(chunk));
    }

    private static List<String> names(ResultSetMetaData columns) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnLabel(i));
        }
        return List.copyOf(names);
    }

    private void fail(DriverException failure) {
        end();
        statements.forget(statement.sql());
        hear(() -> receiver.failed(failure));
    }

    private void end() {
        ended = true;
        running = null;
        ResultSet open = rows;
        rows = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException broken) {
                statements.forget(statement.sql());
            }
        }
    }

    private boolean isHeard() {
        synchronized (listening) {
            return !unheard;
        }
    }

    /** Tells the receiver something, unless it has stopped listening; and it cannot stop halfway. */
    private void hear(Runnable word) {
        synchronized (listening) {
            if (!unheard) {
                word.run();
            }
        }
    }
}
