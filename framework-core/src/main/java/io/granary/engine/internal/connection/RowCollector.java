package io.granary.engine.internal.connection;

import io.granary.driver.DriverException;
import io.granary.driver.RowReceiver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects a whole result on the driver's thread and hands it on in one piece, once. */
final class RowCollector implements RowReceiver {

    private final Consumer<StatementRows> done;
    private final Consumer<DriverException> failed;
    private final List<Object[]> rows = new ArrayList<>();
    private @Nullable List<String> names;
    private long updated = -1;

    RowCollector(Consumer<StatementRows> done, Consumer<DriverException> failed) {
        this.done = done;
        this.failed = failed;
    }

    @Override
    public void columns(List<String> columns) {
        names = columns;
    }

    @Override
    public void rows(List<Object[]> chunk) {
        rows.addAll(chunk);
    }

    @Override
    public void updated(long count) {
        updated = Math.max(updated, 0) + count;
    }

    @Override
    public void completed() {
        done.accept(new StatementRows(names, rows, updated));
    }

    @Override
    public void failed(DriverException failure) {
        failed.accept(failure);
    }
}
