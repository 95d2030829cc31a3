package io.granary.orm.internal.flush;

import io.granary.engine.Result;
import io.granary.engine.ResultData;
import io.granary.error.FlushException;
import io.granary.orm.internal.flush.FlushExecution.Terms;
import io.granary.orm.internal.flush.FlushStep.Change;
import io.granary.orm.internal.identity.EntityKey;
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
import java.util.Optional;
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

        /** Whether others have seen the version that it has. */
        private final boolean seen;

        /** What the database told of it afterwards. */
        private final BitSet told = new BitSet();

        private Row(Change change, @Nullable Object[] image, BitSet slots, boolean checked, boolean seen) {
            this.change = change;
            this.seen = seen;
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
            if (version.updatable()) {
                image[version.slot()] = Versions.next(state, version, image[version.slot()], terms.clock());
                slots.set(version.slot());
            } else {
                Versions.requireKnown(state, version);
            }
        }
        return new Row(
                change,
                image,
                slots,
                UpdateStatements.isChecked(mapping, change),
                !terms.log().hasWritten(state));
    }

    private CompletionStage<Done> writeAll(List<Row> rows) {
        rows.forEach(row -> terms.log().updating(row.state()));
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (TablePart part : mapping.storedIn()) {
            List<Row> own = rows.stream()
                    .filter(row -> !part.among(row.slots).isEmpty() || isTouched(part, row))
                    .toList();
            Map<Shape, List<Row>> shapes =
                    Shapes.of(own, row -> new Shape(part.among(row.slots), row.checked && hasVersion(part)));
            for (Map.Entry<Shape, List<Row>> group : shapes.entrySet()) {
                all = terms.turn().then(all, done -> update(part, group.getKey(), group.getValue()));
            }
        }
        return terms.turn().map(terms.turn().then(all, done -> askForVersions(rows)), done -> settle(rows));
    }

    /** Whether a row of the topmost table is written as it is, to have the database make it another version: something changes in a table below. */
    private boolean isTouched(TablePart part, Row row) {
        return row.change.bump() && Versions.comeWithUpdate(mapping) && hasVersion(part);
    }

    /** Reads the versions of rows of the topmost table that were written, whose former ones were compared. */
    private CompletionStage<Done> askForVersions(List<Row> all) {
        TablePart part = mapping.storedIn().get(0);
        List<Row> rows = !Versions.comeWithUpdate(mapping)
                ? List.of()
                : all.stream()
                        .filter(row -> !part.among(row.slots).isEmpty() || isTouched(part, row))
                        .toList();
        if (rows.isEmpty()) {
            return CompletableFuture.completedFuture(Done.getInstance());
        }
        int slot = mapping.version().orElseThrow().slot();
        Map<EntityKey, Row> byKey = new HashMap<>();
        rows.forEach(row -> {
            row.image[slot] = null;
            byKey.put(row.state().requireKey(), row);
        });
        return new GivenValues(mapping, part, List.of(part.column(slot)))
                .read(
                        rows.stream().map(row -> row.state().requireKey()).toList(),
                        terms.dialect(),
                        terms.runner(),
                        terms.turn(),
                        (key, values) -> Optional.ofNullable(byKey.get(key)).ifPresent(row -> {
                            row.image[slot] = values.get(0);
                            row.told.set(slot);
                            if (row.seen && row.checked && part.among(row.slots).isEmpty()) {
                                requireOther(row, slot);
                            }
                        }));
    }

    /** Others who have the version would not be late, though what they have is. */
    private void requireOther(Row row, int slot) {
        if (!row.state().differs(slot, row.image[slot])) {
            throw FlushException.of(
                    "The database made no other version of " + row.state() + " as a table below "
                            + mapping.storedIn().get(0).table() + " changed, in which its version is.",
                    "Let a trigger make it, which is called though no column is given another value: ON UPDATE CURRENT_TIMESTAMP does nothing then.");
        }
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
        if (slots.isEmpty()) {
            update = touch(update, part.key().get(0));
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

    private static <T> Update touch(Update update, Column<T> key) {
        return update.set(key, key);
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
            fresh.or(row.told);
            mapping.version()
                    .filter(version -> row.slots.get(version.slot()))
                    .ifPresent(version -> fresh.set(version.slot()));
            if (Versions.comeWithUpdate(mapping)) {
                Versions.requireGiven(row.state(), row.image);
            }
            row.state().mapping().write(row.state().object(), row.image, fresh);
            row.state().commit(row.image, row.slots);
            row.state().commit(row.image, row.told);
            UpdateStatements.forgetGiven(row.state(), row.told);
            if (row.change.bump()) {
                mapping.callbacks().call(Moment.AFTER_UPDATE, row.state().object());
            }
        }
        return Done.getInstance();
    }
}
