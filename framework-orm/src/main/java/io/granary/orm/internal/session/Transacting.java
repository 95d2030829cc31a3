package io.granary.orm.internal.session;

import io.granary.engine.internal.Scopes;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.InvalidRequestException;
import io.granary.error.ResourceClosedException;
import io.granary.error.StreamOpenException;
import io.granary.orm.SessionListener;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.session.Listening.Occasion;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.Done;

/** Ends transactions and savepoints, and makes the objects be what that makes of them. */
final class Transacting {

    private final SessionCore core;
    private final Flushing flushing;

    Transacting(SessionCore core, Flushing flushing) {
        this.core = core;
        this.flushing = flushing;
    }

    /** Writes what is there and commits; savepoints that are open are released. */
    CompletionStage<Done> commit() {
        core.requireUsable();
        return core.turn()
                .then(core.turn().then(beforeCommit(), done -> flushing.flushToCommit()), done -> commitWritten());
    }

    private CompletionStage<Done> beforeCommit() {
        return core.events().tell(Occasion.BEFORE_COMMIT, (listener, context) -> listener.beforeCommit(context));
    }

    private CompletionStage<Done> commitWritten() {
        Optional<TransactionLevel> now = core.level();
        if (now.isEmpty()) {
            return done();
        }
        if (!core.connection().isHeld()) {
            return committed(now.orElseThrow());
        }
        CompletionStage<Done> ended = isEndedElsewhere(core, now.orElseThrow())
                ? endedElsewhere(core)
                : core.connection().commit();
        return ended.handleAsync(
                        (done, failure) -> {
                            if (failure != null) {
                                return CompletableFuture.<Done>failedFuture(failed(now.orElseThrow(), failure));
                            }
                            return committed(now.orElseThrow());
                        },
                        core.turn())
                .thenCompose(stage -> stage);
    }

    /** The transaction has failed, with all savepoints in it; not so where a stream has the connection, and nothing was sent. */
    private static Throwable failed(TransactionLevel innermost, Throwable failure) {
        Throwable cause = Objects.requireNonNullElse(Scopes.unwrap(failure), failure);
        if (!(cause instanceof StreamOpenException)) {
            for (Optional<TransactionLevel> at = Optional.of(innermost);
                    at.isPresent();
                    at = at.orElseThrow().parent()) {
                at.orElseThrow().fail(cause);
            }
        }
        return cause;
    }

    /** Whether what was written is not in the transaction that is open on the connection, or in a savepoint that is not there any more. */
    static boolean isEndedElsewhere(SessionCore core, TransactionLevel level) {
        return level.hasWritten()
                && (core.connection().isEndedElsewhere() || (core.connection().isLent() && level.isEndedElsewhere()));
    }

    /** Fails: what is written, or committed, now has to be in one transaction with what was written before. One that was lost was ended by nobody. */
    static CompletionStage<Done> endedElsewhere(SessionCore core) {
        return core.turn().then(core.connection().requireNothingLost(), nothing -> {
            throw InvalidRequestException.of(
                    "This transaction is inactive: it was ended on the connection by somebody else, and what the session wrote in it may be rolled back.",
                    "Roll the session back, and leave its transaction to it: session.commit(), session.rollback().");
        });
    }

    private CompletionStage<Done> committed(TransactionLevel level) {
        released(level).committed(core.objects(), core.options().expireOnCommit());
        core.connection().over();
        core.events().note(Occasion.AFTER_COMMIT, SessionListener::afterCommit);
        core.leaveTo(null);
        return done();
    }

    /** The transaction itself, once all savepoints belong to it. */
    private static TransactionLevel released(TransactionLevel level) {
        TransactionLevel at = level;
        while (at.parent().isPresent()) {
            TransactionLevel outer = at.parent().orElseThrow();
            at.release(outer);
            at = outer;
        }
        return at;
    }

    /** Rolls the whole transaction back, savepoints included. */
    CompletionStage<Done> rollback() {
        core.requireOpen();
        boolean held = core.connection().isHeld();
        return core.connection()
                .rollback()
                .handleAsync(
                        (done, failure) -> {
                            if (held) {
                                core.events().note(Occasion.AFTER_ROLLBACK, SessionListener::afterRollback);
                            }
                            rolledBack();
                            return failure == null
                                    ? done()
                                    : CompletableFuture.<Done>failedFuture(Scopes.unwrap(failure));
                        },
                        core.turn())
                .thenCompose(stage -> stage);
    }

    /** Gives the connection up, and with it what was done on it. */
    CompletionStage<Done> invalidate() {
        return core.connection()
                .invalidate()
                .handleAsync(
                        (done, failure) -> {
                            rolledBack();
                            return failure == null
                                    ? done()
                                    : CompletableFuture.<Done>failedFuture(Scopes.unwrap(failure));
                        },
                        core.turn())
                .thenCompose(stage -> stage);
    }

    private void rolledBack() {
        core.forgetRemembered();
        Optional<TransactionLevel> at = core.level();
        if (at.isEmpty()) {
            // What was changed since the last one ended has begun none, and is undone all the same.
            InstanceState.revert(core.identities().persistent());
        }
        while (at.isPresent()) {
            at.orElseThrow().rolledBack(core.objects());
            at = at.orElseThrow().parent();
        }
        if (core.level().isPresent()) {
            core.events().note(Occasion.AFTER_SOFT_ROLLBACK, SessionListener::afterSoftRollback);
        }
        core.leaveTo(null);
    }

    // ---- savepoints

    CompletionStage<TransactionLevel> beginNested() {
        core.requireUsable();
        return flushing.flushAll()
                .thenComposeAsync(done -> core.leased(), core.turn())
                .thenComposeAsync(connection -> connection.beginNested(), core.turn())
                .thenApplyAsync(
                        savepoint -> {
                            TransactionLevel nested = core.begun().nested(savepoint, core.identities());
                            core.enter(nested);
                            return nested;
                        },
                        core.turn())
                .thenComposeAsync(this::heard, core.turn());
    }

    /** A savepoint to which a listener has thrown something is nobody's: who asked for it never gets it. */
    private CompletionStage<TransactionLevel> heard(TransactionLevel nested) {
        try {
            core.events().rethrow();
            return CompletableFuture.completedFuture(nested);
        } catch (Throwable thrown) {
            return undone(nested, thrown).thenApply(never -> nested);
        }
    }

    /** Releases a savepoint, and those in it; the transaction itself is committed. */
    CompletionStage<Done> commit(TransactionLevel level) {
        requireOpen(level);
        if (!level.isNested()) {
            return commit();
        }
        core.requireUsable();
        return core.turn()
                .then(beforeCommit(), done -> flushing.flushAll())
                .thenComposeAsync(
                        done -> core.connection().limit().isOver()
                                ? CompletableFuture.failedFuture(
                                        TimeLimit.late("its time was over; the savepoint was not released"))
                                : level.savepoint().orElseThrow().commit(),
                        core.turn())
                .thenApplyAsync(
                        done -> {
                            TransactionLevel outer = level.parent().orElseThrow();
                            for (TransactionLevel at = core.begun();
                                    at != outer;
                                    at = at.parent().orElseThrow()) {
                                at.release(at.parent().orElseThrow());
                                if (at != level) {
                                    at.takeAlong();
                                }
                            }
                            core.events().note(Occasion.AFTER_COMMIT, SessionListener::afterCommit);
                            core.leaveTo(outer);
                            return done;
                        },
                        core.turn());
    }

    /** Goes back to a savepoint; what is around it goes on. */
    CompletionStage<Done> rollback(TransactionLevel level) {
        requireOpen(level);
        if (!level.isNested()) {
            return rollback();
        }
        boolean active = level.savepoint().orElseThrow().isActive();
        CompletionStage<Done> undone = active ? level.savepoint().orElseThrow().rollback() : done();
        return undone.thenApplyAsync(
                done -> {
                    if (active) {
                        core.events().note(Occasion.AFTER_ROLLBACK, SessionListener::afterRollback);
                    }
                    core.forgetRemembered();
                    TransactionLevel outer = level.parent().orElseThrow();
                    Optional<TransactionLevel> at = core.level();
                    while (at.isPresent() && at.orElseThrow() != outer) {
                        at.orElseThrow().rolledBack(core.objects());
                        at = at.orElseThrow().parent();
                    }
                    core.events().note(Occasion.AFTER_SOFT_ROLLBACK, SessionListener::afterSoftRollback);
                    core.leaveTo(outer);
                    return done;
                },
                core.turn());
    }

    /** Ends the savepoint of a scope whose work went well. What cannot be released is undone, so that the transaction around it goes on without it. */
    CompletionStage<Done> endGoodScope(TransactionLevel level, Supplier<CompletionStage<Done>> release) {
        return Flushing.attempted(release)
                .handleAsync((done, failure) -> failure == null ? done() : undone(level, failure), core.turn())
                .thenCompose(stage -> stage);
    }

    private CompletionStage<Done> undone(TransactionLevel level, Throwable failure) {
        Throwable cause = Objects.requireNonNullElse(Scopes.unwrap(failure), failure);
        CompletionStage<Done> undone = isOpen(level) ? Flushing.attempted(() -> rollback(level)) : done();
        return undone.handle((done, another) -> {
                    if (another != null) {
                        cause.addSuppressed(Scopes.unwrap(another));
                    }
                    return CompletableFuture.<Done>failedFuture(cause);
                })
                .thenCompose(stage -> stage);
    }

    /** A scope has failed whose savepoint is over. What was done in it is part of what is around it, if that released it. */
    void failedTooLate(TransactionLevel level) {
        if (level.isTakenAlong()) {
            core.level()
                    .ifPresent(now -> failed(
                            now,
                            InvalidRequestException.of(
                                    "The work of a nested scope failed when its savepoint was released already, with that of a scope that began before it and ended earlier.",
                                    "Let a scope end before the one that it began in: wait for its stage there.")));
        }
    }

    /** Whether nobody has ended it, nor what is around it. */
    boolean isOpen(TransactionLevel level) {
        boolean open = false;
        for (Optional<TransactionLevel> at = core.level();
                at.isPresent();
                at = at.orElseThrow().parent()) {
            open |= at.orElseThrow() == level;
        }
        return open;
    }

    private void requireOpen(TransactionLevel level) {
        core.requireOpen();
        if (!isOpen(level)) {
            throw new ResourceClosedException(ErrorReport.of(ErrorCode.RESOURCE_CLOSED, "This transaction is closed.")
                    .hint("begin another one"));
        }
    }

    private static CompletionStage<Done> done() {
        return CompletableFuture.completedFuture(Done.getInstance());
    }
}
