package io.granary.orm.internal.session;

import io.granary.engine.AsyncConnection;
import io.granary.engine.Result;
import io.granary.engine.RowChunk;
import io.granary.engine.internal.connection.Deadline;
import io.granary.error.NoResultFoundException;
import io.granary.orm.EntityState;
import io.granary.orm.GetOptions;
import io.granary.orm.LoaderOption;
import io.granary.orm.SessionState;
import io.granary.orm.StatementOptions;
import io.granary.orm.internal.identity.EntityKeys;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.Related;
import io.granary.orm.internal.load.Overwriting;
import io.granary.orm.internal.load.SelectPlan;
import io.granary.orm.internal.session.Listening.Occasion;
import io.granary.orm.internal.turn.Turn;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.sql.Executable;
import io.granary.sql.LockClause;
import io.granary.sql.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** All that a session can be asked to do. Belongs to the session's actor, and is used in its turn only. */
public final class SessionWork {

    private final SessionCore core;
    private final Flushing flushing;
    private final Reading reading;
    private final Relating relating;
    private final Loading loading;
    private final Changing changing;
    private final Transacting transacting;
    private final Expiring expiring;
    private final Fetching fetching;

    SessionWork(SessionTerms terms, Turn turn, SessionEvents events) {
        this.core = new SessionCore(terms, turn, events);
        this.flushing = new Flushing(core, terms.order());
        this.relating = new Relating(core);
        this.loading = new Loading(core, relating);
        this.reading = new Reading(core, flushing, terms.byKey(), loading);
        this.changing = new Changing(core, reading, relating);
        this.transacting = new Transacting(core, flushing);
        this.expiring = new Expiring(core);
        this.fetching = new Fetching(core, reading, loading, expiring);
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
        return fetching.getAll(type, ids);
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

    /** {@return rows with objects in the place of their columns; see {@link StreamedRows}} */
    public CompletionStage<RowChunk> loaded(SelectPlan plan, RowChunk chunk, int level) {
        core.requireOpen();
        core.requireNotUndone(level);
        return CompletableFuture.completedFuture(reading.loaded(plan, chunk));
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
        return fetching.refresh(object, attributes, lock);
    }

    /** {@return what an object has at a relationship, loaded now if it was not} */
    public CompletionStage<Object> load(Object object, Relationship<?, ?> relationship) {
        return fetching.load(object, relationship);
    }

    /** {@return nothing, when what options say is loaded of objects} */
    public CompletionStage<Done> loadAll(List<?> objects, List<LoaderOption> options) {
        return fetching.loadAll(objects, options);
    }

    /** {@return the value of an attribute, read now if it was not} */
    public CompletionStage<Optional<Object>> load(Object object, Column<?> attribute) {
        return fetching.load(object, attribute);
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
        return good ? transacting.endGoodScope(savepoint.level(), () -> commit(savepoint)) : rollback(savepoint);
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
        return CompletableFuture.completedFuture(transacting.isOpen(savepoint.level())
                && savepoint.level().failure().isEmpty());
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
        InstanceState state = fetching.attached(object);
        return CompletableFuture.completedFuture(
                state.isPending() || core.planner().isChanged(state) || relationshipsChanged(state));
    }

    private boolean relationshipsChanged(InstanceState state) {
        return state.relationships().stream().anyMatch(relationship -> {
            Related before = state.related(relationship);
            Related now = state.relatedNow(relationship);
            List<@Nullable Object> written = new ArrayList<>(now.objects());
            written.removeIf(object ->
                    object != null && !before.has(object) && core.objects().isLeftOut(object));
            return !new Related(now.loaded(), written).hasSameAs(before);
        });
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
