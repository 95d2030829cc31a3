package io.granary.engine;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The options of an engine. Immutable: {@code EngineOptions.defaults().withPoolSize(8).withPoolPrePing(true)}. The defaults are
 * SQLAlchemy's, except for those it does not have and {@link #poolUseLifo()}.
 *
 * <p>In configuration the same options are written in kebab case, {@code pool-size}; {@code docs/reference/settings.md} has units,
 * defaults and edges of all. A value out of range, and two options that contradict each other, are refused at once with
 * {@link ArgumentException}.
 *
 * <p>Durations are from 1 ms to 24 days. What may be switched off has a {@code without} method.
 *
 * @see <a href="https://docs.sqlalchemy.org/en/20/core/engines.html#sqlalchemy.create_engine">create_engine of SQLAlchemy</a>
 */
public final class EngineOptions extends EngineOptionValues {

    private static final EngineOptions DEFAULTS = new EngineOptions(SettingValues.none());

    private EngineOptions(SettingValues values) {
        super(values);
    }

    /** {@return options that are all at their defaults} */
    public static EngineOptions defaults() {
        return DEFAULTS;
    }

    /** The options of these values, unless two of them contradict each other. */
    static EngineOptions of(SettingValues values) {
        if (values.get(EngineSettings.COMPLETION_EXECUTOR).isPresent()
                && values.get(EngineSettings.COMPLETION_THREAD) == CompletionThread.DIRECT) {
            throw contradiction(
                    "completion-executor",
                    "completion-thread = direct",
                    "the one moves completions to another thread, the other keeps them where they are");
        }
        if (values.get(EngineSettings.HIDE_PARAMETERS)
                && values.get(EngineSettings.PARAMETER_LOGGING) == ParameterLogging.VALUES) {
            throw contradiction(
                    "hide-parameters = true", "parameter-logging = values", "the one hides what the other shows");
        }
        return new EngineOptions(values);
    }

    /**
     * {@return a copy that keeps so many connections}
     *
     * @param connections 0 to 100000; 0 for no limit
     */
    public EngineOptions withPoolSize(int connections) {
        return with(EngineSettings.POOL_SIZE, connections);
    }

    /**
     * {@return a copy that opens so many connections more on demand}
     *
     * @param connections -1 to 100000; -1 for no limit
     */
    public EngineOptions withMaxOverflow(int connections) {
        return with(EngineSettings.MAX_OVERFLOW, connections);
    }

    /**
     * {@return a copy with a pool of another kind}
     *
     * @param kind what it does with connections
     */
    public EngineOptions withPoolKind(PoolKind kind) {
        return with(EngineSettings.POOL_KIND, kind);
    }

    /**
     * {@return a copy that opens idle connections ahead of need}
     *
     * @param connections 0 to 100000; what exceeds {@link #poolSize()} is cut
     */
    public EngineOptions withMinIdle(int connections) {
        return with(EngineSettings.MIN_IDLE, connections);
    }

    /**
     * {@return a copy in which a request waits so long for a connection}
     *
     * @param patience zero for not at all; never negative
     */
    public EngineOptions withPoolTimeout(Duration patience) {
        return with(EngineSettings.POOL_TIMEOUT, patience);
    }

    /**
     * {@return a copy that replaces connections of an age}
     *
     * @param age since the connection was opened
     */
    public EngineOptions withPoolRecycle(Duration age) {
        return with(EngineSettings.POOL_RECYCLE, Optional.of(age));
    }

    /** {@return a copy that keeps connections at any age} */
    public EngineOptions withoutPoolRecycle() {
        return with(EngineSettings.POOL_RECYCLE, Optional.empty());
    }

    /**
     * {@return a copy in which connections live shorter than {@link #poolRecycle()} by up to a share of it}
     *
     * @param percent 0 to 100; 0 for the exact age
     */
    public EngineOptions withLifetimeJitter(int percent) {
        return with(EngineSettings.LIFETIME_JITTER, percent);
    }

    /**
     * {@return a copy that closes connections that nobody needed for so long}
     *
     * @param idle after which they are closed, down to {@link #minIdle()}
     */
    public EngineOptions withMaxIdleTime(Duration idle) {
        return with(EngineSettings.MAX_IDLE_TIME, Optional.of(idle));
    }

    /** {@return a copy that keeps connections however long nobody needs them} */
    public EngineOptions withoutMaxIdleTime() {
        return with(EngineSettings.MAX_IDLE_TIME, Optional.empty());
    }

    /**
     * {@return a copy that tests connections before it lends them, or does not}
     *
     * @param ping whether to test
     */
    public EngineOptions withPoolPrePing(boolean ping) {
        return with(EngineSettings.POOL_PRE_PING, ping);
    }

    /**
     * {@return a copy that tests connections that were idle for so long, again and again}
     *
     * @param idle since they were last used or tested
     */
    public EngineOptions withKeepAlive(Duration idle) {
        return with(EngineSettings.KEEP_ALIVE, Optional.of(idle));
    }

    /** {@return a copy that does not test idle connections} */
    public EngineOptions withoutKeepAlive() {
        return with(EngineSettings.KEEP_ALIVE, Optional.empty());
    }

    /**
     * {@return a copy that lends the connection returned last, or first}
     *
     * @param lifo whether the last is lent
     */
    public EngineOptions withPoolUseLifo(boolean lifo) {
        return with(EngineSettings.POOL_USE_LIFO, lifo);
    }

    /**
     * {@return a copy that ends what was begun through the driver's own connection in a way}
     *
     * @param reset what to do on return; it does not concern transactions begun through the engine, which are rolled back
     */
    public EngineOptions withPoolResetOnReturn(ResetOnReturn reset) {
        return with(EngineSettings.POOL_RESET_ON_RETURN, reset);
    }

    /**
     * {@return a copy that makes sessions again what they were after login}
     *
     * @param reset when
     */
    public EngineOptions withSessionReset(SessionReset reset) {
        return with(EngineSettings.SESSION_RESET, reset);
    }

    /**
     * {@return a copy in which so many requests may wait for a connection}
     *
     * @param requests 0 to 10000000; 0 for none
     */
    public EngineOptions withMaxWaiting(int requests) {
        return with(EngineSettings.MAX_WAITING, requests);
    }

    /**
     * {@return a copy in which so many operations may wait on one connection}
     *
     * @param operations 1 to 1000000
     */
    public EngineOptions withMaxPendingOperations(int operations) {
        return with(EngineSettings.MAX_PENDING_OPERATIONS, operations);
    }

    /**
     * {@return a copy in which opening a connection may take so long}
     *
     * @param limit login included
     */
    public EngineOptions withConnectTimeout(Duration limit) {
        return with(EngineSettings.CONNECT_TIMEOUT, limit);
    }

    /**
     * {@return a copy in which requests go on waiting after a connect that failed, or fail with it}
     *
     * @param retry when to go on
     */
    public EngineOptions withConnectRetry(ConnectRetry retry) {
        return with(EngineSettings.CONNECT_RETRY, retry);
    }

    /**
     * {@return a copy whose first pause between failed connects is at most so long}
     *
     * @param pause what exceeds {@link #connectBackoffMax()} is cut
     */
    public EngineOptions withConnectBackoffMin(Duration pause) {
        return with(EngineSettings.CONNECT_BACKOFF_MIN, pause);
    }

    /**
     * {@return a copy whose pauses between failed connects are at most so long}
     *
     * @param pause also of the first one
     */
    public EngineOptions withConnectBackoffMax(Duration pause) {
        return with(EngineSettings.CONNECT_BACKOFF_MAX, pause);
    }

    /**
     * {@return a copy in which a statement may run so long}
     *
     * @param limit from sending to the end of the answer
     */
    public EngineOptions withStatementTimeout(Duration limit) {
        return with(EngineSettings.STATEMENT_TIMEOUT, Optional.of(limit));
    }

    /** {@return a copy in which a statement may run for any length of time} */
    public EngineOptions withoutStatementTimeout() {
        return with(EngineSettings.STATEMENT_TIMEOUT, Optional.empty());
    }

    /**
     * {@return a copy in which the server itself ends a statement that runs so long}
     *
     * <p>Where nobody can, as on SQLite, no engine is made with it.
     *
     * @param limit longer than {@link #statementTimeout()}, for it serves when this JVM stands still or is gone
     */
    public EngineOptions withServerStatementTimeout(Duration limit) {
        return with(EngineSettings.SERVER_STATEMENT_TIMEOUT, Optional.of(limit));
    }

    /** {@return a copy in which the server lets statements run} */
    public EngineOptions withoutServerStatementTimeout() {
        return with(EngineSettings.SERVER_STATEMENT_TIMEOUT, Optional.empty());
    }

    /**
     * {@return a copy in which the server looks, while it runs a statement, whether this JVM is still there}
     *
     * @param every how often
     */
    public EngineOptions withServerLinkCheck(Duration every) {
        return with(EngineSettings.SERVER_LINK_CHECK, Optional.of(every));
    }

    /** {@return a copy in which the server does not look whether this JVM is still there} */
    public EngineOptions withoutServerLinkCheck() {
        return with(EngineSettings.SERVER_LINK_CHECK, Optional.empty());
    }

    /**
     * {@return a copy in which the test of a connection may take so long}
     *
     * @param limit after which the connection counts as broken
     */
    public EngineOptions withValidateTimeout(Duration limit) {
        return with(EngineSettings.VALIDATE_TIMEOUT, limit);
    }

    /**
     * {@return a copy in which stopping a statement on the server may take so long}
     *
     * <p>Who waits for a statement that takes too long waits for this in addition, at most.
     *
     * @param limit after which the connection is given up instead
     */
    public EngineOptions withCancelGrace(Duration limit) {
        return with(EngineSettings.CANCEL_GRACE, limit);
    }

    /**
     * {@return a copy in which BEGIN travels with the first statement of its transaction, or ahead of it}
     *
     * @param together whether it saves that trip, where the database runs the statement only if the transaction has begun: on PostgreSQL, of statements that have
     *     values. What {@code now()} says there is then the time of that statement
     */
    public EngineOptions withBeginWithFirstStatement(boolean together) {
        return with(EngineSettings.BEGIN_WITH_FIRST_STATEMENT, together);
    }

    /**
     * {@return a copy that asks the server what became of a transaction whose link was lost while COMMIT was in flight}
     *
     * <p>The server is asked on another connection, again and again until it knows, and the commit then succeeds, or fails with {@link
     * io.granary.error.CommitRolledBackException}; if nothing is known after so long, with {@link
     * io.granary.error.CommitOutcomeUnknownException}, which has the transaction's id. Each commit by {@code commit()}, by a scope or by a
     * message costs one round trip more, for that id. Of effect on PostgreSQL, from version 13 on, and for transactions that wrote something.
     *
     * @param most how long to go on asking
     */
    public EngineOptions withCommitResolution(Duration most) {
        return with(EngineSettings.COMMIT_RESOLUTION, Optional.of(most));
    }

    /** {@return a copy that leaves the outcome of a commit unknown when its link was lost} */
    public EngineOptions withoutCommitResolution() {
        return with(EngineSettings.COMMIT_RESOLUTION, Optional.empty());
    }

    /**
     * {@return a copy in which closing a connection may take so long}
     *
     * @param limit after which it is dropped
     */
    public EngineOptions withCloseTimeout(Duration limit) {
        return with(EngineSettings.CLOSE_TIMEOUT, limit);
    }

    /**
     * {@return a copy in which a borrower that is no actor may keep a connection so long}
     *
     * @param limit after which the lease is ended
     */
    public EngineOptions withMaxLease(Duration limit) {
        return with(EngineSettings.MAX_LEASE, Optional.of(limit));
    }

    /** {@return a copy in which every borrower may keep a connection for any length of time} */
    public EngineOptions withoutMaxLease() {
        return with(EngineSettings.MAX_LEASE, Optional.empty());
    }

    /**
     * {@return a copy that warns of connections lent for so long}
     *
     * @param limit after which the warning is logged
     */
    public EngineOptions withLeakWarning(Duration limit) {
        return with(EngineSettings.LEAK_WARNING, Optional.of(limit));
    }

    /** {@return a copy that does not warn of connections lent for long} */
    public EngineOptions withoutLeakWarning() {
        return with(EngineSettings.LEAK_WARNING, Optional.empty());
    }

    /**
     * {@return a copy in which owners that wait for one another count as deadlocked after so long}
     *
     * @param idle for how long nothing may run on any of their connections
     */
    public EngineOptions withDeadlockGrace(Duration idle) {
        return with(EngineSettings.DEADLOCK_GRACE, Optional.of(idle));
    }

    /** {@return a copy in which owners that wait for one another wait until their pool timeout} */
    public EngineOptions withoutDeadlockGrace() {
        return with(EngineSettings.DEADLOCK_GRACE, Optional.empty());
    }

    /**
     * {@return a copy whose connections are opened at a level}
     *
     * @param level of isolation
     */
    public EngineOptions withIsolationLevel(IsolationLevel level) {
        return with(EngineSettings.ISOLATION_LEVEL, Optional.of(level));
    }

    /** {@return a copy whose connections have the database's own default level} */
    public EngineOptions withoutIsolationLevel() {
        return with(EngineSettings.ISOLATION_LEVEL, Optional.empty());
    }

    /**
     * {@return a copy with an option for the driver, which wins over the URL's}
     *
     * @param name the option, not empty
     * @param value masked in messages if the name says that it is a secret
     */
    public EngineOptions withConnectArg(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(connectArgs());
        more.put(name, value);
        return withConnectArgs(more);
    }

    /**
     * {@return a copy with these options for the driver and no others}
     *
     * @param options names, not empty, and values
     */
    public EngineOptions withConnectArgs(Map<String, String> options) {
        Map<String, String> copy = new LinkedHashMap<>();
        options.forEach((name, value) -> copy.put(requireNonNull(name, "name"), requireNonNull(value, name)));
        return with(EngineSettings.CONNECT_ARGS, Collections.unmodifiableMap(copy));
    }

    /**
     * {@return a copy whose links are encrypted in a way}
     *
     * @param tls wins over what the URL says, option by option
     */
    public EngineOptions withTls(TlsOptions tls) {
        return with(EngineSettings.TLS, tls);
    }

    /**
     * {@return a copy that asks at each connect who is to log in}
     *
     * @param supplier in place of the user and the password of the URL, which then count for nothing
     */
    public EngineOptions withCredentials(CredentialsSupplier supplier) {
        return with(EngineSettings.CREDENTIALS, Optional.of(supplier));
    }

    /** {@return a copy that logs in as the URL says} */
    public EngineOptions withoutCredentials() {
        return with(EngineSettings.CREDENTIALS, Optional.empty());
    }

    /**
     * {@return a copy with options for all statements}
     *
     * @param options the lowest layer
     */
    public EngineOptions withExecutionOptions(ExecutionOptions options) {
        return with(EngineSettings.EXECUTION_OPTIONS, options);
    }

    /**
     * {@return a copy that keeps so many rendered statements}
     *
     * @param statements 0 to 1000000; 0 for none
     */
    public EngineOptions withQueryCacheSize(int statements) {
        return with(EngineSettings.QUERY_CACHE_SIZE, statements);
    }

    /**
     * {@return a copy that inserts so many rows with one statement}
     *
     * <p>For inserts that are built; those of text run as they are written.
     *
     * @param rows 1 to 1000000; fewer where the database allows fewer parameters
     */
    public EngineOptions withInsertManyValuesPageSize(int rows) {
        return with(EngineSettings.INSERT_MANY_VALUES_PAGE_SIZE, rows);
    }

    /**
     * {@return a copy that logs so much}
     *
     * @param echo what to log
     */
    public EngineOptions withEcho(Echo echo) {
        return with(EngineSettings.ECHO, echo);
    }

    /**
     * {@return a copy that logs bound values in a way}
     *
     * @param logging not {@link ParameterLogging#VALUES} while parameters are hidden
     */
    public EngineOptions withParameterLogging(ParameterLogging logging) {
        return with(EngineSettings.PARAMETER_LOGGING, logging);
    }

    /**
     * {@return a copy that hides bound values everywhere, or does not}
     *
     * @param hide whether to hide them in the log and in exceptions
     */
    public EngineOptions withHideParameters(boolean hide) {
        return with(EngineSettings.HIDE_PARAMETERS, hide);
    }

    /**
     * {@return a copy whose errors tell where in the program their statement was executed, or do not}
     *
     * @param tell whether to look at the stack of each call that executes a statement; a microsecond or two
     */
    public EngineOptions withStatementOrigins(boolean tell) {
        return with(EngineSettings.STATEMENT_ORIGINS, tell);
    }

    /**
     * {@return a copy whose loggers have a name}
     *
     * @param name letters, digits, hyphens and underscores, in groups separated by dots
     */
    public EngineOptions withLoggingName(String name) {
        return with(EngineSettings.LOGGING_NAME, Optional.of(name));
    }

    /** {@return a copy whose loggers have no name of their own} */
    public EngineOptions withoutLoggingName() {
        return with(EngineSettings.LOGGING_NAME, Optional.empty());
    }

    /**
     * {@return a copy whose stages complete on a kind of thread}
     *
     * @param thread not {@link CompletionThread#DIRECT} beside an executor
     */
    public EngineOptions withCompletionThread(CompletionThread thread) {
        return with(EngineSettings.COMPLETION_THREAD, thread);
    }

    /**
     * {@return a copy whose stages complete on the user's executor}
     *
     * @param executor runs callbacks; the engine does not close it
     */
    public EngineOptions withCompletionExecutor(Executor executor) {
        return with(EngineSettings.COMPLETION_EXECUTOR, Optional.of(executor));
    }

    /** {@return a copy whose stages complete as {@link #completionThread()} says} */
    public EngineOptions withoutCompletionExecutor() {
        return with(EngineSettings.COMPLETION_EXECUTOR, Optional.empty());
    }

    /**
     * {@return a copy by another ticker, which tells how old connections are and when deadlines are over. For tests, which need not wait for an age
     * then; a program has no reason to}
     *
     * @param ticker its own, or {@link Ticker#system()}; it goes on with the engine
     */
    public EngineOptions withTicker(Ticker ticker) {
        return with(EngineSettings.TICKER, ticker);
    }

    /**
     * {@return a copy with one more listener, told after the others}
     *
     * @param listener who to tell
     */
    public EngineOptions withListener(EngineListener listener) {
        List<EngineListener> more = new ArrayList<>(listeners());
        more.add(listener);
        return withListeners(more);
    }

    /**
     * {@return a copy with these listeners and no others}
     *
     * @param listeners who to tell, in order
     */
    public EngineOptions withListeners(List<EngineListener> listeners) {
        return with(EngineSettings.LISTENERS, List.copyOf(listeners));
    }

    private <T> EngineOptions with(EngineSetting<T> setting, T value) {
        return of(values().with(setting, value));
    }

    private static ArgumentException contradiction(String one, String other, String reason) {
        return new ArgumentException(ErrorReport.of(
                        ErrorCode.ARGUMENT,
                        "The options " + one + " and " + other + " contradict each other: " + reason + ".")
                .hint("Set one of them only."));
    }
}
