package io.granary.orm.internal.session;

import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.error.StaleDataException;
import io.granary.orm.EntityState;
import io.granary.orm.GetOptions;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.load.Criteria;
import io.granary.orm.internal.load.FoundObjects;
import io.granary.orm.internal.load.KeySelect;
import io.granary.orm.internal.load.KeySelects;
import io.granary.orm.internal.load.LoadPlan;
import io.granary.orm.internal.load.ObjectRows;
import io.granary.orm.internal.load.Overwriting;
import io.granary.orm.internal.load.RelationshipQuery;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Inheritance;
import io.granary.orm.mapping.MappedColumn;
import io.granary.sql.LockClause;
import io.granary.sql.Select;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Gets objects by their keys: those of the session, or those of rows. */
final class KeyReading {

    private final SessionCore core;
    private final Flushing flushing;
    private final KeySelects byKey;
    private final Loading loading;

    KeyReading(SessionCore core, Flushing flushing, KeySelects byKey, Loading loading) {
        this.core = core;
        this.flushing = flushing;
        this.byKey = byKey;
        this.loading = loading;
    }

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
                        flushing.autoflush(),
                        done -> changing.isPresent()
                                ? select(changing.orElseThrow(), key, options)
                                : select(mapping, key, options));
    }

    /** By a query that reads some columns only, or joins what is loaded with the object. */
    private CompletionStage<Optional<Object>> select(LoadPlan plan, EntityKey key, GetOptions options) {
        core.begun();
        RelationshipQuery query = RelationshipQuery.ofKeys(
                core.mappings(), plan, List.of(key.values()), core.keyLists(), core.criteria());
        return core.turn().map(core.read(query.select(), Map.of()), result -> {
            FoundObjects found = loading.found(Overwriting.all(options.populateExisting()));
            List<InstanceState> came = query.read(result, found).all();
            found.relate();
            Optional<InstanceState> state =
                    core.identities().find(key).or(() -> came.stream().findFirst());
            if (came.isEmpty()) {
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
        Criteria criteria = core.criteria().with(options.loads());
        CompletionStage<Result> read = options.lock().isPresent()
                ? locked(ready, options.lock().orElseThrow(), parameters, criteria)
                : core.read(criteria.restrict(ready.select()), parameters);
        return core.turn().map(read, result -> found(ready.rows(), key, result, options));
    }

    /**
     * Of a row in several tables, the one of the topmost is locked, for not all databases lock rows of joins; and only after it was read where not all
     * rows may be, so that one which is as if it were not there is neither locked nor waited for.
     */
    CompletionStage<Result> locked(
            KeySelects.Ready ready, LockClause lock, Map<String, ?> parameters, Criteria criteria) {
        EntityMapping<?> mapping = ready.rows().mapping();
        Select<?> select = criteria.restrict(ready.select());
        boolean joined = mapping.inheritance().filter(Inheritance::joined).isPresent();
        boolean concrete = mapping.inheritance().filter(Inheritance::concrete).isPresent();
        if (concrete || (joined && !criteria.isEmpty())) {
            return lockedInItsTable(ready, select, lock, parameters);
        }
        if (!joined) {
            return core.readLocking(select.forUpdate(lock), parameters);
        }
        return core.turn()
                .then(
                        core.readLocking(KeySelect.ofTopmost(mapping).forUpdate(lock), parameters),
                        held -> core.connection().run(select, List.of(parameters)));
    }

    /** Of which table it is shows when it is read, and what it has when it is locked. */
    private CompletionStage<Result> lockedInItsTable(
            KeySelects.Ready ready, Select<?> select, LockClause lock, Map<String, ?> parameters) {
        return core.turn().then(core.read(select, parameters), first -> {
            Optional<Row> row = first.first();
            if (row.isEmpty()) {
                return core.connection().run(select, List.of(parameters));
            }
            EntityMapping<?> own = ready.rows().classOf(row.orElseThrow());
            return core.turn()
                    .then(
                            core.readLocking(KeySelect.ofTopmost(own).forUpdate(lock), parameters),
                            held -> core.connection().run(select, List.of(parameters)));
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
}
