package io.granary.orm.internal.session;

import io.granary.engine.AsyncConnection;
import io.granary.engine.Result;
import io.granary.engine.RowChunk;
import io.granary.engine.internal.Scopes;
import io.granary.engine.internal.connection.Deadline;
import io.granary.error.DetachedInstanceException;
import io.granary.error.InvalidRequestException;
import io.granary.error.NoResultFoundException;
import io.granary.orm.EntityState;
import io.granary.orm.GetOptions;
import io.granary.orm.LoaderOption;
import io.granary.orm.Ref;
import io.granary.orm.RelationshipLoad;
import io.granary.orm.SessionState;
import io.granary.orm.StatementOptions;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.EntityKeys;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.load.LoadPlan;
import io.granary.orm.internal.load.ObjectRows;
import io.granary.orm.internal.load.Overwriting;
import io.granary.orm.internal.load.ReadColumns;
import io.granary.orm.internal.load.SelectPlan;
import io.granary.orm.internal.session.Listening.Occasion;
import io.granary.orm.internal.turn.Turn;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.sql.Executable;
import io.granary.sql.LockClause;
import io.granary.sql.Query;
import io.granary.sql.Select;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** All that a session can be asked to do. Belongs to the session's actor, and is used in its turn only. */
public final class SessionWork {

    private static final int CHUNK = 500;

    private final SessionCore core;
    private final Flushing flushing;
    private final Reading reading;
    private final Relating relating;
    private final Loading loading;
    private final Changing changing;
    private final Transacting transacting;
    private final Expiring expiring;

    SessionWork(SessionTerms terms, Turn turn, SessionEvents events) {
        this.core = new SessionCore(terms, turn, events);
        this.flushing = new Flushing(core, terms.order());
        this.relating = new Relating(core);
        this.loading = new Loading(core, relating);
        this.reading = new Reading(core, flushing, terms.byKey(), loading);
        this.changing = new Changing(core, reading, relating);
        this.transacting = new Transacting(core, flushing);
        this.expiring = new Expiring(core);
    }

    /** A session of these terms, in this turn, with notes for its user and its listeners. */
    static SessionWork of(SessionTerms terms, Turn turn, Map<String, Object> info) {
        SessionEvents events = new SessionEvents(terms.listening(), turn, info);
        SessionWork work = new SessionWork(terms, turn, events);
        events.serve(work);
        return work;
    }

    /** It cannot be used any more. */
    void ended() {
        core.events().note(Occasion.AFTER_CLOSE, (listener, view) -> listener.afterClose(view));
        core.events().logThrown();
        core.events().ended();
    }

    /** What is done next has a time; null for as long as it takes. */
    void begins(@Nullable Deadline deadline) {
        if (core.connection().limit().hasCutShort() && core.connection().isHeld()) {
            core.level()
                    .ifPresent(
                            level -> level.fail(
                                    TimeLimit.late(
                                            "the time of a command was over, and what was done of it must not be committed without the rest")));
        }
        core.connection().limit().set(deadline);
    }

    /** The time of what is done is over. */
    void timeOver() {
        core.connection().limit().giveUp();
    }

    /** Does something that writes nothing before its queries. */
    <T> CompletionStage<T> withoutAutoflush(SessionOperation<T> operation) {
        core.setAutoflush(false);
        return Flushing.attempted(() -> operation.run(this))
                .whenCompleteAsync((value, failure) -> core.setAutoflush(true), core.turn());
    }

    /** Does something, as a whole: what a listener threw on the way where nothing could be refused any more fails it at its end. */
    <T> CompletionStage<T> perform(SessionOperation<T> operation) {
        return core.events().isSilent()
                ? operation.run(this)
                : core.events().ending(Flushing.attempted(() -> operation.run(this)));
    }

    /**
     * {@return what nobody waits for; if it fails, the next flush or commit does}
     *
     * @param operation what is done
     */
    public CompletionStage<Done> remembering(SessionOperation<Done> operation) {
        return Flushing.attempted(() -> perform(operation)).exceptionally(failure -> {
            core.remember(failure);
            return Done.getInstance();
        });
    }

    // ---- objects

    /** {@return nothing, when an object and what it cascades to are in the session} */
    public CompletionStage<Done> add(List<?> objects) {
        core.begun();
        core.identities().expect(objects.size());
        objects.forEach(core.objects()::add);
        return done();
    }

    /** {@return nothing, when objects are marked for deletion, and those that go with them} */
    public CompletionStage<Done> delete(List<?> objects) {
        core.requireUsable();
        return changing.delete(objects);
    }

    /** {@return nothing, when an object is out of the session} */
    public CompletionStage<Done> expunge(Object object) {
        core.requireOpen();
        core.objects().expunge(object);
        return done();
    }

    /** {@return nothing, when all objects are out of the session} */
    public CompletionStage<Done> expungeAll() {
        core.requireOpen();
        core.objects().clear();
        return done();
    }

    /** {@return nothing, when values of an object are to be read again; all of it if no attributes are named} */
    public CompletionStage<Done> expire(Object object, List<String> attributes) {
        core.requireUsable();
        InstanceState state = core.objects().requirePersistent(object, "be expired");
        expiring.expire(state, attributes);
        return done();
    }

    /** {@return nothing, when all objects are to be read again} */
    public CompletionStage<Done> expireAll() {
        core.requireUsable();
        expiring.expireAll();
        return done();
    }

    /** {@return the object of this session that has what one from outside has} */
    public CompletionStage<List<Object>> merge(List<?> objects, GetOptions options) {
        return changing.mergeAll(objects, options);
    }

    /** {@return nothing, when a function has changed an object} */
    public <E> CompletionStage<Done> apply(E object, Consumer<? super E> change) {
        core.requireUsable();
        change.accept(object);
        return done();
    }

    // ---- reading

    /** {@return the object of a key} */
    public CompletionStage<Optional<Object>> get(Class<?> type, Object id, GetOptions options) {
        EntityMapping<?> mapping = core.mappings().mapping(type);
        return reading.get(mapping, EntityKeys.from(mapping, id), options);
    }

    /** {@return the object of a key that is there} */
    public CompletionStage<Object> getOne(Class<?> type, Object id, GetOptions options) {
        return get(type, id, options)
                .thenApply(found -> found.orElseThrow(() -> NoResultFoundException.of(
                        "No row was found for " + type.getSimpleName() + " " + id + ".",
                        "Use get, which gives an Optional.")));
    }

    /** {@return the objects of keys, in their order; none in the place of one that is not there} */
    public CompletionStage<List<Optional<Object>>> getAll(Class<?> type, List<?> ids) {
        EntityMapping<?> mapping = core.mappings().mapping(type);
        core.requireUsable();
        List<EntityKey> keys =
                ids.stream().map(id -> EntityKeys.from(mapping, id)).toList();
        List<List<Object>> missing = keys.stream()
                .filter(key -> core.identities()
                        .find(key)
                        .filter(state -> !state.isExpired() || !isOf(mapping, state))
                        .isEmpty())
                .distinct()
                .map(EntityKey::values)
                .toList();
        ObjectRows rows = ObjectRows.of(core.mappings(), mapping);
        CompletionStage<Done> loaded = done();
        for (int from = 0; from < missing.size(); from += CHUNK) {
            List<List<Object>> some = missing.subList(from, Math.min(missing.size(), from + CHUNK));
            Select<?> select = rows.select()
                    .where(core.keyLists()
                            .among(
                                    mapping.key().stream()
                                            .map(MappedColumn::column)
                                            .toList(),
                                    some));
            loaded = core.turn()
                    .then(
                            loaded,
                            done -> core.turn().map(reading.read(rows, select), read -> letGoOfGone(mapping, some)));
        }
        if (LoadPlan.hasDefaults(core.mappings(), mapping)) {
            LoadPlan plan = LoadPlan.of(core.mappings(), mapping, List.of());
            loaded = core.turn().then(loaded, done -> loading.further(plan, found(mapping, missing), LoadTerms.PLAIN));
        }
        return loaded.thenApplyAsync(
                done -> keys.stream()
                        .map(key -> core.identities()
                                .find(key)
                                .filter(state -> isOf(mapping, state))
                                .map(InstanceState::object))
                        .toList(),
                core.turn());
    }

    private List<InstanceState> found(EntityMapping<?> mapping, List<List<Object>> keys) {
        return keys.stream()
                .flatMap(key -> core.identities().find(new EntityKey(mapping.rootType(), key)).stream())
                .filter(state -> isOf(mapping, state))
                .toList();
    }

    /** A row may be of another class of the hierarchy. */
    private static boolean isOf(EntityMapping<?> mapping, InstanceState state) {
        return mapping.type().isInstance(state.object());
    }

    /** An object that is still to be read again after it was asked for has no row any more. */
    private Done letGoOfGone(EntityMapping<?> mapping, List<List<Object>> asked) {
        for (List<Object> key : asked) {
            core.identities()
                    .find(new EntityKey(mapping.rootType(), key))
                    .filter(InstanceState::isExpired)
                    .ifPresent(reading::gone);
        }
        return Done.getInstance();
    }

    /** {@return the result of a statement, with objects where it selects mapped classes} */
    public CompletionStage<Result> execute(
            Executable statement, List<? extends Map<String, ?>> parameters, StatementOptions options) {
        return reading.execute(statement, parameters, options);
    }

    /** {@return the results of queries that run at a time, outside of the transaction} */
    public CompletionStage<List<Result>> parallel(List<Query> queries) {
        return new ParallelReading(core, loading).run(queries);
    }

    /** The same, for a listener. */
    CompletionStage<Result> executeUnheard(
            Executable statement, List<? extends Map<String, ?>> parameters, StatementOptions options) {
        return reading.executeUnheard(statement, parameters, options);
    }

    /** {@return the rows of a statement, or of what listeners run in its place} */
    public CompletionStage<StreamedRows> stream(Executable statement, Map<String, ?> parameters) {
        return reading.stream(statement, parameters);
    }

    /** {@return rows with objects in the place of their columns} */
    public CompletionStage<RowChunk> loaded(SelectPlan plan, RowChunk chunk) {
        core.requireOpen();
        return CompletableFuture.completedFuture(loading.load(plan, chunk));
    }

    /** {@return rows with objects in the place of their columns, which the session keeps no longer than it takes to load what belongs to them} */
    public CompletionStage<RowChunk> detached(SelectPlan plan, RowChunk chunk, Map<String, ?> parameters) {
        core.requireOpen();
        LoadTerms terms = new LoadTerms(Overwriting.none(), parameters, Optional.empty());
        return core.turn()
                .then(loading.loadAll(plan, chunk, terms), loaded -> core.turn().map(core.reset(), done -> loaded));
    }

    /** {@return nothing, when an object has what its row has; all of it if no attributes are named} */
    public CompletionStage<Done> refresh(Object object, List<String> attributes, Optional<LockClause> lock) {
        core.requireUsable();
        InstanceState state = core.objects().requirePersistent(object, "be refreshed");
        if (state.mapping().isReadOnly()) {
            throw InvalidRequestException.of(
                    "A " + state.mapping() + " is a record, which stays as it was read.",
                    "Get it again: a record that is expired, as after a commit, gives way to another one when its row has changed.");
        }
        List<Relationship<?, ?>> relationships = Reading.relationships(state, attributes);
        BitSet slots = attributes.isEmpty() ? state.allSlots() : Reading.slots(state, attributes);
        CompletionStage<Done> written = attributes.isEmpty() && Expiring.cascades(state)
                ? core.turn().map(reading.autoflush(), done -> {
                    expiring.expireRelated(state);
                    return done;
                })
                : done();
        CompletionStage<Done> read = slots.isEmpty() && lock.isEmpty()
                ? written
                : written.thenComposeAsync(done -> reading.refresh(state, slots, lock), core.turn());
        if (attributes.isEmpty() && LoadPlan.hasDefaults(core.mappings(), state.mapping())) {
            LoadPlan plan = LoadPlan.of(core.mappings(), state.mapping(), List.of());
            read = core.turn().then(read, done -> loading.further(plan, List.of(state), LoadTerms.PLAIN));
        }
        for (Relationship<?, ?> relationship : relationships) {
            read = read.thenComposeAsync(
                    done -> {
                        state.unload(relationship);
                        return relationship.isWriteOnly() ? done() : loading.load(relationship, state);
                    },
                    core.turn());
        }
        return read;
    }

    /** {@return what an object has at a relationship, loaded now if it was not} */
    public CompletionStage<Object> load(Object object, Relationship<?, ?> relationship) {
        RelationshipLoad.requireLoadable(relationship);
        InstanceState state = attached(object);
        boolean known = state.relatedNow(relationship).loaded() && !state.isStale(relationship);
        if (state.isPending() || known) {
            return CompletableFuture.completedFuture(value(relationship, object));
        }
        return reading.autoflush()
                .thenComposeAsync(
                        done -> state.isExpired()
                                ? reading.get(state.mapping(), state.requireKey(), GetOptions.none())
                                        .thenApply(found -> Done.getInstance())
                                : done(),
                        core.turn())
                .thenComposeAsync(done -> loading.load(relationship, state), core.turn())
                .thenApplyAsync(
                        done -> {
                            if (!core.autoflushes()) {
                                showMoved(state, relationship);
                            }
                            return value(relationship, object);
                        },
                        core.turn());
    }

    private void showMoved(InstanceState owner, Relationship<?, ?> relationship) {
        relationship
                .terms()
                .mappedBy()
                .flatMap(name -> core.mappings().mapping(relationship.target()).relationship(name))
                .filter(Relationship::holdsReference)
                .ifPresent(held -> MovedReferences.show(core.identities(), owner, relationship, held));
    }

    /** {@return nothing, when what options say is loaded of objects} */
    public CompletionStage<Done> loadAll(List<?> objects, List<LoaderOption> options) {
        List<InstanceState> states = objects.stream()
                .map(this::attached)
                .filter(InstanceState::isPersistent)
                .toList();
        Map<Class<?>, List<Object>> expired = new LinkedHashMap<>();
        Map<EntityMapping<?>, List<InstanceState>> all = new LinkedHashMap<>();
        for (InstanceState state : states) {
            all.computeIfAbsent(state.mapping(), unused -> new ArrayList<>()).add(state);
            if (state.isExpired()) {
                expired.computeIfAbsent(state.mapping().type(), unused -> new ArrayList<>())
                        .add(state.requireKey().values());
            }
        }
        if (!all.isEmpty()) {
            LoadPlan.require(options, List.copyOf(all.keySet()));
        }
        CompletionStage<Done> ready = reading.autoflush();
        for (Map.Entry<Class<?>, List<Object>> each : expired.entrySet()) {
            ready = core.turn()
                    .then(ready, done -> core.turn().map(getAll(each.getKey(), each.getValue()), found -> done));
        }
        for (Map.Entry<EntityMapping<?>, List<InstanceState>> each : all.entrySet()) {
            LoadPlan plan = LoadPlan.of(core.mappings(), each.getKey(), options);
            ready = core.turn().then(ready, done -> loading.further(plan, each.getValue(), LoadTerms.PLAIN));
        }
        return ready;
    }

    /** {@return the value of an attribute, read now if it was not} */
    public CompletionStage<Optional<Object>> load(Object object, Column<?> attribute) {
        InstanceState state = attached(object);
        return reading.value(state, ReadColumns.require(state.mapping(), attribute));
    }

    /** An attribute that is null is nothing, and one that is a reference stands for what it refers to. */
    private static Object value(Relationship<?, ?> relationship, Object object) {
        Object value = relationship.get(object);
        if (value instanceof Ref<?> reference) {
            Optional<?> target = reference.find();
            return target.isPresent() ? target.orElseThrow() : target;
        }
        return value == null ? Optional.empty() : value;
    }

    private InstanceState attached(Object object) {
        core.requireUsable();
        return core.identities()
                .find(object)
                .orElseThrow(() -> DetachedInstanceException.of(
                        "This " + core.mappings().mapping(object.getClass())
                                + " is not in the session, so nothing can be loaded for it.",
                        "Add it, merge it, or get it from this session."));
    }

    // ---- transactions

    /** {@return nothing, when what is there is written} */
    public CompletionStage<Done> flush() {
        core.throwRemembered();
        return flushing.flush();
    }

    /** {@return nothing, when a transaction has begun} */
    public CompletionStage<Done> begin() {
        core.begin();
        return done();
    }

    /** {@return a savepoint} */
    public CompletionStage<Savepoint> beginNested() {
        // What was refused before is not of the savepoint, whose rollback would forget it.
        core.throwRemembered();
        return transacting.beginNested().thenApply(Savepoint::new);
    }

    /**
     * A savepoint of a session, or its transaction.
     */
    public static final class Savepoint {

        private final TransactionLevel level;

        Savepoint(TransactionLevel level) {
            this.level = level;
        }

        /** {@return whether it is a savepoint} */
        public boolean isNested() {
            return level.isNested();
        }

        TransactionLevel level() {
            return level;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Savepoint another && level == another.level;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(level);
        }
    }

    /** {@return the transaction that is open, or the innermost savepoint in it} */
    public CompletionStage<Optional<Savepoint>> transaction() {
        return CompletableFuture.completedFuture(core.level().map(Savepoint::new));
    }

    /** {@return nothing, when the transaction is committed} */
    public CompletionStage<Done> commit() {
        core.throwRemembered();
        return transacting.commit();
    }

    /** {@return nothing, when the transaction of a scope is committed; what was changed after it was ended by hand is refused} */
    public CompletionStage<Done> commitScope() {
        core.throwRemembered();
        if (!core.isEndedByHand()) {
            return transacting.commit();
        }
        List<InstanceState> changed = core.planner().changed();
        if (core.identities().all().stream()
                .anyMatch(state -> state.isPending() || changed.contains(state) || relationshipsChanged(state))) {
            core.requireUsable();
        }
        return done();
    }

    /** {@return nothing, when the transaction of a scope is committed and the session is closed; one that fails leaves it open} */
    public CompletionStage<Done> commitScopeAndClose() {
        return core.turn().then(commitScope(), done -> close());
    }

    /** {@return nothing, when a savepoint is released} */
    public CompletionStage<Done> commit(Savepoint savepoint) {
        core.throwRemembered();
        return transacting.commit(savepoint.level());
    }

    /**
     * {@return nothing, when the savepoint of a scope is released or rolled back to; one that was ended by hand is over}
     *
     * @param savepoint the scope's
     * @param good whether its work went well
     */
    public CompletionStage<Done> endScope(Savepoint savepoint, boolean good) {
        if (!transacting.isOpen(savepoint.level())) {
            if (!good) {
                transacting.failedTooLate(savepoint.level());
            }
            return done();
        }
        return good ? release(savepoint) : rollback(savepoint);
    }

    /** What cannot be released is undone, so that the transaction around it goes on without it. */
    private CompletionStage<Done> release(Savepoint savepoint) {
        return Flushing.attempted(() -> commit(savepoint))
                .handleAsync((done, failure) -> failure == null ? done() : undone(savepoint, failure), core.turn())
                .thenCompose(stage -> stage);
    }

    private CompletionStage<Done> undone(Savepoint savepoint, Throwable failure) {
        Throwable cause = Objects.requireNonNullElse(Scopes.unwrap(failure), failure);
        CompletionStage<Done> undone =
                transacting.isOpen(savepoint.level()) ? Flushing.attempted(() -> rollback(savepoint)) : done();
        return undone.handle((done, another) -> {
                    if (another != null) {
                        cause.addSuppressed(Scopes.unwrap(another));
                    }
                    return CompletableFuture.<Done>failedFuture(cause);
                })
                .thenCompose(stage -> stage);
    }

    /** {@return nothing, when the transaction is rolled back} */
    public CompletionStage<Done> rollback() {
        return transacting.rollback();
    }

    /** {@return nothing, when all is as it was at a savepoint} */
    public CompletionStage<Done> rollback(Savepoint savepoint) {
        return transacting.rollback(savepoint.level());
    }

    /** {@return nothing, when the innermost savepoint is released, or the transaction committed where there is none} */
    public CompletionStage<Done> commitInnermost() {
        core.throwRemembered();
        return core.level().map(transacting::commit).orElseGet(transacting::commit);
    }

    /** {@return nothing, when the innermost savepoint is rolled back, or the transaction where there is none} */
    public CompletionStage<Done> rollbackInnermost() {
        return core.level().map(transacting::rollback).orElseGet(transacting::rollback);
    }

    /** {@return whether a savepoint is open} */
    public CompletionStage<Boolean> isOpen(Savepoint savepoint) {
        return CompletableFuture.completedFuture(
                !savepoint.level().isEnded() && savepoint.level().failure().isEmpty());
    }

    // ---- the session

    /** {@return the connection of the transaction} */
    public CompletionStage<AsyncConnection> connection() {
        return core.lent();
    }

    /** {@return nothing, when changes are written before queries again, or not any more} */
    public CompletionStage<Done> autoflush(boolean on) {
        core.setAutoflush(on);
        return done();
    }

    /** {@return what the session holds} */
    public CompletionStage<SessionState> state() {
        return CompletableFuture.completedFuture(core.state());
    }

    /** Does something for a listener. */
    <T> CompletionStage<T> quietly(Supplier<CompletionStage<T>> operation) {
        return core.events().quietly(operation);
    }

    SessionState stateNow() {
        return core.state();
    }

    /** {@return what an object is to the session} */
    public CompletionStage<EntityState> stateOf(Object object) {
        if (core.objects().isGone(object)) {
            return CompletableFuture.completedFuture(EntityState.DELETED);
        }
        return CompletableFuture.completedFuture(
                core.identities().find(object).map(InstanceState::state).orElse(EntityState.TRANSIENT));
    }

    /** {@return whether an object has other values than its row} */
    public CompletionStage<Boolean> isModified(Object object) {
        InstanceState state = attached(object);
        return CompletableFuture.completedFuture(
                state.isPending() || core.planner().changed().contains(state) || relationshipsChanged(state));
    }

    private static boolean relationshipsChanged(InstanceState state) {
        return state.relationships().stream()
                .anyMatch(relationship -> !state.relatedNow(relationship)
                        .objects()
                        .equals(state.related(relationship).objects()));
    }

    /** {@return nothing, when the connection is given up with what runs on it, and nothing is left in the session's transaction} */
    public CompletionStage<Done> invalidate() {
        core.requireOpen();
        return transacting.invalidate();
    }

    /** {@return nothing, when the session is as if it were new} */
    public CompletionStage<Done> reset() {
        core.requireOpen();
        return core.reset();
    }

    /** {@return nothing, when the session has ended} */
    public CompletionStage<Done> close() {
        return core.close();
    }

    boolean isClosed() {
        return core.isClosed();
    }

    /** {@return all objects} */
    public CompletionStage<List<Object>> objects() {
        List<Object> objects = new ArrayList<>();
        core.identities().all().forEach(state -> objects.add(state.object()));
        return CompletableFuture.completedFuture(objects);
    }

    private static CompletionStage<Done> done() {
        return CompletableFuture.completedFuture(Done.getInstance());
    }
}
