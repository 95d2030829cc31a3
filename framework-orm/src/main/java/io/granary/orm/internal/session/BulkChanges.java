package io.granary.orm.internal.session;

import io.granary.dialect.Feature;
import io.granary.engine.Result;
import io.granary.engine.ResultData;
import io.granary.engine.Row;
import io.granary.error.InvalidRequestException;
import io.granary.orm.EntityState;
import io.granary.orm.LoaderCriteria;
import io.granary.orm.LoaderOption;
import io.granary.orm.SynchronizeSession;
import io.granary.orm.internal.flush.StatementRunner;
import io.granary.orm.internal.flush.Versions;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.KeyTimes;
import io.granary.orm.internal.load.Criteria;
import io.granary.orm.internal.load.Evaluator;
import io.granary.orm.internal.load.LoadPlan;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.MappedTable;
import io.granary.sql.Assignment;
import io.granary.sql.Bind;
import io.granary.sql.Delete;
import io.granary.sql.Executable;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Insert;
import io.granary.sql.Select;
import io.granary.sql.SelectItem;
import io.granary.sql.Sql;
import io.granary.sql.TableReference;
import io.granary.sql.Update;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Runs INSERT, UPDATE and DELETE of many rows of a mapped class, and lets the objects of the session learn of it. */
final class BulkChanges {

    private final SessionCore core;

    /** Where the statements go that change rows. */
    private final StatementRunner runner;

    /** What is common to both statements. */
    private record Change(
            Executable statement,
            TableReference table,
            List<Expression<Boolean>> criteria,
            List<FromElement> others,
            List<SelectItem> returned,
            List<Assignment> assignments) {

        static Optional<Change> of(Executable statement) {
            if (statement instanceof Update update) {
                return Optional.of(new Change(
                        update,
                        update.table(),
                        update.criteria(),
                        update.others(),
                        update.returned(),
                        update.assignments()));
            }
            return statement instanceof Delete delete
                    ? Optional.of(new Change(
                            delete, delete.table(), delete.criteria(), delete.others(), delete.returned(), List.of()))
                    : Optional.empty();
        }

        /** The conditions, and that of the session. */
        List<Expression<Boolean>> allCriteria() {
            List<Expression<Boolean>> all = new ArrayList<>(criteria);
            conditions(statement).ifPresent(all::add);
            return all;
        }

        boolean deletes() {
            return statement instanceof Delete;
        }

        /** Whether it takes rows away from the keys by which the session knows their objects: deletes them, or gives them other keys. */
        boolean takesAway() {
            return deletes()
                    || (table instanceof MappedTable<?> mapped
                            && assignments.stream()
                                    .anyMatch(each -> mapped.mapping().key().stream()
                                            .anyMatch(key -> key.column() == each.column())));
        }

        /** This, telling the keys of its rows. */
        Executable returning(List<? extends SelectItem> keys) {
            SelectItem[] items = keys.toArray(SelectItem[]::new);
            return statement instanceof Update update ? update.returning(items) : ((Delete) statement).returning(items);
        }
    }

    BulkChanges(SessionCore core) {
        this(core, (statement, parameters) -> core.connection().run(statement, parameters));
    }

    private BulkChanges(SessionCore core, StatementRunner runner) {
        this.core = core;
        this.runner = runner;
    }

    /** The same, with the statements that change rows going elsewhere. */
    BulkChanges by(StatementRunner other) {
        return new BulkChanges(core, other);
    }

    /** What holds in the session for the rows that a statement changes. */
    private static Optional<Expression<Boolean>> conditions(Executable statement) {
        return Change.of(statement)
                .flatMap(change -> statement.rowConditions().flatMap(conditions -> conditions.of(change.table())));
    }

    /** Conditions that a statement has on classes below the one whose rows it changes would not be heeded. */
    private static void requireWhole(Executable statement) {
        if (Change.of(statement).map(Change::table).orElse(null) instanceof MappedTable<?> table) {
            for (LoaderOption option : Criteria.among(Criteria.options(statement))) {
                if (option instanceof LoaderCriteria criteria) {
                    LoadPlan.requireWhole(criteria, table.mapping());
                }
            }
        }
    }

    /** Runs it, if it is one of a mapped class that objects have to learn of; empty if it is not. */
    Optional<CompletionStage<Result>> execute(
            Executable statement, List<? extends Map<String, ?>> parameters, SynchronizeSession how) {
        requireWhole(statement);
        if (statement instanceof Update update
                && KeyedChanges.is(update, parameters)
                && update.table() instanceof MappedTable<?> mapped
                && core.mappings().contains(mapped.mapping().type())) {
            return Optional.of(new KeyedChanges(core)
                    .execute(conditions(update).map(update::where).orElse(update), mapped.mapping(), parameters, how));
        }
        if (statement instanceof Insert insert) {
            return BulkInserts.of(core, insert).map(inserts -> inserts.execute(insert, parameters));
        }
        Optional<Change> change = Change.of(statement);
        if (change.isPresent()
                && change.orElseThrow().table() instanceof MappedTable<?> mapped
                && core.mappings().contains(mapped.mapping().type())) {
            Optional<CompletionStage<List<List<Object>>>> keys = joined(mapped.mapping(), statement, parameters);
            if (keys.isPresent()) {
                return Optional.of(joined(keys.orElseThrow(), change.orElseThrow(), mapped.mapping(), parameters, how));
            }
        }
        if (change.isEmpty()
                || how == SynchronizeSession.NONE
                || !(change.orElseThrow().table() instanceof MappedTable<?> table)
                || !core.mappings().contains(table.mapping().type())) {
            return Optional.empty();
        }
        EntityMapping<?> mapping = table.mapping();
        List<InstanceState> there = core.identities().persistent().stream()
                .filter(state -> mapping.type().isInstance(state.object()))
                .toList();
        if (there.isEmpty()) {
            return Optional.empty();
        }
        if (parameters.size() > 1) {
            Change many = change.orElseThrow();
            return Optional.of(
                    core.turn().then(runner.run(statement, parameters), result -> unsure(there, many, result)));
        }
        Map<String, ?> values = parameters.isEmpty() ? Map.of() : parameters.get(0);
        Optional<Evaluator> evaluator = how == SynchronizeSession.FETCH
                        || !change.orElseThrow().others().isEmpty()
                ? Optional.empty()
                : Evaluator.of(mapping, change.orElseThrow().allCriteria(), values, how == SynchronizeSession.EVALUATE);
        if (evaluator.isEmpty() && how == SynchronizeSession.EVALUATE) {
            throw InvalidRequestException.of(
                    "The condition of this statement cannot be tried on objects.",
                    "Synchronize the session by FETCH, which asks the database for the keys.");
        }
        // An expired object would stay in the session until somebody asks for it, though its row may be gone.
        boolean unsure = how == SynchronizeSession.AUTO
                && change.orElseThrow().takesAway()
                && evaluator.isPresent()
                && there.stream()
                        .anyMatch(state -> evaluator.orElseThrow().holds(state).isEmpty());
        return Optional.of(
                evaluator.isPresent() && !unsure
                        ? evaluated(change.orElseThrow(), there, parameters, values, evaluator.orElseThrow())
                        : fetched(change.orElseThrow(), mapping, parameters, values));
    }

    /** The keys of the rows that were changed in each of their tables; empty for a statement that is one for the database, too, or none. */
    private Optional<CompletionStage<List<List<Object>>>> joined(
            EntityMapping<?> mapping, Executable statement, List<? extends Map<String, ?>> parameters) {
        return statement instanceof Update update
                ? JoinedChanges.of(core, mapping, update, parameters).map(JoinedChanges::run)
                : JoinedDeletes.of(core, mapping, (Delete) statement, parameters)
                        .map(JoinedDeletes::run);
    }

    private CompletionStage<Result> joined(
            CompletionStage<List<List<Object>>> changed,
            Change change,
            EntityMapping<?> mapping,
            List<? extends Map<String, ?>> parameters,
            SynchronizeSession how) {
        Map<String, ?> values = parameters.isEmpty() ? Map.of() : parameters.get(0);
        return core.turn().map(changed, keys -> {
            if (how != SynchronizeSession.NONE) {
                keys.forEach(key -> learnOf(mapping, key, change, values));
            }
            return Result.of(ResultData.ofCount(keys.size()));
        });
    }

    private CompletionStage<Result> evaluated(
            Change change,
            List<InstanceState> there,
            List<? extends Map<String, ?>> parameters,
            Map<String, ?> values,
            Evaluator evaluator) {
        List<InstanceState> matched = new ArrayList<>();
        List<InstanceState> unknown = new ArrayList<>();
        for (InstanceState state : there) {
            Optional<Boolean> holds = evaluator.holds(state);
            if (holds.isEmpty()) {
                unknown.add(state);
            } else if (holds.orElseThrow()) {
                matched.add(state);
            }
        }
        return core.turn().then(runner.run(change.statement(), parameters), result -> {
            matched.forEach(state -> learn(state, change, values));
            return unsure(unknown, change, result);
        });
    }

    /** Of some objects it is not known whether it was their rows: they are read again, or are gone. */
    private CompletionStage<Result> unsure(List<InstanceState> states, Change change, Result result) {
        if (!change.deletes()) {
            states.forEach(this::forget);
        }
        if (states.isEmpty() || !change.takesAway()) {
            return CompletableFuture.completedFuture(result);
        }
        return core.turn().map(new GoneRows(core).among(states), gone -> {
            gone.forEach(this::leaves);
            return result;
        });
    }

    private CompletionStage<Result> fetched(
            Change change, EntityMapping<?> mapping, List<? extends Map<String, ?>> parameters, Map<String, ?> values) {
        List<? extends SelectItem> keys =
                mapping.key().stream().map(MappedColumn::column).toList();
        Feature feature = change.deletes() ? Feature.DELETE_RETURNING : Feature.UPDATE_RETURNING;
        // A row that gets another key would tell that one.
        boolean told = change.returned().isEmpty()
                && (change.deletes() || !change.takesAway())
                && core.connection().engine().dialect().supports(feature);
        if (told) {
            return core.turn().map(core.connection().run(change.returning(keys), parameters), result -> {
                List<Row> rows = result.fetchAll();
                learn(mapping, rows, change, values);
                return Result.of(ResultData.ofCount(rows.size()));
            });
        }
        Select<?> select = Sql.select(new FromElement[0])
                .select(keys.toArray(SelectItem[]::new))
                .from(mapping.table());
        for (FromElement other : change.others()) {
            select = select.from(other);
        }
        for (Expression<Boolean> condition : change.criteria()) {
            select = select.where(condition);
        }
        Select<?> restricted = change.statement()
                .rowConditions()
                .<Select<?>>map(select::restrictedBy)
                .orElse(select);
        CompletionStage<List<Row>> rows =
                core.turn().map(core.connection().run(restricted, parameters), Result::fetchAll);
        return core.turn()
                .then(
                        rows,
                        found -> core.turn().map(runner.run(change.statement(), parameters), result -> {
                            learn(mapping, found, change, values);
                            return result;
                        }));
    }

    private void learn(EntityMapping<?> mapping, List<Row> keys, Change change, Map<String, ?> values) {
        for (Row row : keys) {
            List<Object> key = new ArrayList<>();
            for (int i = 0; i < mapping.key().size(); i++) {
                Optional.ofNullable(row.get(i)).ifPresent(key::add);
            }
            learnOf(mapping, key, change, values);
        }
    }

    private void learnOf(EntityMapping<?> mapping, List<Object> key, Change change, Map<String, ?> values) {
        core.identities().find(EntityKey.of(mapping, key)).ifPresent(state -> learn(state, change, values));
    }

    private void learn(InstanceState state, Change change, Map<String, ?> values) {
        if (change.takesAway()) {
            leaves(state);
            return;
        }
        TransactionLevel level = core.begun();
        if (state.mapping().isReadOnly()) {
            forget(state);
            return;
        }
        level.updating(state);
        @Nullable Object[] image = new @Nullable Object[state.mapping().columns().size()];
        BitSet told = new BitSet();
        BitSet stale = new BitSet();
        // The columns of a class above have the same places in those of its own.
        List<MappedColumn> columns = change.table() instanceof MappedTable<?> table
                ? table.mapping().columns()
                : state.mapping().columns();
        for (Assignment assignment : change.assignments()) {
            for (MappedColumn column : columns) {
                if (column.column() == assignment.column()) {
                    boolean plain = !column.reference()
                            && assignment.value() instanceof Bind<?> bind
                            && known(bind, values)
                            && !isFinerVersion(state.mapping(), column, value(bind, values))
                            && take(column, value(bind, values), image);
                    (plain ? told : stale).set(column.slot());
                }
            }
        }
        state.take(image, told);
        BitSet given = state.mapping().given();
        given.and(state.loaded());
        stale.or(given);
        state.forget(stale);
        if (Versions.comeWithUpdate(state.mapping())) {
            // Nobody looked at the version that the row had before. Read alone, the new one would vouch for values that
            // somebody else has changed.
            state.expire();
        }
    }

    /** A version that the database makes another one of. */
    private static boolean isFinerVersion(EntityMapping<?> mapping, MappedColumn column, @Nullable Object given) {
        return given != null
                && mapping.version()
                        .filter(version -> version.slot() == column.slot())
                        .isPresent()
                && !KeyTimes.cut(column, given).equals(given);
    }

    /** Whether it is something that the attribute can have; else the column made something else of it, which is read when it is asked for. */
    private static boolean take(MappedColumn column, @Nullable Object given, @Nullable Object[] image) {
        if (given == null) {
            return true;
        }
        Optional<Object> fitted = FittedValues.of(column.column().type().javaType(), given);
        fitted.ifPresent(value -> image[column.slot()] = value);
        return fitted.isPresent();
    }

    /** No row has its key any more. */
    void leaves(InstanceState state) {
        TransactionLevel level = core.begun();
        EntityKey key = state.requireKey();
        core.objects().deleted().remove(state);
        core.identities().remove(state, EntityState.DELETED);
        level.deleted(state, key);
        core.objects().goes(state);
    }

    static boolean known(Bind<?> bind, Map<String, ?> values) {
        return bind.hasValue() || bind.ownName().filter(values::containsKey).isPresent();
    }

    static @Nullable Object value(Bind<?> bind, Map<String, ?> values) {
        return bind.ownName().filter(values::containsKey).isPresent()
                ? values.get(bind.ownName().orElseThrow())
                : bind.value();
    }

    /** It may have been changed, or be gone: it is read again when it is asked for. */
    private void forget(InstanceState state) {
        core.begun().updating(state);
        state.forget(state.allSlots());
        state.expire();
    }
}
