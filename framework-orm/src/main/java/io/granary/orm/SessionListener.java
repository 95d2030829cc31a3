package io.granary.orm;

import io.granary.sql.Delete;
import io.granary.sql.Update;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/**
 * Hears of what sessions do, and may take part in it; given to {@link AsyncSessionMaker#withListener}. (SQLAlchemy, {@code SessionEvents}.) One
 * that is an {@link io.granary.engine.EngineListener} too and is given to {@code EngineOptions.withListener} hears of the sessions of all makers on
 * that engine, before the makers' own listeners.
 *
 * <p>Called in the session's turn, but for {@link #afterOpen}, so it must not block; one listener hears of many sessions, at the same time. Methods that give a stage are
 * waited for, however long it takes: they may send SQL and change the session by their {@link SessionContext}. They must not ask an {@link AsyncSession} and wait for it.
 *
 * <p>What a listener throws, or its stage fails with, fails the operation: in a flush, the flush is rolled back. Where something has
 * happened already and cannot be refused, as in {@link #afterCommit}, {@link #afterRollback} and {@link #onTransition}, the books are kept to
 * their end first; of several failures the first counts.
 *
 * <p>Only methods that a listener's class overrides are called, and which ones it overrides decides what a session may spare:
 *
 * <ul>
 *   <li>who overrides {@link #afterBegin} hears of every transaction before anything runs in it, so nothing is read before a transaction begins
 *       ({@link SessionOptions#deferredBegin}), no commit is one statement ({@link SessionOptions#oneStatementCommit}), and no queries run at a time
 *       ({@link AsyncSession#parallel});
 *   <li>who overrides {@link #afterFlush}, {@link #afterFlushPostexec} or {@link #onTransition} stands between the last statement and the
 *       commit, and may fail or write there: no commit is one statement;
 *   <li>all others take nothing away as long as they send no SQL.
 * </ul>
 */
public interface SessionListener {

    // ---- sessions

    /**
     * A session is opened, by whatever method of its maker: the place to count what is not closed. Called by whoever opens it, before anybody
     * has it; what is thrown here keeps it from being opened.
     *
     * @param info what {@link SessionView#info()} of the session gives
     * @param opener where in the program: {@code at} and the line that called, or the path of a session that is a child of an actor
     */
    default void afterOpen(Map<String, Object> info, String opener) {}

    /**
     * A session has ended: it was closed, or its owner ended, or it was found to be reachable by nobody. What is thrown here is logged, for there is
     * nothing left to fail.
     *
     * @param session the session, which holds nothing any more
     */
    default void afterClose(SessionView session) {}

    // ---- transactions

    /**
     * A session has a connection on which a transaction begins: with what is run first. The place for {@code SET LOCAL} and its like.
     *
     * <p>{@link AsyncSession#parallel} would run queries in transactions beside it, and refuses where this is overridden. What a maker does without a session no listener hears of:
     * the rows of its {@link AsyncSessionMaker#stream(io.granary.sql.Executable, Map) stream}, and its {@link AsyncSessionMaker#loader(Class) loader}.
     *
     * @param session the session
     * @return completes when the transaction may go on
     */
    default CompletionStage<Done> afterBegin(SessionContext session) {
        return done();
    }

    /**
     * A transaction of a session has begun, which may not hold a connection yet, or a savepoint was set.
     *
     * @param session the session
     * @param nested whether it is a savepoint
     */
    default void afterTransactionCreate(SessionView session, boolean nested) {}

    /**
     * A transaction of a session, or a savepoint, has ended, one way or the other.
     *
     * @param session the session
     * @param nested whether it was a savepoint
     */
    default void afterTransactionEnd(SessionView session, boolean nested) {}

    /**
     * A commit was asked for: of a savepoint, if one is open, or of the transaction. What is in the session is flushed afterwards.
     *
     * @param session the session
     * @return completes when the commit may go on
     */
    default CompletionStage<Done> beforeCommit(SessionContext session) {
        return done();
    }

    /**
     * The transaction was committed, or the savepoint released; no SQL can be sent now.
     *
     * @param session the session
     */
    default void afterCommit(SessionView session) {}

    /**
     * The database has rolled back: a transaction, or to a savepoint. After a flush failed, that is before the session is rolled back.
     *
     * @param session the session
     */
    default void afterRollback(SessionView session) {}

    /**
     * The session was rolled back, to the beginning of the transaction or of a savepoint: its objects are what they were.
     *
     * @param session the session
     */
    default void afterSoftRollback(SessionView session) {}

    // ---- flushes

    /**
     * A session has something to write. What is added, changed and marked for deletion here is written with it.
     *
     * @param session the session
     * @return completes when the flush may go on
     */
    default CompletionStage<Done> beforeFlush(SessionContext session) {
        return done();
    }

    /**
     * A flush has sent all its statements. What is changed here is written by the next flush; a commit flushes until nothing is left.
     *
     * @param session the session
     * @param written what it held when the flush began to write: what was new, changed, and to be deleted
     * @return completes when the flush may end
     */
    default CompletionStage<Done> afterFlush(SessionContext session, SessionState written) {
        return done();
    }

    /**
     * A flush has ended, behind {@link #afterFlush} of all listeners.
     *
     * @param session the session
     * @return completes when whoever asked for the flush may go on
     */
    default CompletionStage<Done> afterFlushPostexec(SessionContext session) {
        return done();
    }

    // ---- objects

    /**
     * An object is about to come into a session from outside; what is thrown here keeps it out.
     *
     * @param session the session
     * @param object the object
     */
    default void beforeAttach(SessionView session, Object object) {}

    /**
     * An object has come into a session from outside.
     *
     * @param session the session
     * @param object the object
     */
    default void afterAttach(SessionView session, Object object) {}

    /**
     * An object is something else to a session than before.
     *
     * @param session the session
     * @param object the object; its session is in the middle of something, so it is to be looked at and not changed
     * @param transition from what to what
     */
    default void onTransition(SessionView session, Object object, StateTransition transition) {}

    // ---- statements

    /**
     * A statement of the user's is about to be run, before the session is flushed for it, or the session is about to load objects. What a
     * flush asks for itself is not told. (SQLAlchemy, {@code do_orm_execute}.)
     *
     * @param session the session
     * @param statement what is to be run
     * @return completes with what is run instead, usually the same; listeners that follow get that
     */
    default CompletionStage<SessionStatement> beforeExecute(SessionContext session, SessionStatement statement) {
        return CompletableFuture.completedFuture(statement);
    }

    /**
     * An UPDATE of a mapped class was run, and the objects of the session have learned of it.
     *
     * @param session the session
     * @param update the statement
     * @param rows how many rows it changed; -1 if unknown
     * @return completes when whoever asked for it may go on
     */
    default CompletionStage<Done> afterBulkUpdate(SessionContext session, Update update, long rows) {
        return done();
    }

    /**
     * A DELETE of a mapped class was run, and the objects of the session have learned of it.
     *
     * @param session the session
     * @param delete the statement
     * @param rows how many rows it deleted; -1 if unknown
     * @return completes when whoever asked for it may go on
     */
    default CompletionStage<Done> afterBulkDelete(SessionContext session, Delete delete, long rows) {
        return done();
    }

    private static CompletionStage<Done> done() {
        return CompletableFuture.completedFuture(Done.getInstance());
    }
}
