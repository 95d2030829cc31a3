package io.granary.orm.internal.flush;

import io.granary.engine.Result;
import io.granary.engine.ResultData;
import io.granary.error.FlushException;
import io.granary.orm.internal.flush.FlushExecution.Terms;
import io.granary.orm.internal.flush.FlushStep.Change;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.LifecycleCallbacks.Moment;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.TablePart;
import io.granary.schema.Column;
import io.granary.sql.Expression;
import io.granary.sql.Sql;
import io.granary.sql.Update;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * Changes rows of a class that are in several tables: in each of those of which a column changes, from the topmost down. That one has the
 * version, which goes up whatever table changes.
 */
final class JoinedUpdates {

    private static final String SET = "set_";
    private static final String OLD_VERSION = "old_version";

    private final Terms terms;
    private final EntityMapping<?> mapping;

    /** Which columns of a table a statement sets, and whether it looks at the version. */
    private record Shape(BitSet slots, boolean checked) {}

    /** A row that is changed. */
    private static final class Row {

        private final Change change;
        private final @Nullable Object[] image;
        private final BitSet slots;
        private final boolean checked;

        private Row(Change change, @Nullable Object[] image, BitSet slots, boolean checked) {
            this.change = change;
            this.image = image;
            this.slots = slots;
            this.checked = checked;
        }

        private InstanceState state() {
            return change.state();
        }
    }

    JoinedUpdates(Terms terms, EntityMapping<?> mapping) {
        this.terms = terms;
        this.mapping = mapping;
    }

    CompletionStage<Done> write(List<Change> changes) {
        return writeAll(changes.stream().map(this::row).toList());
    }

    /** Has references of rows be NULL, whatever the objects say. */
    CompletionStage<Done> release(List<Change> changes) {
        List<Row> rows = changes.stream().map(this::row).toList();
        for (Row row : rows) {
            row.slots.stream().forEach(slot -> row.image[slot] = null);
        }
        return writeAll(rows);
    }

    private Row row(Change change) {
        InstanceState state = change.state();
        @Nullable Object[] image = terms.planner().image(state);
        BitSet slots = (BitSet) change.slots().clone();
        for (MappedColumn column : mapping.key()) {
            if (slots.get(column.slot())) {
                throw FlushException.of(
                        "The key of " + state
                                + " was changed, and its row is in several tables, which refer to one another by it.",
                        "Let the key be, or make a new object.");
            }
        }
        boolean versioned = mapping.version().isPresent() && change.bump();
        if (versioned) {
            MappedColumn version = mapping.version().orElseThrow();
            image[version.slot()] = Versions.next(state, version, image[version.slot()], terms.clock());
            slots.set(version.slot());
        }
        return new Row(change, image, slots, versioned && UpdateStatements.oldVersion(mapping, state) != null);
    }

    private CompletionStage<Done> writeAll(List<Row> rows) {
        rows.forEach(row -> terms.log().updating(row.state()));
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (TablePart part : mapping.storedIn()) {
            List<Row> own = rows.stream()
                    .filter(row -> !part.among(row.slots).isEmpty())
                    .toList();
            Map<Shape, List<Row>> shapes =
                    Shapes.of(own, row -> new Shape(part.among(row.slots), row.checked && hasVersion(part)));
            for (Map.Entry<Shape, List<Row>> group : shapes.entrySet()) {
                all = terms.turn().then(all, done -> update(part, group.getKey(), group.getValue()));
            }
        }
        return terms.turn().map(all, done -> settle(rows));
    }

    private boolean hasVersion(TablePart part) {
        return mapping.version().filter(version -> part.has(version.slot())).isPresent();
    }

    private CompletionStage<Done> update(TablePart part, Shape shape, List<Row> rows) {
        Update update = Sql.update(part.table());
        BitSet slots = shape.slots();
        for (int slot = slots.nextSetBit(0); slot >= 0; slot = slots.nextSetBit(slot + 1)) {
            update = set(update, part.column(slot), SET + slot);
        }
        for (Expression<Boolean> condition : KeyConditions.of(mapping, part)) {
            update = update.where(condition);
        }
        if (shape.checked()) {
            update = update.where(KeyConditions.equal(
                    part.column(mapping.version().orElseThrow().slot()), OLD_VERSION));
        }
        List<Map<String, Object>> parameters =
                rows.stream().map(row -> parameters(row, shape)).toList();
        return terms.runner().run(update, parameters).thenApplyAsync(result -> check(part, rows, result), terms.turn());
    }

    private static <T> Update set(Update update, Column<T> column, String parameter) {
        return update.set(column, Sql.bind(parameter, column.type()));
    }

    private Map<String, Object> parameters(Row row, Shape shape) {
        Map<String, Object> parameters = new HashMap<>();
        BitSet slots = shape.slots();
        for (int slot = slots.nextSetBit(0); slot >= 0; slot = slots.nextSetBit(slot + 1)) {
            parameters.put(SET + slot, row.image[slot]);
        }
        KeyConditions.put(parameters, mapping, row.state().requireKey());
        if (shape.checked()) {
            parameters.put(OLD_VERSION, UpdateStatements.oldVersion(mapping, row.state()));
        }
        return parameters;
    }

    private static Done check(TablePart part, List<Row> rows, Result result) {
        if (result.rowCount() != ResultData.UNKNOWN && result.rowCount() != rows.size()) {
            List<String> some =
                    rows.stream().limit(10).map(row -> row.state().toString()).toList();
            throw StaleRows.of(
                            "UPDATE of " + part.table(),
                            "update " + rows.size(),
                            result.rowCount(),
                            "It was for " + some)
                    .changed();
        }
        return Done.getInstance();
    }

    private Done settle(List<Row> rows) {
        for (Row row : rows) {
            BitSet fresh = new BitSet();
            mapping.version().ifPresent(version -> fresh.set(version.slot(), row.slots.get(version.slot())));
            row.state().mapping().write(row.state().object(), row.image, fresh);
            row.state().commit(row.image, row.slots);
            UpdateStatements.forgetGiven(row.state(), new BitSet());
            if (row.change.bump()) {
                mapping.callbacks().call(Moment.AFTER_UPDATE, row.state().object());
            }
        }
        return Done.getInstance();
    }
}
