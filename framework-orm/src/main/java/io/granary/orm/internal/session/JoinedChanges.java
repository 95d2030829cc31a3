package io.granary.orm.internal.session;

import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.TablePart;
import io.granary.schema.Column;
import io.granary.sql.Assignment;
import io.granary.sql.Bind;
import io.granary.sql.Expression;
import io.granary.sql.Sql;
import io.granary.sql.Update;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/**
 * Runs an UPDATE of a class whose rows are in several tables: the keys of the rows are asked for first, and then each table of which a column is set
 * gets one statement for them. What is set is a value, or an expression of columns that stand in the same table.
 */
final class JoinedChanges {

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

    /** What runs one; empty where the rows are in one table, or the statement does more than to set columns. */
    static Optional<JoinedChanges> of(
            SessionCore core, EntityMapping<?> mapping, Update update, List<? extends Map<String, ?>> parameters) {
        Map<String, ?> values = parameters.isEmpty() ? Map.of() : parameters.get(0);
        boolean plain = mapping.storedIn().size() > 1
                && parameters.size() <= 1
                && update.returned().isEmpty()
                && !update.assignments().isEmpty()
                && update.assignments().stream().allMatch(assignment -> isSet(mapping, assignment, values))
                && values.keySet().stream().noneMatch(name -> isColumn(mapping, name) && !isBound(update, name));
        return plain ? Optional.of(new JoinedChanges(core, mapping, update, values)) : Optional.empty();
    }

    /** Whether it is set to something that is known, or that the database finds in the row. */
    private static boolean isSet(EntityMapping<?> mapping, Assignment assignment, Map<String, ?> values) {
        return column(mapping, assignment)
                        .filter(column -> !mapping.key().contains(column))
                        .isPresent()
                && (!(assignment.value() instanceof Bind<?> bind) || BulkChanges.known(bind, values));
    }

    /** Whether a value is one for a column that the statement does not name, as an UPDATE of one table takes it. */
    private static boolean isColumn(EntityMapping<?> mapping, String name) {
        return mapping.columns().stream()
                .anyMatch(column -> column.column().key().equals(name));
    }

    /** Whether the statement says itself what becomes of the column of that name, be the value within an expression. */
    private static boolean isBound(Update update, String name) {
        return update.assignments().stream()
                .anyMatch(assignment -> name.equals(assignment.column().key())
                        || (assignment.value() instanceof Bind<?> bind && name.equals(bind.name())));
    }

    private static Optional<MappedColumn> column(EntityMapping<?> mapping, Assignment assignment) {
        return mapping.columns().stream()
                .filter(column -> column.column() == assignment.column())
                .findFirst();
    }

    /** Completes with the keys of the rows that were changed. */
    CompletionStage<List<List<Object>>> run() {
        Map<TablePart, Update> statements = new HashMap<>();
        mapping.storedIn().forEach(part -> setting(part).ifPresent(statement -> statements.put(part, statement)));
        JoinedRows rows = new JoinedRows(core, mapping);
        CompletionStage<List<List<Object>>> keys =
                rows.keys(update.ctes(), update.others(), update.criteria(), update.rowConditions(), values);
        return core.turn().then(keys, found -> {
            CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
            for (TablePart part : mapping.storedIn()) {
                Update own = statements.get(part);
                all = own == null ? all : core.turn().then(all, done -> rows.each(part, found, own::where));
            }
            return core.turn().map(all, done -> found);
        });
    }

    /** What is set in a table; empty if nothing is. */
    private Optional<Update> setting(TablePart part) {
        Update statement = Sql.update(part.table());
        PartExpressions own = new PartExpressions(mapping, part, values);
        for (Assignment assignment : update.assignments()) {
            int slot = column(mapping, assignment).orElseThrow().slot();
            if (part.has(slot)) {
                statement = set(statement, part.column(slot), own.of(assignment));
            }
        }
        return Optional.of(statement).filter(made -> !made.assignments().isEmpty());
    }

    @SuppressWarnings("unchecked") // the statement was built with a value of the column's class
    private static <T> Update set(Update update, Column<T> column, Expression<?> value) {
        return update.set(column, (Expression<T>) value);
    }
}
