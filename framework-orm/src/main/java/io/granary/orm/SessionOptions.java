package io.granary.orm;

import static java.util.Objects.requireNonNull;

import io.granary.engine.ExecutionOptions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * How sessions work. Immutable.
 *
 * @param autoflush whether changes are written before a query runs, so that it sees them
 * @param expireOnCommit whether objects are read again when they are asked for after a commit
 * @param deferredBegin whether objects are read before a transaction begins, on any connection, where nothing can tell the difference: at
 *     READ COMMITTED, without locks, before the session has written anything and unless {@code begin} was called. Such reads hold no locks
 *     on tables
 * @param oneStatementCommit whether a commit that has a single statement to write sends that statement alone, which commits by itself
 * @param execution execution options of all its statements
 * @param clock what versions that are times are taken from
 * @param listeners who hears of what sessions do, in order; behind those of the engine
 * @param criteria what rows of some classes have to satisfy wherever a session reads them
 */
public record SessionOptions(
        boolean autoflush,
        boolean expireOnCommit,
        boolean deferredBegin,
        boolean oneStatementCommit,
        ExecutionOptions execution,
        Clock clock,
        List<SessionListener> listeners,
        List<LoaderCriteria> criteria) {

    /** Checks that all is there, and copies the lists. */
    public SessionOptions {
        requireNonNull(execution, "execution");
        requireNonNull(clock, "clock");
        listeners = List.copyOf(listeners);
        criteria = List.copyOf(criteria);
    }

    /** {@return the defaults: all of it, with the system's clock} */
    public static SessionOptions defaults() {
        return new SessionOptions(
                true, true, true, true, ExecutionOptions.none(), Clock.systemUTC(), List.of(), List.of());
    }

    /**
     * {@return this with another choice}
     *
     * @param autoflush whether changes are written before a query runs
     */
    public SessionOptions withAutoflush(boolean autoflush) {
        return new SessionOptions(
                autoflush, expireOnCommit, deferredBegin, oneStatementCommit, execution, clock, listeners, criteria);
    }

    /**
     * {@return this with another choice}
     *
     * @param expireOnCommit whether objects are read again after a commit
     */
    public SessionOptions withExpireOnCommit(boolean expireOnCommit) {
        return new SessionOptions(
                autoflush, expireOnCommit, deferredBegin, oneStatementCommit, execution, clock, listeners, criteria);
    }

    /**
     * {@return this with another choice}
     *
     * @param deferredBegin whether objects may be read before a transaction begins
     */
    public SessionOptions withDeferredBegin(boolean deferredBegin) {
        return new SessionOptions(
                autoflush, expireOnCommit, deferredBegin, oneStatementCommit, execution, clock, listeners, criteria);
    }

    /**
     * {@return this with another choice}
     *
     * @param oneStatementCommit whether a commit may be one statement
     */
    public SessionOptions withOneStatementCommit(boolean oneStatementCommit) {
        return new SessionOptions(
                autoflush, expireOnCommit, deferredBegin, oneStatementCommit, execution, clock, listeners, criteria);
    }

    /**
     * {@return this with more execution options}
     *
     * @param more what differs; what it leaves open stays
     */
    public SessionOptions withExecution(ExecutionOptions more) {
        return new SessionOptions(
                autoflush,
                expireOnCommit,
                deferredBegin,
                oneStatementCommit,
                ExecutionOptions.merge(execution, more),
                clock,
                listeners,
                criteria);
    }

    /**
     * {@return this with another clock}
     *
     * @param clock what versions that are times are taken from
     */
    public SessionOptions withClock(Clock clock) {
        return new SessionOptions(
                autoflush, expireOnCommit, deferredBegin, oneStatementCommit, execution, clock, listeners, criteria);
    }

    /**
     * {@return this with one listener more}
     *
     * @param listener who hears of what sessions do, behind those that are there
     */
    public SessionOptions withListener(SessionListener listener) {
        List<SessionListener> more = new ArrayList<>(listeners);
        more.add(requireNonNull(listener, "listener"));
        return new SessionOptions(
                autoflush, expireOnCommit, deferredBegin, oneStatementCommit, execution, clock, more, criteria);
    }

    /**
     * {@return this with one condition more; see {@link AsyncSessionMaker#withLoaderCriteria(Class, Function)}}
     *
     * @param condition what rows of a class have to satisfy
     */
    public SessionOptions withLoaderCriteria(LoaderCriteria condition) {
        List<LoaderCriteria> more = new ArrayList<>(criteria);
        more.add(requireNonNull(condition, "condition"));
        return new SessionOptions(
                autoflush, expireOnCommit, deferredBegin, oneStatementCommit, execution, clock, listeners, more);
    }
}
