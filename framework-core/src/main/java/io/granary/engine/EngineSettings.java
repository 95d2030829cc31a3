package io.granary.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/** All options of an engine, in the order in which they are shown and documented. */
final class EngineSettings {

    private static final int MANY = 1_000_000;
    private static final Pattern DOTTED = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+){0,20}");

    static final EngineSetting<Integer> POOL_SIZE = EngineSetting.count("pool-size", 5, 0, 100_000);
    static final EngineSetting<Integer> MAX_OVERFLOW = EngineSetting.count("max-overflow", 10, -1, 100_000);
    static final EngineSetting<PoolKind> POOL_KIND = EngineSetting.choice("pool-kind", PoolKind.QUEUE);
    static final EngineSetting<Integer> MIN_IDLE = EngineSetting.count("min-idle", 0, 0, 100_000);
    static final EngineSetting<Duration> POOL_TIMEOUT =
            EngineSetting.duration("pool-timeout", Duration.ofSeconds(30), true);
    static final EngineSetting<Optional<Duration>> POOL_RECYCLE =
            EngineSetting.optionalDuration("pool-recycle", Optional.empty());
    static final EngineSetting<Integer> LIFETIME_JITTER = EngineSetting.count("lifetime-jitter", 10, 0, 100);
    static final EngineSetting<Optional<Duration>> MAX_IDLE_TIME =
            EngineSetting.optionalDuration("max-idle-time", Optional.empty());
    static final EngineSetting<Boolean> POOL_PRE_PING = EngineSetting.flag("pool-pre-ping", false);
    static final EngineSetting<Optional<Duration>> KEEP_ALIVE =
            EngineSetting.optionalDuration("keep-alive", Optional.empty());
    static final EngineSetting<Boolean> POOL_USE_LIFO = EngineSetting.flag("pool-use-lifo", true);
    static final EngineSetting<ResetOnReturn> POOL_RESET_ON_RETURN =
            EngineSetting.choice("pool-reset-on-return", ResetOnReturn.ROLLBACK);
    static final EngineSetting<SessionReset> SESSION_RESET =
            EngineSetting.choice("session-reset", SessionReset.CHANGED);
    static final EngineSetting<Integer> MAX_WAITING = EngineSetting.count("max-waiting", 10_000, 0, 10 * MANY);
    static final EngineSetting<Integer> MAX_PENDING_OPERATIONS =
            EngineSetting.count("max-pending-operations", 1024, 1, MANY);
    static final EngineSetting<Duration> CONNECT_TIMEOUT =
            EngineSetting.duration("connect-timeout", Duration.ofSeconds(10), false);
    static final EngineSetting<ConnectRetry> CONNECT_RETRY =
            EngineSetting.choice("connect-retry", ConnectRetry.ONCE_REACHED);
    static final EngineSetting<Duration> CONNECT_BACKOFF_MIN =
            EngineSetting.duration("connect-backoff-min", Duration.ofMillis(100), false);
    static final EngineSetting<Duration> CONNECT_BACKOFF_MAX =
            EngineSetting.duration("connect-backoff-max", Duration.ofSeconds(5), false);
    static final EngineSetting<Optional<Duration>> STATEMENT_TIMEOUT =
            EngineSetting.optionalDuration("statement-timeout", Optional.of(Duration.ofSeconds(60)));
    static final EngineSetting<Optional<Duration>> SERVER_STATEMENT_TIMEOUT =
            EngineSetting.optionalDuration("server-statement-timeout", Optional.empty());
    static final EngineSetting<Optional<Duration>> SERVER_LINK_CHECK =
            EngineSetting.optionalDuration("server-link-check", Optional.of(Duration.ofSeconds(10)));
    static final EngineSetting<Duration> VALIDATE_TIMEOUT =
            EngineSetting.duration("validate-timeout", Duration.ofSeconds(5), false);
    static final EngineSetting<Duration> CANCEL_GRACE =
            EngineSetting.duration("cancel-grace", Duration.ofSeconds(1), false);
    static final EngineSetting<Boolean> BEGIN_WITH_FIRST_STATEMENT =
            EngineSetting.flag("begin-with-first-statement", true);
    static final EngineSetting<Optional<Duration>> COMMIT_RESOLUTION =
            EngineSetting.optionalDuration("commit-resolution", Optional.empty());
    static final EngineSetting<Duration> CLOSE_TIMEOUT =
            EngineSetting.duration("close-timeout", Duration.ofSeconds(5), false);
    static final EngineSetting<Optional<Duration>> MAX_LEASE =
            EngineSetting.optionalDuration("max-lease", Optional.of(Duration.ofMinutes(30)));
    static final EngineSetting<Optional<Duration>> LEAK_WARNING =
            EngineSetting.optionalDuration("leak-warning", Optional.empty());
    static final EngineSetting<Optional<Duration>> DEADLOCK_GRACE =
            EngineSetting.optionalDuration("deadlock-grace", Optional.of(Duration.ofSeconds(1)));
    static final EngineSetting<Optional<IsolationLevel>> ISOLATION_LEVEL =
            EngineSetting.free("isolation-level", Optional.empty(), ConfigEntry::isolationLevel);
    static final EngineSetting<Map<String, String>> CONNECT_ARGS = EngineSetting.fitting(
            "connect-args",
            Map.of(),
            "names that are not empty, and values",
            options -> !options.containsKey(""),
            ConfigEntry::textMap);
    static final EngineSetting<TlsOptions> TLS = EngineSetting.free("tls", TlsOptions.none(), TlsConfig::read);
    static final EngineSetting<ExecutionOptions> EXECUTION_OPTIONS =
            EngineSetting.free("execution-options", ExecutionOptions.none(), ExecutionConfig::read);
    static final EngineSetting<Integer> QUERY_CACHE_SIZE = EngineSetting.count("query-cache-size", 500, 0, MANY);
    static final EngineSetting<Integer> INSERT_MANY_VALUES_PAGE_SIZE =
            EngineSetting.count("insert-many-values-page-size", 1000, 1, MANY);
    static final EngineSetting<Echo> ECHO = EngineSetting.choice("echo", Echo.OFF);
    static final EngineSetting<ParameterLogging> PARAMETER_LOGGING =
            EngineSetting.choice("parameter-logging", ParameterLogging.TYPES);
    static final EngineSetting<Boolean> HIDE_PARAMETERS = EngineSetting.flag("hide-parameters", false);

    static final EngineSetting<Boolean> STATEMENT_ORIGINS = EngineSetting.flag("statement-origins", false);
    static final EngineSetting<Optional<String>> LOGGING_NAME = EngineSetting.fitting(
            "logging-name",
            Optional.empty(),
            "letters, digits, hyphens and underscores, in groups separated by dots, or off",
            name -> name.filter(text -> !DOTTED.matcher(text).matches()).isEmpty(),
            ConfigEntry::optionalText);
    static final EngineSetting<CompletionThread> COMPLETION_THREAD =
            EngineSetting.choice("completion-thread", CompletionThread.DISPATCHER);

    /** The options that configuration can give. */
    static final List<EngineSetting<?>> CONFIGURABLE = List.of(
            POOL_SIZE,
            MAX_OVERFLOW,
            POOL_KIND,
            MIN_IDLE,
            POOL_TIMEOUT,
            POOL_RECYCLE,
            LIFETIME_JITTER,
            MAX_IDLE_TIME,
            POOL_PRE_PING,
            KEEP_ALIVE,
            POOL_USE_LIFO,
            POOL_RESET_ON_RETURN,
            SESSION_RESET,
            MAX_WAITING,
            MAX_PENDING_OPERATIONS,
            CONNECT_TIMEOUT,
            CONNECT_RETRY,
            CONNECT_BACKOFF_MIN,
            CONNECT_BACKOFF_MAX,
            STATEMENT_TIMEOUT,
            SERVER_STATEMENT_TIMEOUT,
            SERVER_LINK_CHECK,
            VALIDATE_TIMEOUT,
            CANCEL_GRACE,
            BEGIN_WITH_FIRST_STATEMENT,
            COMMIT_RESOLUTION,
            CLOSE_TIMEOUT,
            MAX_LEASE,
            LEAK_WARNING,
            DEADLOCK_GRACE,
            ISOLATION_LEVEL,
            CONNECT_ARGS,
            TLS,
            EXECUTION_OPTIONS,
            QUERY_CACHE_SIZE,
            INSERT_MANY_VALUES_PAGE_SIZE,
            ECHO,
            PARAMETER_LOGGING,
            HIDE_PARAMETERS,
            STATEMENT_ORIGINS,
            LOGGING_NAME,
            COMPLETION_THREAD);

    /** Objects, which only code can give. */
    static final EngineSetting<Optional<Executor>> COMPLETION_EXECUTOR =
            EngineSetting.free("completion-executor", Optional.empty(), entry -> {
                throw entry.wrong("set in code, by withCompletionExecutor");
            });

    static final EngineSetting<Optional<CredentialsSupplier>> CREDENTIALS =
            EngineSetting.free("credentials", Optional.empty(), entry -> {
                throw entry.wrong("set in code, by withCredentials");
            });

    static final EngineSetting<List<EngineListener>> LISTENERS = EngineSetting.free("listeners", List.of(), entry -> {
        throw entry.wrong("set in code, by withListener");
    });

    static final EngineSetting<Ticker> TICKER = EngineSetting.free("ticker", Ticker.system(), entry -> {
        throw entry.wrong("set in code, by withTicker");
    });

    private EngineSettings() {}
}
