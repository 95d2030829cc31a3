package io.granary.orm.internal.session;

import io.granary.engine.AsyncConnection;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.error.InvalidRequestException;
import io.granary.error.ObjectDeletedException;
import io.granary.error.StaleDataException;
import io.granary.orm.EntityState;
import io.granary.orm.GetOptions;
import io.granary.orm.SessionStatement;
import io.granary.orm.SessionStatement.Kind;
import io.granary.orm.StatementOptions;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.load.FoundObjects;
import io.granary.orm.internal.load.KeySelect;
import io.granary.orm.internal.load.KeySelects;
import io.granary.orm.internal.load.LoadPlan;
import io.granary.orm.internal.load.ObjectRows;
import io.granary.orm.internal.load.Overwriting;
import io.granary.orm.internal.load.ReadColumns;
import io.granary.orm.internal.load.RelationshipQuery;
import io.granary.orm.internal.load.SelectPlan;
import io.granary.orm.internal.load.SelectPlanner;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Inheritance;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.Relationship;
import io.granary.sql.Executable;
import io.granary.sql.LockClause;
import io.granary.sql.Select;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    Reading(SessionCore core, Flushing flushing, KeySelects byKey, Loading loading) {
        this.core = core;
        this.byKey = byKey;
        this.flushing = flushing;
        this.bulk = new BulkChanges(core);
        this.loading = loading;
    }

    // ---- by key

    CompletionStage<Optional<Object>> get(EntityMapping<?> mapping, EntityKey key, GetOptions options) {
        boolean there = options.loads().isEmpty() && isThere(key, options);
        if (there || (options.loads().isEmpty() && !LoadPlan.hasDefaults(core.mappings(), mapping))) {
            return getAlone(mapping, key, options, Optional.empty());
        }
        LoadPlan plan = LoadPlan.required(core.mappings(), mapping, options.loads());
        LoadTerms terms = new LoadTerms(Overwriting.all(options.populateExisting()), Map.of(), Optional.empty());
        return core.turn()
                .then(
                        getAlone(mapping, key, options, Optional.of(plan)),
                        found -> core.turn().map(loading.further(plan, states(found), terms), done -> found));
    }

    private List<InstanceState> states(Optional<Object> found) {
        return found.flatMap(core.identities()::find).stream().toList();
    }

    /** Whether nothing has to be read, so that what is loaded with what is read is not loaded either. */
    private boolean isThere(EntityKey key, GetOptions options) {
        return options.lock().isEmpty()
                && !options.populateExisting()
                && core.identities()
                        .find(key)
                        .filter(known -> !known.isExpired())
                        .isPresent();
    }

    private CompletionStage<Optional<Object>> getAlone(
            EntityMapping<?> mapping, EntityKey key, GetOptions options, Optional<LoadPlan> plan) {
        core.requireUsable();
        Optional<InstanceState> known = core.identities().find(key);
        if (known.isPresent() && !mapping.type().isInstance(known.orElseThrow().object())) {
            // The row is of another class of the hierarchy.
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (isThere(key, options)) {
            return CompletableFuture.completedFuture(known.map(InstanceState::object));
        }
        Optional<LoadPlan> changing = plan.filter(wanted -> wanted.changesQuery()
                && options.lock().isEmpty()
                && known.map(state -> wanted.reads(state.stale())).orElse(true));
        return core.turn()
                .then(
                        autoflush(),
                        done -> changing.isPresent()
                                ? select(changing.orElseThrow(), key, options)
                                : select(mapping, key, options));
    }

    /** By a query that reads some columns only, or joins what is loaded with the object. */
    private CompletionStage<Optional<Object>> select(LoadPlan plan, EntityKey key, GetOptions options) {
        core.begun();
        RelationshipQuery query =
                RelationshipQuery.ofKeys(core.mappings(), plan, List.of(key.values()), core.keyLists());
        return core.turn().map(core.read(query.select(), Map.of()), result -> {
            FoundObjects found = loading.found(Overwriting.all(options.populateExisting()));
            boolean gone = query.read(result, found).isEmpty();
            found.relate();
            Optional<InstanceState> state = core.identities().find(key);
            if (gone) {
                state.filter(InstanceState::isExpired).ifPresent(this::gone);
                return Optional.empty();
            }
            return state.map(InstanceState::object).filter(plan.mapping().type()::isInstance);
        });
    }

    private CompletionStage<Optional<Object>> select(EntityMapping<?> mapping, EntityKey key, GetOptions options) {
        core.begun();
        Map<String, ?> parameters = KeySelect.parameters(mapping, key);
        KeySelects.Ready ready = byKey.one(mapping);
        CompletionStage<Result> read = options.lock().isPresent()
                ? locked(ready, options.lock().orElseThrow(), parameters)
                : core.read(ready.select(), parameters);
        return core.turn().map(read, result -> found(ready.rows(), key, result, options));
    }

    /** Of a row in several tables, the one of the topmost is locked, for not all databases lock rows of joins. */
    private CompletionStage<Result> locked(KeySelects.Ready ready, LockClause lock, Map<String, ?> parameters) {
        EntityMapping<?> mapping = ready.rows().mapping();
        if (mapping.inheritance().filter(Inheritance::concrete).isPresent()) {
            return lockedInItsTable(ready, lock, parameters);
        }
        if (mapping.inheritance().filter(Inheritance::joined).isEmpty()) {
            return core.readLocking(ready.select().forUpdate(lock), parameters);
        }
        return core.turn()
                .then(
                        core.readLocking(KeySelect.ofTopmost(mapping).forUpdate(lock), parameters),
                        held -> core.connection().run(ready.select(), List.of(parameters)));
    }

    /** Of which table it is shows when it is read, and what it has when it is locked. */
    private CompletionStage<Result> lockedInItsTable(
            KeySelects.Ready ready, LockClause lock, Map<String, ?> parameters) {
        return core.turn().then(core.read(ready.select(), parameters), first -> {
            Optional<Row> row = first.first();
            if (row.isEmpty()) {
                return core.connection().run(ready.select(), List.of(parameters));
            }
            EntityMapping<?> own = ready.rows().classOf(row.orElseThrow());
            return core.turn()
                    .then(
                            core.readLocking(KeySelect.ofTopmost(own).forUpdate(lock), parameters),
                            held -> core.connection().run(ready.select(), List.of(parameters)));
        });
    }

    private Optional<Object> found(ObjectRows rows, EntityKey key, Result result, GetOptions options) {
        Optional<Row> row = result.first();
        Optional<InstanceState> known = core.identities().find(key);
        if (row.isEmpty()) {
            known.filter(InstanceState::isExpired).ifPresent(this::gone);
            return Optional.empty();
        }
        if (options.lock().isPresent() && known.isPresent() && !options.populateExisting()) {
            requireVersion(known.orElseThrow(), rows.image(row.orElseThrow()));
        }
        return rows.load(core.loader(), row.orElseThrow(), Overwriting.all(options.populateExisting()))
                .map(InstanceState::object);
    }

    /** Whose row is not there any more leaves the session, until a rollback may bring it back. */
    void gone(InstanceState state) {
        EntityKey key = state.requireKey();
        core.objects().deleted().remove(state);
        core.identities().remove(state, EntityState.DELETED);
        new SessionLog(core.begun(), core.objects()).deleted(state, key);
    }

    /** Who locks a row to change it has to have seen it as it is. */
    private static void requireVersion(InstanceState state, @Nullable Object[] image) {
        Optional<MappedColumn> version = state.mapping().version();
        boolean known = version.isPresent()
                && state.loaded().get(version.orElseThrow().slot())
                && !state.stale().get(version.orElseThrow().slot());
        if (known
                && state.differs(
                        version.orElseThrow().slot(),
                        image[version.orElseThrow().slot()])) {
            throw StaleDataException.of(
                    "The row " + state + " has version "
                            + image[version.orElseThrow().slot()] + " and not "
                            + state.committed()[version.orElseThrow().slot()] + ", which was loaded.",
                    "Refresh the object, or get it with populateExisting.");
        }
    }

    // ---- by query

    /** Runs a query of the session's own for objects. */
    CompletionStage<Done> read(ObjectRows rows, Select<?> select) {
        return autoflush()
                .thenComposeAsync(
                        done -> {
                            core.begun();
                            return core.read(select, Map.of());
                        },
                        core.turn())
                .thenApplyAsync(
                        result -> {
                            for (Row row : result) {
                                rows.load(core.loader(), row, Overwriting.none());
                            }
                            return Done.getInstance();
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
        Optional<SelectPlan> plan = SelectPlanner.plan(core.mappings(), statement);
        if (plan.isPresent()) {
            return executeForObjects(plan.orElseThrow(), parameters, options);
        }
        return core.turn().then(autoflush(), done -> {
            note(statement, core.begun());
            return run(statement, parameters, options);
        });
    }

    private static void note(Executable statement, TransactionLevel level) {
        if (Writes.may(statement)) {
            level.writes();
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
                Overwriting.all(options.populateExisting()),
                parameters.isEmpty() ? Map.of() : parameters.get(0),
                Optional.empty());
        CompletionStage<ObjectsOfRows> read = core.turn().then(autoflush(), done -> {
            note(plan.statement(), core.begun());
            ObjectsOfRows rows = loading.rows(plan, terms);
            EarlyRows early = new EarlyRows(core.turn(), rows::take);
            CompletionStage<Result> ran = plan.statement() instanceof Select<?> && parameters.size() <= 1
                    ? core.connection().run(plan.statement(), terms.parameters(), early)
                    : run(plan.statement(), parameters, options);
            return early.whenAllTaken(ran, last -> rows);
        });
        return core.turn().then(read, rows -> loading.load(plan, rows, terms));
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
        Optional<SelectPlan> plan = SelectPlanner.plan(core.mappings(), heard.statement());
        plan.ifPresent(Reading::requireStreaming);
        note(heard.statement(), core.begun());
        Executable complete = plan.map(SelectPlan::statement).orElse(heard.statement());
        return new StreamedRows(connection.stream(complete, heard.first()), plan);
    }

    /** Rows that pass by one after the other cannot wait for others. */
    private static void requireStreaming(SelectPlan plan) {
        if (plan.isRepeating() || plan.loadsMore()) {
            throw InvalidRequestException.of(
                    "A stream gives its objects row by row, and an option of the query, or @LoadedBy, loads what stands in other rows.",
                    "Execute the query by pages, join relationships to one: joinedLoad(...), or leave them out: raiseLoad(...).");
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
                ? locked(ready, lock.orElseThrow(), parameters)
                : core.read(ready.select(), parameters);
        return read.thenApplyAsync(result -> reread(state, slots, result), core.turn());
    }

    private Done reread(InstanceState state, BitSet slots, Result result) {
        Row row = result.first()
                .orElseThrow(() -> ObjectDeletedException.of(
                        "Could not refresh " + state + ": its row is not there any more.",
                        "Expunge it, or roll back if this transaction deleted it."));
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
        return core.autoflushes() ? flushing.flush() : CompletableFuture.completedFuture(Done.getInstance());
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
