package io.granary.orm.internal.session;

import io.granary.engine.Result;
import io.granary.engine.ResultData;
import io.granary.engine.internal.Scopes;
import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.error.StaleDataException;
import io.granary.orm.SynchronizeSession;
import io.granary.orm.internal.flush.KeyedRow;
import io.granary.orm.internal.flush.KeyedUpdate;
import io.granary.orm.internal.flush.KeyedUpdate.Shape;
import io.granary.orm.internal.flush.Versions;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.MappedTable;
import io.granary.orm.mapping.TablePart;
import io.granary.sql.Update;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Runs an UPDATE of a mapped class that sets nothing by itself: each set of values has the key of a row, and what is set there.
 * (SQLAlchemy, "ORM Bulk UPDATE by Primary Key".)
 */
final class KeyedChanges {

    private final SessionCore core;

    /** One set of values. */
    private static final class Change {

        private final BitSet slots;
        private final @Nullable Object[] image;
        private final EntityKey key;
        private final @Nullable Object version;

        /** Whether the image has the version that the database made. */
        private boolean told;

        private Change(BitSet slots, @Nullable Object[] image, EntityKey key, @Nullable Object version) {
            this.slots = slots;
            this.image = image;
            this.key = key;
            this.version = version;
        }
    }

    KeyedChanges(SessionCore core) {
        this.core = core;
    }

    static boolean is(Update update, List<? extends Map<String, ?>> parameters) {
        return update.table() instanceof MappedTable<?> && update.assignments().isEmpty() && !parameters.isEmpty();
    }

    /** Rows of one shape that follow one another are changed together, so that all come in the order in which they were given. */
    CompletionStage<Result> execute(
            Update update, EntityMapping<?> mapping, List<? extends Map<String, ?>> rows, SynchronizeSession how) {
        if (!update.returned().isEmpty() || !update.others().isEmpty()) {
            throw InvalidRequestException.of(
                    "An UPDATE by keys returns nothing, and looks at no other tables.",
                    "Say what is set, and which rows, in the statement.");
        }
        if (mapping.storedIn().size() > 1 && !update.criteria().isEmpty()) {
            throw InvalidRequestException.of(
                    "The rows of " + mapping
                            + " are made of those of several tables, of which an UPDATE by keys changes one after the other; a condition may look at what the first of them changed.",
                    "Give the keys alone; or say in the statement which rows are meant, and what is set in them.");
        }
        List<Change> changes = rows.stream().map(row -> change(mapping, row)).toList();
        CompletionStage<Long> all = CompletableFuture.completedFuture(0L);
        int from = 0;
        while (from < changes.size()) {
            int to = from + 1;
            while (to < changes.size() && changes.get(to).slots.equals(changes.get(from).slots)) {
                to++;
            }
            List<Change> group = changes.subList(from, to);
            all = core.turn().then(all, before -> core.turn().map(run(update, mapping, group, how), n -> before + n));
            from = to;
        }
        return all.handleAsync(this::result, core.turn()).thenCompose(result -> result);
    }

    /** Where one row was not what it had to be, others are changed by then: half of a statement is not to be committed. */
    private CompletionStage<Result> result(@Nullable Long count, @Nullable Throwable failure) {
        if (count != null) {
            return CompletableFuture.completedFuture(Result.of(ResultData.ofCount(count)));
        }
        if (Scopes.unwrap(failure) instanceof StaleDataException stale) {
            core.level().ifPresent(level -> level.fail(stale));
        }
        return CompletableFuture.failedFuture(Scopes.unwrap(failure));
    }

    private CompletionStage<Long> run(
            Update update, EntityMapping<?> mapping, List<Change> changes, SynchronizeSession how) {
        BitSet slots = changes.get(0).slots;
        if (slots.isEmpty()) {
            return CompletableFuture.completedFuture(0L);
        }
        List<TablePart> parts = mapping.storedIn().size() > 1 ? mapping.storedIn() : List.of(mapping.whole());
        List<KeyedUpdate> statements = parts.stream()
                .flatMap(part -> shape(update, mapping, part, slots).stream())
                .map(shape -> telling(shape, changes, how))
                .toList();
        CompletionStage<Long> all = CompletableFuture.completedFuture(0L);
        for (KeyedUpdate statement : statements) {
            all = core.turn().then(all, before -> statement.run(rows(changes, statement.shape())));
        }
        return core.turn().map(all, count -> {
            if (how != SynchronizeSession.NONE) {
                changes.forEach(change -> learn(change, update.criteria().isEmpty()));
            }
            return count;
        });
    }

    /** What is set in a table. The topmost one has the version, and is written for that alone where the others change; of others empty if nothing is set. */
    private static Optional<Shape> shape(Update update, EntityMapping<?> mapping, TablePart part, BitSet slots) {
        boolean versioned =
                mapping.version().filter(version -> part.has(version.slot())).isPresent();
        BitSet own = part.among(slots);
        return own.isEmpty() && !versioned
                ? Optional.empty()
                : Optional.of(new Shape(mapping, part, own, versioned, update.criteria()));
    }

    private static List<KeyedRow> rows(List<Change> changes, Shape shape) {
        return changes.stream()
                .map(change -> KeyedRow.of(change.key, change.image, shape.slots(), change.version))
                .toList();
    }

    /** Has the versions that the database makes come back, where an object has to learn of them, and where it is known that its row changed. */
    private KeyedUpdate telling(Shape shape, List<Change> changes, SynchronizeSession how) {
        KeyedUpdate statement =
                new KeyedUpdate(shape, core.connection().engine().dialect(), core.connection()::run, core.turn());
        Map<EntityKey, Change> known = new HashMap<>();
        changes.stream()
                .filter(change -> core.identities().find(change.key).isPresent())
                .forEach(change -> known.put(change.key, change));
        if (how == SynchronizeSession.NONE
                || known.isEmpty()
                || !shape.versioned()
                || !shape.criteria().isEmpty()
                || !Versions.comeWithUpdate(shape.mapping())) {
            return statement;
        }
        MappedColumn version = shape.version();
        return statement.tellingAlways(
                List.of(shape.part().column(version.slot())),
                (key, values) -> Optional.ofNullable(known.get(key)).ifPresent(change -> {
                    change.image[version.slot()] = values.get(0);
                    change.told = true;
                }));
    }

    /** An object gets what its row got; where more had to be true of the row, nobody knows whether it did. */
    private void learn(Change change, boolean sure) {
        Optional<InstanceState> known = core.identities().find(change.key);
        if (known.isEmpty()) {
            return;
        }
        InstanceState state = known.orElseThrow();
        core.begun().updating(state);
        BitSet references = new BitSet();
        change.slots.stream()
                .filter(slot -> state.mapping().columns().get(slot).reference())
                .forEach(references::set);
        BitSet values = (BitSet) change.slots.clone();
        values.andNot(references);
        BitSet stale = Versions.given(state.mapping());
        stale.and(state.loaded());
        if (change.told) {
            int version = state.mapping().version().orElseThrow().slot();
            values.set(version);
            stale.clear(version);
        }
        if (!sure || state.mapping().isReadOnly()) {
            stale.or(change.slots);
            state.forget(stale);
            if (Versions.comeWithUpdate(state.mapping())) {
                state.expire();
            }
            return;
        }
        state.take(change.image, values);
        stale.or(references);
        state.forget(stale);
    }

    private Change change(EntityMapping<?> mapping, Map<String, ?> row) {
        @Nullable Object[] image = new @Nullable Object[mapping.columns().size()];
        BitSet slots = new BitSet();
        for (Map.Entry<String, ?> entry : row.entrySet()) {
            MappedColumn column = column(mapping, entry.getKey());
            image[column.slot()] = fitted(mapping, column, entry.getValue());
            slots.set(column.slot());
        }
        List<Object> key = new ArrayList<>();
        for (MappedColumn column : mapping.key()) {
            key.add(required(mapping, column, image[column.slot()], "which is of the key"));
            slots.clear(column.slot());
        }
        Optional<MappedColumn> version = mapping.version();
        if (version.isEmpty() || slots.isEmpty()) {
            return new Change(slots, image, EntityKey.of(mapping, key), null);
        }
        int slot = version.orElseThrow().slot();
        Object old = required(mapping, version.orElseThrow(), image[slot], "the version that the row has to have");
        if (version.orElseThrow().updatable()) {
            image[slot] =
                    Versions.after(version.orElseThrow(), old, core.options().clock());
            slots.set(slot);
        } else {
            slots.clear(slot);
        }
        return new Change(slots, image, EntityKey.of(mapping, key), old);
    }

    /** A value as the attribute takes it, which has to be known before the row is changed: an object of the session gets it, too. */
    private static @Nullable Object fitted(EntityMapping<?> mapping, MappedColumn column, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        Class<?> type = column.column().type().javaType();
        return FittedValues.of(type, value)
                .orElseThrow(() -> ArgumentException.of(
                        "An UPDATE of " + mapping + " by keys was given a "
                                + value.getClass().getName() + " for " + column.path() + ", which is of "
                                + type.getName() + ".",
                        "Give a value of that class."));
    }

    private static Object required(EntityMapping<?> mapping, MappedColumn column, @Nullable Object value, String what) {
        if (value == null) {
            throw InvalidRequestException.of(
                    "An UPDATE of " + mapping + " by keys has no value for " + column.path() + ", " + what + ".",
                    "Give it in each map; or say in the statement which rows are meant, and what is set in them.");
        }
        return value;
    }

    /** The column of an attribute, or by its own name. */
    private static MappedColumn column(EntityMapping<?> mapping, String name) {
        return NamedColumns.find(mapping, name)
                .orElseThrow(() -> InvalidRequestException.of(
                        mapping + " has neither an attribute nor a column \"" + name + "\".",
                        "Give values by the names of attributes or columns."));
    }
}
