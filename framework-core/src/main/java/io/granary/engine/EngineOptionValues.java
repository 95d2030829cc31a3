package io.granary.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The reading half of {@link EngineOptions}, apart because the list is long. */
abstract sealed class EngineOptionValues permits EngineOptions {

    private final SettingValues values;

    EngineOptionValues(SettingValues values) {
        this.values = values;
    }

    final SettingValues values() {
        return values;
    }

    /** {@return how many connections the pool keeps; 0 for no limit, {@link #maxOverflow()} then has no effect} */
    public final int poolSize() {
        return values.get(EngineSettings.POOL_SIZE);
    }

    /** {@return how many connections more than {@link #poolSize()} may be open while they are lent; -1 for no limit} */
    public final int maxOverflow() {
        return values.get(EngineSettings.MAX_OVERFLOW);
    }

    /** {@return what the pool does with connections} */
    public final PoolKind poolKind() {
        return values.get(EngineSettings.POOL_KIND);
    }

    /** {@return how many idle connections are opened ahead of need, up to {@link #poolSize()}} */
    public final int minIdle() {
        return values.get(EngineSettings.MIN_IDLE);
    }

    /** {@return how long a request waits for a connection; zero for not at all} */
    public final Duration poolTimeout() {
        return values.get(EngineSettings.POOL_TIMEOUT);
    }

    /** {@return the age at which a connection is replaced instead of lent, empty for never} */
    public final Optional<Duration> poolRecycle() {
        return values.get(EngineSettings.POOL_RECYCLE);
    }

    /** {@return by how much of {@link #poolRecycle()} the lives of connections may be shorter, in percent} */
    public final int lifetimeJitter() {
        return values.get(EngineSettings.LIFETIME_JITTER);
    }

    /** {@return how long a connection may be idle before it is closed, empty for any length of time} */
    public final Optional<Duration> maxIdleTime() {
        return values.get(EngineSettings.MAX_IDLE_TIME);
    }

    /** {@return whether a connection that was idle is tested before it is lent} */
    public final boolean poolPrePing() {
        return values.get(EngineSettings.POOL_PRE_PING);
    }

    /** {@return after how long an idle connection is tested, empty for never} */
    public final Optional<Duration> keepAlive() {
        return values.get(EngineSettings.KEEP_ALIVE);
    }

    /** {@return whether the connection returned last is lent first, rather than the one returned first} */
    public final boolean poolUseLifo() {
        return values.get(EngineSettings.POOL_USE_LIFO);
    }

    /** {@return what ends a transaction left open on a connection that comes back} */
    public final ResetOnReturn poolResetOnReturn() {
        return values.get(EngineSettings.POOL_RESET_ON_RETURN);
    }

    /** {@return when a connection that comes back is made again what it was after login} */
    public final SessionReset sessionReset() {
        return values.get(EngineSettings.SESSION_RESET);
    }

    /** {@return how many requests may wait for a connection at a time; 0 for none} */
    public final int maxWaiting() {
        return values.get(EngineSettings.MAX_WAITING);
    }

    /** {@return how many operations may wait on one connection at a time} */
    public final int maxPendingOperations() {
        return values.get(EngineSettings.MAX_PENDING_OPERATIONS);
    }

    /** {@return how long opening a connection may take, login included} */
    public final Duration connectTimeout() {
        return values.get(EngineSettings.CONNECT_TIMEOUT);
    }

    /** {@return whether requests go on waiting after a connect that failed} */
    public final ConnectRetry connectRetry() {
        return values.get(EngineSettings.CONNECT_RETRY);
    }

    /** {@return how long the first pause between failed connects is at most} */
    public final Duration connectBackoffMin() {
        return values.get(EngineSettings.CONNECT_BACKOFF_MIN);
    }

    /** {@return how long a pause between failed connects is at most} */
    public final Duration connectBackoffMax() {
        return values.get(EngineSettings.CONNECT_BACKOFF_MAX);
    }

    /** {@return how long a statement may run, empty for any length of time} */
    public final Optional<Duration> statementTimeout() {
        return values.get(EngineSettings.STATEMENT_TIMEOUT);
    }

    /** {@return how long a statement may run before the server ends it by itself, empty for any length of time} */
    public final Optional<Duration> serverStatementTimeout() {
        return values.get(EngineSettings.SERVER_STATEMENT_TIMEOUT);
    }

    /** {@return how often the server looks, while it runs a statement, whether its client is still there; empty for never} */
    public final Optional<Duration> serverLinkCheck() {
        return values.get(EngineSettings.SERVER_LINK_CHECK);
    }

    /** {@return how long the test of a connection may take} */
    public final Duration validateTimeout() {
        return values.get(EngineSettings.VALIDATE_TIMEOUT);
    }

    /** {@return how long stopping a statement on the server may take before its connection is given up} */
    public final Duration cancelGrace() {
        return values.get(EngineSettings.CANCEL_GRACE);
    }

    /** {@return whether BEGIN travels with the first statement of its transaction, where the database then runs that only if it has begun} */
    public final boolean beginWithFirstStatement() {
        return values.get(EngineSettings.BEGIN_WITH_FIRST_STATEMENT);
    }

    /**
     * {@return for how long, after a link was lost while COMMIT was in flight, the server is asked on another connection what became of the
     * transaction; empty for not at all}
     */
    public final Optional<Duration> commitResolution() {
        return values.get(EngineSettings.COMMIT_RESOLUTION);
    }

    /** {@return how long closing a connection may take before it is dropped} */
    public final Duration closeTimeout() {
        return values.get(EngineSettings.CLOSE_TIMEOUT);
    }

    /** {@return how long a borrower that is no actor may keep a connection, empty for any length of time} */
    public final Optional<Duration> maxLease() {
        return values.get(EngineSettings.MAX_LEASE);
    }

    /** {@return how long a connection may be lent before a warning is logged, empty for never} */
    public final Optional<Duration> leakWarning() {
        return values.get(EngineSettings.LEAK_WARNING);
    }

    /** {@return how long leases have to be idle before owners that wait for one another count as deadlocked, empty for never} */
    public final Optional<Duration> deadlockGrace() {
        return values.get(EngineSettings.DEADLOCK_GRACE);
    }

    /** {@return the level of each new connection, empty for the database's own default} */
    public final Optional<IsolationLevel> isolationLevel() {
        return values.get(EngineSettings.ISOLATION_LEVEL);
    }

    /** {@return options of the driver, which win over those of the URL's query; unmodifiable} */
    public final Map<String, String> connectArgs() {
        return values.get(EngineSettings.CONNECT_ARGS);
    }

    /** {@return how links are encrypted; what it does not say, the URL says} */
    public final TlsOptions tls() {
        return values.get(EngineSettings.TLS);
    }

    /** {@return who tells the user and the password, empty where the URL does} */
    public final Optional<CredentialsSupplier> credentials() {
        return values.get(EngineSettings.CREDENTIALS);
    }

    /** {@return the lowest layer of options for statements} */
    public final ExecutionOptions executionOptions() {
        return values.get(EngineSettings.EXECUTION_OPTIONS);
    }

    /** {@return how many rendered statements are kept; 0 for none} */
    public final int queryCacheSize() {
        return values.get(EngineSettings.QUERY_CACHE_SIZE);
    }

    /** {@return how many rows one INSERT with many VALUES has at most} */
    public final int insertManyValuesPageSize() {
        return values.get(EngineSettings.INSERT_MANY_VALUES_PAGE_SIZE);
    }

    /** {@return how much is logged} */
    public final Echo echo() {
        return values.get(EngineSettings.ECHO);
    }

    /** {@return how the values bound to statements appear in the log} */
    public final ParameterLogging parameterLogging() {
        return values.get(EngineSettings.PARAMETER_LOGGING);
    }

    /** {@return whether values bound to statements appear neither in the log nor in exceptions} */
    public final boolean hideParameters() {
        return values.get(EngineSettings.HIDE_PARAMETERS);
    }

    /** {@return whether errors tell where in the program their statement was executed} */
    public final boolean statementOrigins() {
        return values.get(EngineSettings.STATEMENT_ORIGINS);
    }

    /** {@return the name of the engine in the names of its loggers} */
    public final Optional<String> loggingName() {
        return values.get(EngineSettings.LOGGING_NAME);
    }

    /** {@return on which thread stages complete when there is no executor of the user's} */
    public final CompletionThread completionThread() {
        return values.get(EngineSettings.COMPLETION_THREAD);
    }

    /** {@return the user's executor on which stages complete} */
    public final Optional<Executor> completionExecutor() {
        return values.get(EngineSettings.COMPLETION_EXECUTOR);
    }

    /** {@return who is told what the engine does, in order; unmodifiable} */
    public final List<EngineListener> listeners() {
        return values.get(EngineSettings.LISTENERS);
    }

    /** {@return what tells how much time has passed, for ages and deadlines} */
    public final Ticker ticker() {
        return values.get(EngineSettings.TICKER);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof EngineOptionValues that && values.equals(that.values);
    }

    @Override
    public final int hashCode() {
        return values.hashCode();
    }

    /** {@return all options as configuration writes them, with secrets masked} */
    @Override
    public final String toString() {
        return "EngineOptions[" + values + "]";
    }
}
