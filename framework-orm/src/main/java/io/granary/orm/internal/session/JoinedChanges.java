package io.granary.orm.internal.session;

import io.granary.engine.Result;
import io.granary.orm.internal.load.KeyLists;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.TablePart;
import io.granary.schema.Column;
import io.granary.sql.Assignment;
import io.granary.sql.Bind;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Select;
import io.granary.sql.SelectItem;
import io.granary.sql.Sql;
import io.granary.sql.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * Runs an UPDATE of a class whose rows are in several tables: the keys of the rows are asked for first, and then each table of which a column is set
 * gets one statement for them. A later statement could not find the rows by the condition any more, where an earlier one changed what it looks at.
 */
final class JoinedChanges {

    /** How many keys stand in one statement, unless they are one value. */
    private static final int CHUNK = 500;

    private final SessionCore core;
    private final EntityMapping<?> mapping;
    private final Update update;
    private final Map<String, ?> values;

    private JoinedChanges(SessionCore core, EntityMapping<?> mapping, Update update, Map<String, ?> values) {
        this.core = core;
        this.mapping = mapping;
        this.update = update;
        this.values = values;
    }

    /** What runs one; empty where the rows are in one table, or more is set than values. */
    static Optional<JoinedChanges> of(
            SessionCore core, EntityMapping<?> mapping, Update update, List<? extends Map<String, ?>> parameters) {
        Map<String, ?> values = parameters.isEmpty() ? Map.of() : parameters.get(0);
        boolean plain = mapping.storedIn().size() > 1
                && parameters.size() <= 1
                && update.returned().isEmpty()
                && !update.assignments().isEmpty()
                && update.assignments().stream().allMatch(assignment -> isValue(mapping, assignment, values))
                && values.keySet().stream().noneMatch(name -> isColumn(mapping, name) && !isBound(update, name));
        return plain ? Optional.of(new JoinedChanges(core, mapping, update, values)) : Optional.empty();
    }

    private static boolean isValue(EntityMapping<?> mapping, Assignment assignment, Map<String, ?> values) {
        return column(mapping, assignment)
                        .filter(column -> !mapping.key().contains(column))
                        .isPresent()
                && assignment.value() instanceof Bind<?> bind
                && BulkChanges.known(bind, values);
    }

    /** Whether a value is one for a column that the statement does not name, as an UPDATE of one table takes it. */
    private static boolean isColumn(EntityMapping<?> mapping, String name) {
        return mapping.columns().stream()
                .anyMatch(column -> column.column().key().equals(name));
    }

    private static boolean isBound(Update update, String name) {
        return update.assignments().stream()
                .anyMatch(assignment -> assignment.value() instanceof Bind<?> bind && name.equals(bind.name()));
    }

    private static Optional<MappedColumn> column(EntityMapping<?> mapping, Assignment assignment) {
        return mapping.columns().stream()
                .filter(column -> column.column() == assignment.column())
                .findFirst();
    }

    /** Completes with the keys of the rows that were changed. */
    CompletionStage<List<List<Object>>> run() {
        Select<?> select = Sql.select(new FromElement[0])
                .select(mapping.key().stream().map(MappedColumn::column).toArray(SelectItem[]::new))
                .from(mapping.table());
        for (FromElement other : update.others()) {
            select = select.from(other);
        }
        for (Expression<Boolean> condition : update.criteria()) {
            select = select.where(condition);
        }
        select = select.distinct();
        Select<?> restricted =
                update.rowConditions().<Select<?>>map(select::restrictedBy).orElse(select);
        CompletionStage<List<List<Object>>> keys = core.turn()
                .map(core.connection().run(restricted, values.isEmpty() ? List.of() : List.of(values)), this::keys);
        return core.turn().then(keys, found -> core.turn().map(change(found), done -> found));
    }

    private List<List<Object>> keys(Result result) {
        List<List<Object>> keys = new ArrayList<>();
        result.fetchAll().forEach(row -> {
            List<Object> key = new ArrayList<>();
            for (int i = 0; i < mapping.key().size(); i++) {
                Optional.ofNullable(row.get(i)).ifPresent(key::add);
            }
            keys.add(key);
        });
        return keys;
    }

    private CompletionStage<Done> change(List<List<Object>> keys) {
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        KeyLists lists = KeyLists.of(core.connection().engine().dialect());
        for (TablePart part : mapping.storedIn()) {
            Optional<Update> own = setting(part);
            for (int from = 0; own.isPresent() && from < keys.size(); from += CHUNK) {
                List<List<Object>> some = keys.subList(from, Math.min(keys.size(), from + CHUNK));
                Update statement = own.orElseThrow().where(lists.among(part.key(), some));
                all = core.turn()
                        .then(
                                all,
                                done -> core.turn()
                                        .map(
                                                core.connection().run(statement, List.of()),
                                                result -> Done.getInstance()));
            }
        }
        return all;
    }

    /** What is set in a table; empty if nothing is. */
    private Optional<Update> setting(TablePart part) {
        Update statement = Sql.update(part.table());
        for (Assignment assignment : update.assignments()) {
            int slot = column(mapping, assignment).orElseThrow().slot();
            if (part.has(slot) && assignment.value() instanceof Bind<?> bind) {
                statement = set(statement, part.column(slot), BulkChanges.value(bind, values));
            }
        }
        return Optional.of(statement).filter(made -> !made.assignments().isEmpty());
    }

    @SuppressWarnings("unchecked") // the statement was built with a value of the column's class
    private static <T> Update set(Update update, Column<T> column, @Nullable Object value) {
        return update.set(column, (T) value);
    }
}
