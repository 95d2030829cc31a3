package io.granary.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.granary.error.ArgumentException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class EngineOptionsTest {

    private static final EngineOptions DEFAULTS = EngineOptions.defaults();

    @Test
    void hasTheDefaultsOfSqlalchemyAndALimitToEverythingElse() {
        assertThat(DEFAULTS.poolSize()).isEqualTo(5);
        assertThat(DEFAULTS.maxOverflow()).isEqualTo(10);
        assertThat(DEFAULTS.poolTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(DEFAULTS.poolRecycle()).isEmpty();
        assertThat(DEFAULTS.poolPrePing()).isFalse();
        assertThat(DEFAULTS.poolUseLifo()).isTrue();
        assertThat(DEFAULTS.poolResetOnReturn()).isEqualTo(ResetOnReturn.ROLLBACK);
        assertThat(DEFAULTS.sessionReset()).isEqualTo(SessionReset.CHANGED);
        assertThat(DEFAULTS.maxWaiting()).isEqualTo(10_000);
        assertThat(DEFAULTS.maxPendingOperations()).isEqualTo(1024);
        assertThat(DEFAULTS.connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(DEFAULTS.connectRetry()).isEqualTo(ConnectRetry.ONCE_REACHED);
        assertThat(DEFAULTS.connectBackoffMin()).isEqualTo(Duration.ofMillis(100));
        assertThat(DEFAULTS.connectBackoffMax()).isEqualTo(Duration.ofSeconds(5));
        assertThat(DEFAULTS.statementTimeout()).contains(Duration.ofSeconds(60));
        assertThat(DEFAULTS.serverStatementTimeout()).isEmpty();
        assertThat(DEFAULTS.serverLinkCheck()).contains(Duration.ofSeconds(10));
        assertThat(DEFAULTS.validateTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(DEFAULTS.closeTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(DEFAULTS.maxLease()).contains(Duration.ofMinutes(30));
        assertThat(DEFAULTS.leakWarning()).isEmpty();
        assertThat(DEFAULTS.commitResolution()).isEmpty();
        assertThat(DEFAULTS.deadlockGrace()).contains(Duration.ofSeconds(1));
        assertThat(DEFAULTS.poolKind()).isEqualTo(PoolKind.QUEUE);
        assertThat(DEFAULTS.minIdle()).isZero();
        assertThat(DEFAULTS.maxIdleTime()).isEmpty();
        assertThat(DEFAULTS.lifetimeJitter()).isEqualTo(10);
        assertThat(DEFAULTS.keepAlive()).isEmpty();
        assertThat(DEFAULTS.isolationLevel()).isEmpty();
        assertThat(DEFAULTS.connectArgs()).isEmpty();
        assertThat(DEFAULTS.executionOptions()).isEqualTo(ExecutionOptions.none());
        assertThat(DEFAULTS.queryCacheSize()).isEqualTo(500);
        assertThat(DEFAULTS.insertManyValuesPageSize()).isEqualTo(1000);
        assertThat(DEFAULTS.echo()).isEqualTo(Echo.OFF);
        assertThat(DEFAULTS.parameterLogging()).isEqualTo(ParameterLogging.TYPES);
        assertThat(DEFAULTS.hideParameters()).isFalse();
        assertThat(DEFAULTS.loggingName()).isEmpty();
        assertThat(DEFAULTS.completionThread()).isEqualTo(CompletionThread.DISPATCHER);
        assertThat(DEFAULTS.completionExecutor()).isEmpty();
        assertThat(DEFAULTS.ticker()).isSameAs(Ticker.system());
        assertThat(DEFAULTS.listeners()).isEmpty();
    }

    @Test
    void changesOneOptionAtATimeInACopy() {
        Duration time = Duration.ofMillis(1234);
        Executor executor = Runnable::run;
        Ticker ticker = () -> 1;
        EngineListener listener = new EngineListener() {};
        List<EngineOptions> copies = List.of(
                is(DEFAULTS.withPoolSize(0), EngineOptions::poolSize, 0),
                is(DEFAULTS.withMaxOverflow(-1), EngineOptions::maxOverflow, -1),
                is(DEFAULTS.withPoolTimeout(Duration.ZERO), EngineOptions::poolTimeout, Duration.ZERO),
                is(DEFAULTS.withPoolRecycle(time), EngineOptions::poolRecycle, Optional.of(time)),
                is(DEFAULTS.withPoolPrePing(true), EngineOptions::poolPrePing, true),
                is(DEFAULTS.withPoolUseLifo(false), EngineOptions::poolUseLifo, false),
                is(
                        DEFAULTS.withPoolResetOnReturn(ResetOnReturn.NONE),
                        EngineOptions::poolResetOnReturn,
                        ResetOnReturn.NONE),
                is(DEFAULTS.withSessionReset(SessionReset.ALWAYS), EngineOptions::sessionReset, SessionReset.ALWAYS),
                is(DEFAULTS.withMaxWaiting(0), EngineOptions::maxWaiting, 0),
                is(DEFAULTS.withMaxPendingOperations(1), EngineOptions::maxPendingOperations, 1),
                is(DEFAULTS.withConnectTimeout(time), EngineOptions::connectTimeout, time),
                is(DEFAULTS.withConnectRetry(ConnectRetry.ALWAYS), EngineOptions::connectRetry, ConnectRetry.ALWAYS),
                is(DEFAULTS.withConnectBackoffMin(time), EngineOptions::connectBackoffMin, time),
                is(DEFAULTS.withConnectBackoffMax(time), EngineOptions::connectBackoffMax, time),
                is(DEFAULTS.withDeadlockGrace(time), EngineOptions::deadlockGrace, Optional.of(time)),
                is(DEFAULTS.withoutDeadlockGrace(), EngineOptions::deadlockGrace, Optional.empty()),
                is(DEFAULTS.withPoolKind(PoolKind.STATIC), EngineOptions::poolKind, PoolKind.STATIC),
                is(DEFAULTS.withMinIdle(2), EngineOptions::minIdle, 2),
                is(DEFAULTS.withMaxIdleTime(time), EngineOptions::maxIdleTime, Optional.of(time)),
                is(DEFAULTS.withLifetimeJitter(0), EngineOptions::lifetimeJitter, 0),
                is(DEFAULTS.withKeepAlive(time), EngineOptions::keepAlive, Optional.of(time)),
                is(DEFAULTS.withStatementTimeout(time), EngineOptions::statementTimeout, Optional.of(time)),
                is(DEFAULTS.withoutStatementTimeout(), EngineOptions::statementTimeout, Optional.empty()),
                is(DEFAULTS.withServerStatementTimeout(time), EngineOptions::serverStatementTimeout, Optional.of(time)),
                is(DEFAULTS.withServerLinkCheck(time), EngineOptions::serverLinkCheck, Optional.of(time)),
                is(DEFAULTS.withoutServerLinkCheck(), EngineOptions::serverLinkCheck, Optional.empty()),
                is(DEFAULTS.withValidateTimeout(time), EngineOptions::validateTimeout, time),
                is(DEFAULTS.withCloseTimeout(time), EngineOptions::closeTimeout, time),
                is(DEFAULTS.withMaxLease(time), EngineOptions::maxLease, Optional.of(time)),
                is(DEFAULTS.withoutMaxLease(), EngineOptions::maxLease, Optional.empty()),
                is(DEFAULTS.withLeakWarning(time), EngineOptions::leakWarning, Optional.of(time)),
                is(DEFAULTS.withCommitResolution(time), EngineOptions::commitResolution, Optional.of(time)),
                is(
                        DEFAULTS.withIsolationLevel(IsolationLevel.SERIALIZABLE),
                        EngineOptions::isolationLevel,
                        Optional.of(IsolationLevel.SERIALIZABLE)),
                is(DEFAULTS.withConnectArg("a", "b"), EngineOptions::connectArgs, Map.of("a", "b")),
                is(
                        DEFAULTS.withExecutionOptions(ExecutionOptions.none().autocommit()),
                        EngineOptions::executionOptions,
                        ExecutionOptions.none().autocommit()),
                is(DEFAULTS.withQueryCacheSize(0), EngineOptions::queryCacheSize, 0),
                is(DEFAULTS.withInsertManyValuesPageSize(1), EngineOptions::insertManyValuesPageSize, 1),
                is(DEFAULTS.withEcho(Echo.DEBUG), EngineOptions::echo, Echo.DEBUG),
                is(
                        DEFAULTS.withParameterLogging(ParameterLogging.NONE),
                        EngineOptions::parameterLogging,
                        ParameterLogging.NONE),
                is(DEFAULTS.withHideParameters(true), EngineOptions::hideParameters, true),
                is(DEFAULTS.withStatementOrigins(true), EngineOptions::statementOrigins, true),
                is(DEFAULTS.withLoggingName("shop.main"), EngineOptions::loggingName, Optional.of("shop.main")),
                is(
                        DEFAULTS.withCompletionThread(CompletionThread.DIRECT),
                        EngineOptions::completionThread,
                        CompletionThread.DIRECT),
                is(DEFAULTS.withCompletionExecutor(executor), EngineOptions::completionExecutor, Optional.of(executor)),
                is(DEFAULTS.withTicker(ticker), EngineOptions::ticker, ticker),
                is(DEFAULTS.withListener(listener), EngineOptions::listeners, List.of(listener)));

        assertThat(copies).doesNotContain(DEFAULTS).doesNotHaveDuplicates();
    }

    @Test
    void isEqualToTheDefaultsAgainWhenEverythingIsPutBack() {
        EngineOptions back = DEFAULTS.withPoolSize(6)
                .withPoolSize(5)
                .withPoolRecycle(Duration.ofHours(1))
                .withoutPoolRecycle()
                .withLeakWarning(Duration.ofHours(1))
                .withoutLeakWarning()
                .withCommitResolution(Duration.ofHours(1))
                .withoutCommitResolution()
                .withIsolationLevel(IsolationLevel.SERIALIZABLE)
                .withoutIsolationLevel()
                .withLoggingName("x")
                .withoutLoggingName()
                .withCompletionExecutor(Runnable::run)
                .withoutCompletionExecutor()
                .withConnectArg("a", "b")
                .withConnectArgs(Map.of());

        assertThat(back).isEqualTo(DEFAULTS).hasSameHashCodeAs(DEFAULTS);
    }

    static Stream<Arguments> outOfRange() {
        Duration negative = Duration.ofMillis(-1);
        Duration tooLong = Duration.ofDays(24).plusMillis(1);
        return Stream.of(
                wrong("pool-size", "-1", "0 to 100000", options -> options.withPoolSize(-1)),
                wrong("pool-size", "100001", "0 to 100000", options -> options.withPoolSize(100_001)),
                wrong("max-overflow", "-2", "-1 to 100000", options -> options.withMaxOverflow(-2)),
                wrong("pool-timeout", "-1ms", "0s, or from 1ms", options -> options.withPoolTimeout(negative)),
                wrong("pool-timeout", "PT0.000000001S", "1ms", options -> options.withPoolTimeout(Duration.ofNanos(1))),
                wrong("pool-timeout", "2073600001ms", "24 days", options -> options.withPoolTimeout(tooLong)),
                wrong(
                        "pool-timeout",
                        "PT",
                        "24 days",
                        options -> options.withPoolTimeout(Duration.ofSeconds(Long.MIN_VALUE, 1))),
                wrong("pool-recycle", "0s", "or off", options -> options.withPoolRecycle(Duration.ZERO)),
                wrong("pool-recycle", "-1ms", "or off", options -> options.withPoolRecycle(negative)),
                wrong("max-waiting", "-1", "0 to 10000000", options -> options.withMaxWaiting(-1)),
                wrong("max-pending-operations", "0", "1 to 1000000", options -> options.withMaxPendingOperations(0)),
                wrong("connect-timeout", "0s", "from 1ms", options -> options.withConnectTimeout(Duration.ZERO)),
                wrong("statement-timeout", "0s", "or off", options -> options.withStatementTimeout(Duration.ZERO)),
                wrong("validate-timeout", "-1ms", "from 1ms", options -> options.withValidateTimeout(negative)),
                wrong("close-timeout", "-1ms", "from 1ms", options -> options.withCloseTimeout(negative)),
                wrong("max-lease", "0s", "or off", options -> options.withMaxLease(Duration.ZERO)),
                wrong("leak-warning", "-1ms", "or off", options -> options.withLeakWarning(negative)),
                wrong("connect-args", "{=***}", "not empty", options -> options.withConnectArg("", "x")),
                wrong("query-cache-size", "-1", "0 to 1000000", options -> options.withQueryCacheSize(-1)),
                wrong("insert-many-values-page-size", "0", "1 to", options -> options.withInsertManyValuesPageSize(0)),
                wrong("logging-name", "''", "letters", options -> options.withLoggingName("")),
                wrong("logging-name", "'a b'", "letters", options -> options.withLoggingName("a b")),
                wrong("logging-name", "'a?b'", "letters", options -> options.withLoggingName("a\nb")));
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    void refusesAValueOutOfRangeByNameValueAndRange(
            String name, String value, String range, UnaryOperator<EngineOptions> change) {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> change.apply(DEFAULTS))
                .withMessageContaining("The option " + name + " is " + value)
                .withMessageContaining(range)
                .satisfies(thrown -> assertThat(Canary.detail(thrown, "option")).isEqualTo(name));
    }

    @Test
    void refusesAnExecutorBesideDirectCompletionInEitherOrder() {
        Executor executor = Runnable::run;

        contradicts(
                () -> DEFAULTS.withCompletionThread(CompletionThread.DIRECT).withCompletionExecutor(executor),
                "completion-executor",
                "completion-thread");
        contradicts(
                () -> DEFAULTS.withCompletionExecutor(executor).withCompletionThread(CompletionThread.DIRECT),
                "completion-executor",
                "completion-thread");
    }

    @Test
    void refusesToLogValuesThatAreHidden() {
        contradicts(
                () -> DEFAULTS.withHideParameters(true).withParameterLogging(ParameterLogging.VALUES),
                "hide-parameters",
                "parameter-logging");
    }

    @Test
    void showsNoSecretOfTheDriversOptions() {
        EngineOptions options = DEFAULTS.withConnectArg("sslPassword", Canary.WORD)
                .withConnectArg("options", "a=b;token=" + Canary.WORD)
                .withConnectArg("sslMode", "require");

        Canary.isAbsentFrom(options.toString());
        assertThat(options.toString()).contains("sslPassword=***").contains("sslMode=require");
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> options.withConnectArg("", Canary.WORD))
                .satisfies(Canary::isAbsentFrom);
    }

    @Test
    void showsAllOptionsByTheirNamesInConfiguration() {
        assertThat(DEFAULTS.toString())
                .startsWith(
                        "EngineOptions[pool-size=5, max-overflow=10, pool-kind=queue, min-idle=0, pool-timeout=30s, pool-recycle=off,")
                .contains("pool-reset-on-return=rollback", "isolation-level=off", "completion-thread=dispatcher")
                .endsWith("completion-executor=none, listeners=0, ticker=system]");
    }

    @Test
    @SuppressWarnings("NullAway") // null is what callers without a checker give
    void refusesNull() {
        assertThatNullPointerException().isThrownBy(() -> DEFAULTS.withEcho(null));
        assertThatNullPointerException().isThrownBy(() -> DEFAULTS.withPoolTimeout(null));
        assertThatNullPointerException().isThrownBy(() -> DEFAULTS.withPoolRecycle(null));
        assertThatNullPointerException().isThrownBy(() -> DEFAULTS.withConnectArg("a", null));
        assertThatNullPointerException().isThrownBy(() -> DEFAULTS.withListener(null));
        assertThatNullPointerException().isThrownBy(() -> DEFAULTS.withTicker(null));
    }

    private static void contradicts(Supplier<EngineOptions> options, String one, String other) {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(options::get)
                .withMessageContaining(one)
                .withMessageContaining(other)
                .withMessageContaining("contradict");
    }

    private static <T> EngineOptions is(EngineOptions options, Function<EngineOptions, T> option, T value) {
        assertThat(option.apply(options)).isEqualTo(value);
        return options;
    }

    private static Arguments wrong(String name, String value, String range, UnaryOperator<EngineOptions> change) {
        return Arguments.of(name, value, range, change);
    }
}
