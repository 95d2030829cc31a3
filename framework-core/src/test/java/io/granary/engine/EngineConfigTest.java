package io.granary.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.granary.error.ArgumentException;
import io.granary.error.NoSuchModuleException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EngineConfigTest {

    private static final Config NOTHING = ConfigFactory.empty();
    private static final String URL = "url = \"postgresql://h/d\"\n";

    @Test
    void readsUrlAndOptions() {
        EngineConfig config = read("""
                url = "postgresql://u:old@h/d"
                username = other
                password = "p@ss/word"
                pool-size = 7
                max-overflow = "-1"
                pool-timeout = 0
                pool-recycle = 30 minutes
                pool-pre-ping = on
                pool-use-lifo = "false"
                pool-reset-on-return = COMMIT
                statement-timeout = off
                isolation-level = repeatable_read
                connect-args { sslMode = require, tcpKeepAlive = true, lock { wait = 5 } }
                execution-options {
                  isolation-level = autocommit
                  read-only = true
                  statement-timeout = 1s
                  fetch-size = 100
                  preserve-row-count = true
                  tags { app = shop }
                }
                echo = statements
                parameter-logging = fingerprint
                logging-name = shop.main
                completion-thread = direct
                """);

        assertThat(config.url()).isEqualTo(DatabaseUrl.parse("postgresql://other:p%40ss%2Fword@h/d"));
        assertThat(config.options())
                .isEqualTo(EngineOptions.defaults()
                        .withPoolSize(7)
                        .withMaxOverflow(-1)
                        .withPoolTimeout(Duration.ZERO)
                        .withPoolRecycle(Duration.ofMinutes(30))
                        .withPoolPrePing(true)
                        .withPoolUseLifo(false)
                        .withPoolResetOnReturn(ResetOnReturn.COMMIT)
                        .withoutStatementTimeout()
                        .withIsolationLevel(IsolationLevel.REPEATABLE_READ)
                        .withConnectArgs(Map.of("sslMode", "require", "tcpKeepAlive", "true", "lock.wait", "5"))
                        .withExecutionOptions(ExecutionOptions.none()
                                .autocommit()
                                .withReadOnly(true)
                                .withStatementTimeout(Duration.ofSeconds(1))
                                .withFetchSize(100)
                                .withPreserveRowCount(true)
                                .withTag("app", "shop"))
                        .withEcho(Echo.STATEMENTS)
                        .withParameterLogging(ParameterLogging.FINGERPRINT)
                        .withLoggingName("shop.main")
                        .withCompletionThread(CompletionThread.DIRECT));
    }

    @Test
    void takesWhatABlockLeavesOutFromTheDefaults() {
        Config root = parse("""
                granary.engine-defaults { pool-size = 3, max-overflow = 4, execution-options.fetch-size = 5 }
                granary.engines.shop { %s
                  max-overflow = 6, execution-options.read-only = true }
                """.formatted(URL));

        EngineOptions options = EngineConfig.named(root, "shop").options();

        assertThat(options.poolSize()).isEqualTo(3);
        assertThat(options.maxOverflow()).isEqualTo(6);
        assertThat(options.executionOptions())
                .isEqualTo(ExecutionOptions.none().withFetchSize(5).withReadOnly(true));
    }

    @Test
    void readsUnsetLayersOffLimitsAndNoNames() {
        EngineOptions options = read(URL + """
                isolation-level = default, max-lease = off, logging-name = off
                execution-options { isolation-level = default, statement-timeout = off }
                """).options();

        assertThat(options)
                .isEqualTo(EngineOptions.defaults()
                        .withoutMaxLease()
                        .withExecutionOptions(ExecutionOptions.none().withoutStatementTimeout()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // key | value | what the message says
                "pool-size | -1 | The option pool-size is -1; it must be a whole number from 0 to 100000.",
                "pool-size | five | The option pool-size is 'five'; it must be a whole number from 0 to 100000.",
                "pool-size | 1.5 | is '1.5'",
                "pool-size | 99999999999 | is '99999999999'",
                "pool-size | [1] | is a list",
                "pool-size | null | is null",
                "pool-size | {a = 1} | is a block",
                "pool-timeout | 30 | is '30'; it must be a duration with its unit, such as 30s",
                "pool-timeout | 30 lightyears | is '30 lightyears'",
                "pool-timeout | -1s | is -1s; it must be 0s, or from 1ms",
                "pool-timeout | off | such as 30s",
                "pool-timeout | 25d | is 2160000s",
                "pool-recycle | 0 | is 0s; it must be a duration from 1ms to 24 days, or off",
                "pool-recycle | -1 | or off",
                "pool-recycle | false | or off",
                "pool-pre-ping | maybe | is 'maybe'; it must be true or false",
                "echo | loud | is 'loud'; it must be one of off, statements, debug",
                "isolation-level | snapshot | 'snapshot'",
                "logging-name | a/b | is 'a/b'",
                "connect-args | x | a block of entries in braces",
                "connect-args | {a = [1]} | The option connect-args.a is a list",
                "execution-options | {fetch-size = 0} | The option fetch-size is 0;",
                "execution-options | {statement-timeout = 0} | statement-timeout is 0s",
                "execution-options | {tags {a = \"*/\"}} | The value of tag a",
                "execution-options | {fetchsize = 1} | Did you mean execution-options.fetch-size?",
                "url | 5 | no '://'",
                "url | {a = b} | The option url is a block",
                "url | null | The option url is null",
                "username | \"\" | The username is empty",
            })
    void refusesAWrongValueByKeyValueAndPlace(String key, String value, String piece) {
        Config wrong = key.equals("url") ? parse(key + " = " + value) : parse(URL + key + " = " + value);

        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> EngineConfig.read(wrong, NOTHING))
                .withMessageContaining(piece)
                .withMessageContaining("origin:")
                .withMessageContaining("shop.conf: ")
                .satisfies(thrown -> assertThat(thrown.getCause()).isNull());
    }

    @ParameterizedTest
    @CsvSource({
        "poolSize, pool-size",
        "pool_size, pool-size",
        "pool-siez, pool-size",
        "passwrod, password",
        "max-overflows, max-overflow"
    })
    void refusesAnUnknownKeyWithTheNearMiss(String key, String meant) {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> read(URL + key + " = " + Canary.WORD))
                .withMessageContaining("There is no option '" + key + "'.")
                .withMessageContaining("Did you mean " + meant + "?")
                .withMessageContaining("shop.conf: 2")
                .satisfies(Canary::isAbsentFrom);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url = \"postgresql://u:#@h:port/d\"",
                "url = \"postgresq://u:#@h/d\"",
                "url = \"postgresql://u:#@h/d%\"",
                "url = \"jdbc:postgresql://u:#@h/d\"",
                "url = [\"postgresql://u:#@h/d\"]",
                "url = \"postgresql://u:#@h/d\", pool-size = x",
                "url = \"postgresql://u:#@h/d\", pol-size = 1",
                "url = \"postgresql://h/d\", password = [\"#\"]",
                "url = \"postgresql://h/d\", password = {a = \"#\"}",
                "url = \"postgresql://h/d\", password = \"#\", echo = x",
                "url = \"postgresql://h/d\", username = \"\", password = \"#\"",
                "url = \"sqlite:///x\", password = \"#\"",
                "url = \"postgresql://h/d\", connect-args { sslpassword = [\"#\"] }",
                "url = \"postgresql://h/d\", connect-args { \"\" = \"#\" }",
                "url = \"postgresql://h/d\", connect-args { password = \"#\" }, max-lease = 5",
                "password = \"#\"",
            })
    void quotesNoSecretInAnyError(String block) {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> read(block.replace("#", Canary.WORD)))
                .satisfies(Canary::isAbsentFrom);
    }

    @Test
    void showsNoSecret() {
        EngineConfig config = read(
                "url = \"mysql://u:%1$s@h/d?token=%1$s\", connect-args { password = %1$s }".formatted(Canary.WORD));

        Canary.isAbsentFrom(config.toString());
        assertThat(config.toString()).contains("mysql://u:***@h/d?token=***").contains("{password=***}");
    }

    @Test
    void keepsTheKindOfAnUnknownDialect() {
        assertThatExceptionOfType(NoSuchModuleException.class)
                .isThrownBy(() -> read("url = \"postgresq://h/d\""))
                .withMessageContaining("Did you mean postgresql?")
                .withMessageContaining("shop.conf: 1");
    }

    @Test
    void needsAUrl() {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> read("pool-size = 1"))
                .withMessageContaining("has no url");
    }

    @Test
    void refusesContradictionsWhateverTheOrderOfTheKeys() {
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> read(URL + "parameter-logging = values, hide-parameters = true"))
                .withMessageContaining("hide-parameters")
                .withMessageContaining("parameter-logging");
    }

    @Test
    void namesTheEnginesThatAreConfigured() {
        Config root = parse("granary.engines { shop { " + URL + "}, stock { " + URL + "} }");

        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> EngineConfig.named(root, "shp"))
                .withMessageContaining("'shp'")
                .withMessageContaining("Did you mean shop?")
                .withMessageContaining("Configured are shop, stock.");
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> EngineConfig.named(NOTHING, "default"))
                .withMessageContaining("Add a block granary.engines.default");
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> EngineConfig.named(parse("granary.engines.shop = 5"), "shop"))
                .withMessageContaining("a block of entries in braces");
    }

    @Test
    void refusesConfigurationWithOpenSubstitutions() {
        Config open = ConfigFactory.parseString(URL + "pool-size = ${nowhere}");

        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> EngineConfig.read(open, NOTHING))
                .withMessageContaining("resolve()");
    }

    private static EngineConfig read(String block) {
        return EngineConfig.read(parse(block), NOTHING);
    }

    private static Config parse(String text) {
        return ConfigFactory.parseString(text, ConfigParseOptions.defaults().setOriginDescription("shop.conf"))
                .resolve();
    }
}
