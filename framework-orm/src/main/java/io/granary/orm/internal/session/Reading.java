package io.granary.orm.internal.session;

import io.granary.engine.AsyncConnection;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.engine.RowChunk;
import io.granary.error.InvalidRequestException;
import io.granary.error.ObjectDeletedException;
import io.granary.orm.GetOptions;
import io.granary.orm.SessionStatement;
import io.granary.orm.SessionStatement.Kind;
import io.granary.orm.StatementOptions;
import io.granary.orm.SynchronizeSession;
import io.granary.orm.internal.flush.StatementRunner;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.load.KeySelect;
import io.granary.orm.internal.load.KeySelects;
import io.granary.orm.internal.load.ObjectRows;
import io.granary.orm.internal.load.Overwriting;
import io.granary.orm.internal.load.ReadColumns;
import io.granary.orm.internal.load.SelectPlan;
import io.granary.orm.internal.load.SelectPlanner;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.Relationship;
import io.granary.sql.Delete;
import io.granary.sql.Executable;
import io.granary.sql.Insert;
import io.granary.sql.LockClause;
import io.granary.sql.Select;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** Gets objects: by their keys, by queries, and those that are there again. */
final class Reading {

    private final SessionCore core;
    private final Flushing flushing;
    private final BulkChanges bulk;
    private final KeySelects byKey;
    private final Loading loading;
    private final KeyReading keyed;

    Reading(SessionCore core, Flushing flushing, KeySelects byKey, Loading loading) {
        this.core = core;
        this.byKey = byKey;
        this.flushing = flushing;
        this.bulk = new BulkChanges(core);
        this.loading = loading;
        this.keyed = new KeyReading(core, flushing, byKey, loading);
    }

    CompletionStage<Optional<Object>> get(EntityMapping<?> mapping, EntityKey key, GetOptions options) {
        return keyed.get(mapping, key, options);
    }

    /** Whose row is not there any more leaves the session, until a rollback may bring it back. */
    void gone(InstanceState state) {
        keyed.gone(state);
    }

    // ---- by query

    /** Runs a query of the session's own for objects, and gives them. */
    CompletionStage<List<InstanceState>> read(ObjectRows rows, Select<?> select) {
        return autoflush()
                .thenComposeAsync(
                        done -> {
                            core.begun();
                            return core.read(core.criteria().restrict(select), Map.of());
                        },
                        core.turn())
                .thenApplyAsync(
                        result -> {
                            List<InstanceState> found = new ArrayList<>();
                            for (Row row : result) {
                                rows.load(core.loader(), row, Overwriting.none())
                                        .ifPresent(found::add);
                            }
                            return found;
                        },
                        core.turn());
    }

    CompletionStage<Result> execute(
            Executable statement, List<? extends Map<String, ?>> parameters, StatementOptions options) {
        core.requireUsable();
        if (core.events().isSilent()) {
            return executeUnheard(statement, parameters, options);
        }
        return core.turn()
                .then(
                        core.events()
                                .beforeExecute(new SessionStatement(
                                        Kind.EXECUTE, statement, parameters, options, Optional.empty())),
                        this::execute);
    }

    /** What listeners made of a statement. */
    private CompletionStage<Result> execute(SessionStatement heard) {
        if (heard.result().isPresent()) {
            return CompletableFuture.completedFuture(heard.result().orElseThrow());
        }
        return core.turn()
                .then(
                        executeUnheard(heard.statement(), heard.parameters(), heard.options()),
                        result -> core.events().afterBulk(heard.statement(), result));
    }

    CompletionStage<Result> executeUnheard(
            Executable statement, List<? extends Map<String, ?>> parameters, StatementOptions options) {
        core.requireUsable();
        Optional<SelectPlan> plan = SelectPlanner.plan(core.mappings(), statement, core.criteria());
        if (plan.isPresent()) {
            return executeForObjects(plan.orElseThrow(), parameters, options);
        }
        return core.turn().then(autoflush(), done -> {
            note(statement, core.begun());
            return run(core.restricted(statement), parameters, options);
        });
    }

    private void note(Executable statement, TransactionLevel level) {
        if (Writes.may(statement)) {
            level.writes();
            core.connection().writes();
        }
    }

    private CompletionStage<Result> run(
            Executable statement, List<? extends Map<String, ?>> parameters, StatementOptions options) {
        return bulk.execute(statement, parameters, options.synchronizeSession())
                .orElseGet(() -> core.connection().run(statement, parameters));
    }

    private CompletionStage<Result> executeForObjects(
            SelectPlan plan, List<? extends Map<String, ?>> parameters, StatementOptions options) {
        LoadTerms terms = new LoadTerms(
                upserts(plan)
                        ? Overwriting.upserted(options.populateExisting())
                        : Overwriting.all(options.populateExisting()),
                parameters.isEmpty() ? Map.of() : parameters.get(0),
                Optional.empty());
        CompletionStage<ObjectsOfRows> read = core.turn().then(autoflush(), done -> {
            note(plan.statement(), core.begun());
            ObjectsOfRows rows = loading.rows(plan, terms);
            if (plan.statement() instanceof Delete delete) {
                return deleted(plan, delete, rows, parameters, options.synchronizeSession());
            }
            EarlyRows early = new EarlyRows(core.turn(), rows::take);
            CompletionStage<Result> ran = plan.statement() instanceof Select<?> && parameters.size() <= 1
                    ? core.connection().run(plan.statement(), terms.parameters(), early)
                    : run(plan.statement(), parameters, options);
            return early.whenAllTaken(ran, last -> rows);
        });
        return core.turn().then(read, rows -> loading.load(plan, rows, terms));
    }

    private static boolean upserts(SelectPlan plan) {
        return plan.statement() instanceof Insert insert && insert.conflict().isPresent();
    }

    /** Rows that are deleted are taken while the session has their objects; these leave it then, and so do those that are made of the others. */
    private CompletionStage<ObjectsOfRows> deleted(
            SelectPlan plan,
            Delete delete,
            ObjectsOfRows rows,
            List<? extends Map<String, ?>> parameters,
            SynchronizeSession how) {
        Set<InstanceState> staying =
                how == SynchronizeSession.NONE ? Set.copyOf(core.identities().persistent()) : Set.of();
        StatementRunner taking =
                (statement, sets) -> core.turn().map(core.connection().run(statement, sets), result -> {
                    result.forEach(rows::take);
                    return result;
                });
        CompletionStage<Result> ran =
                bulk.by(taking).execute(delete, parameters, how).orElseGet(() -> taking.run(delete, parameters));
        return core.turn().map(ran, result -> {
            leave(rows.at(plan.deletedPlaces(delete)), staying);
            return rows;
        });
    }

    private void leave(List<InstanceState> states, Set<InstanceState> staying) {
        states.stream()
                .filter(state -> state.isPersistent() && !staying.contains(state))
                .forEach(bulk::leaves);
    }

    CompletionStage<StreamedRows> stream(Executable statement, Map<String, ?> parameters) {
        core.requireUsable();
        CompletionStage<SessionStatement> heard = core.events()
                .beforeExecute(new SessionStatement(
                        Kind.STREAM, statement, List.of(parameters), StatementOptions.none(), Optional.empty()));
        return core.turn()
                .then(
                        heard,
                        told -> core.turn()
                                .then(
                                        autoflush(),
                                        done -> core.turn()
                                                .map(core.leased(), connection -> streamed(connection, told))));
    }

    private StreamedRows streamed(AsyncConnection connection, SessionStatement heard) {
        if (heard.result().isPresent()) {
            throw InvalidRequestException.of(
                    "A listener gave a result for a statement whose rows are streamed.",
                    "Give another statement in its place, or leave it as it is.");
        }
        Optional<SelectPlan> plan = SelectPlanner.plan(core.mappings(), heard.statement(), core.criteria());
        plan.ifPresent(Reading::requireStreaming);
        note(heard.statement(), core.begun());
        core.connection().sees(heard.statement());
        Executable complete = plan.map(SelectPlan::statement).orElseGet(() -> core.restricted(heard.statement()));
        Map<String, ?> first = named(complete, heard.first());
        return new StreamedRows(
                OpenedRows.of(connection.stream(telling(complete, first), first)),
                plan,
                core.begun().number());
    }

    /** Rows of a stream with objects in the place of their columns; those of rows that it deletes leave the session with them. */
    RowChunk loaded(SelectPlan plan, RowChunk chunk) {
        RowChunk made = loading.load(plan, chunk);
        if (plan.statement() instanceof Delete delete) {
            List<Integer> places = plan.deletedPlaces(delete);
            leave(
                    made.rows().stream()
                            .flatMap(row ->
                                    places.stream().flatMap(place -> Optional.ofNullable(row.get(place)).stream()))
                            .flatMap(object -> core.identities().find(object).stream())
                            .toList(),
                    Set.of());
        }
        return made;
    }

    /** What inserts rows of a class of a hierarchy says of which they are, streamed or not. */
    private Executable telling(Executable statement, Map<String, ?> parameters) {
        return statement instanceof Insert insert
                ? BulkInserts.of(core, insert)
                        .map(inserts -> inserts.telling(insert, List.of(parameters)))
                        .orElse(insert)
                : statement;
    }

    /** What inserts a row of a class may be given its values by the names of attributes. */
    private Map<String, ?> named(Executable statement, Map<String, ?> parameters) {
        return statement instanceof Insert insert
                ? BulkInserts.of(core, insert)
                        .<Map<String, ?>>map(inserts ->
                                inserts.named(insert, List.of(parameters)).get(0))
                        .orElse(parameters)
                : parameters;
    }

    /** Rows that pass by one after the other cannot wait for others. */
    private static void requireStreaming(SelectPlan plan) {
        if (plan.isRepeating() || plan.loadsMore()) {
            throw InvalidRequestException.of(
                    "A session's stream gives its objects row by row, and an option of the query, or @LoadedBy, loads what stands in other rows, for which the session's one connection is not free until the stream ends.",
                    "Use the maker's stream, sessions.stream(...), which loads for each chunk on another connection; or execute the query by pages, with orderBy(...).limit(...) and after(...); or join relationships to one: joinedLoad(...); or leave them out: raiseLoad(...).");
        }
    }

    // ---- again

    CompletionStage<Done> refresh(InstanceState state, BitSet slots, Optional<LockClause> lock) {
        return core.turn().then(autoflush(), done -> reread(state, slots, lock));
    }

    private CompletionStage<Done> reread(InstanceState state, BitSet slots, Optional<LockClause> lock) {
        core.begun();
        EntityMapping<?> mapping = state.mapping();
        Map<String, ?> parameters = KeySelect.parameters(mapping, state.requireKey());
        KeySelects.Ready ready = byKey.exactly(mapping);
        CompletionStage<Result> read = lock.isPresent()
                ? keyed.locked(ready, lock.orElseThrow(), parameters, core.criteria())
                : core.read(core.criteria().restrict(ready.select()), parameters);
        return read.thenApplyAsync(result -> reread(state, slots, result), core.turn());
    }

    private Done reread(InstanceState state, BitSet slots, Result result) {
        Row row = result.first()
                .orElseThrow(() -> ObjectDeletedException.of(
                        "Could not refresh " + state + ": its row is not there any more.",
                        "Expunge it, or roll back if this transaction deleted it."
                                + (core.criteria().isEmpty() ? "" : " Or a condition of the session leaves it out.")));
        @Nullable Object[] image = ObjectRows.exactly(state.mapping()).image(row);
        if (slots.cardinality() == image.length) {
            core.loader().load(state.mapping(), image, null, Overwriting.all(true));
        } else {
            state.mapping().write(state.object(), image, slots);
            state.commit(image, slots);
        }
        return Done.getInstance();
    }

    /** The value of an attribute, read now if it is not known. */
    CompletionStage<Optional<Object>> value(InstanceState state, MappedColumn column) {
        int slot = column.slot();
        boolean known = state.loaded().get(slot) && !state.stale().get(slot);
        boolean given =
                (state.loaded().get(slot) || state.isDeferred(slot)) && state.differs(slot, state.current()[slot]);
        BitSet slots = ReadColumns.whole(state.mapping(), slot);
        CompletionStage<Done> there = state.isPending() || known || given
                ? CompletableFuture.completedFuture(Done.getInstance())
                : refresh(state, slots, Optional.empty());
        return core.turn().map(there, done -> Optional.ofNullable(state.current()[slot]));
    }

    CompletionStage<Done> autoflush() {
        return flushing.autoflush();
    }

    /** The slots of attributes, by their names; of an embedded one all of it. */
    static BitSet slots(InstanceState state, List<String> attributes) {
        BitSet slots = new BitSet();
        for (String attribute : attributes) {
            boolean found = false;
            for (MappedColumn column : state.mapping().columns()) {
                if (column.path().equals(attribute) || column.path().startsWith(attribute + ".")) {
                    slots.set(column.slot());
                    found = true;
                }
            }
            if (!found && state.mapping().relationship(attribute).isEmpty()) {
                throw InvalidRequestException.of(
                        state.mapping() + " has no attribute \"" + attribute + "\".", "Name one that it has.");
            }
        }
        return slots;
    }

    /** The relationships among attributes. */
    static List<Relationship<?, ?>> relationships(InstanceState state, List<String> attributes) {
        return attributes.stream()
                .flatMap(name -> state.mapping().relationship(name).stream())
                .<Relationship<?, ?>>map(found -> found)
                .toList();
    }
}
