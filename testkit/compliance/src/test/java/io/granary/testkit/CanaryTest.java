package io.granary.testkit;

import static io.granary.testkit.SecretWatch.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Echo;
import io.granary.engine.EngineOptions;
import io.granary.testkit.fixtures.Actors;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A password in every place where one can be written is found in no exception, no text and no log. Nobody listens at the addresses. */
@Actors
class CanaryTest {

    private static final EngineOptions OPTIONS =
            EngineOptions.defaults().withEcho(Echo.DEBUG).withConnectTimeout(Duration.ofMillis(500));

    @ParameterizedTest
    @Tag("F68")
    @ValueSource(
            strings = {
                "postgresql://user:SECRET@127.0.0.1:1/x",
                "postgresql://user:SECRET@127.0.0.1:1/x?sslMode=disable&applicationName=a",
                "mysql://user:SECRET@127.0.0.1:1/x",
                "mariadb://user:SECRET@127.0.0.1:1/x",
                "postgresql+asyncpg://user:SECRET@127.0.0.1:1/x",
                "r2dbc:postgresql://user:SECRET@127.0.0.1:1/x",
                "r2dbcs:mysql://user:SECRET@127.0.0.1:1/x",
                "r2dbc:h2:mem://user:SECRET@/canary_r2dbc",
                "h2:mem://user:SECRET@/canary_mem?NO_SUCH_SETTING=1",
                "h2:mem:///canary_option?PASSWORD=SECRET&NO_SUCH_SETTING=1",
                "h2:tcp://user:SECRET@127.0.0.1:1/x",
                "postgresql://127.0.0.1:1/x?user=me&password=SECRET",
                "mysql://127.0.0.1:1/x?user=me&password=SECRET",
                "postgresql://u@127.0.0.1:1/x?sslPassword=SECRET",
                "postgresql://u@127.0.0.1:1/x?sslKey=/no/SECRET",
                "mysql://u@127.0.0.1:1/x?sslKeyPassword=SECRET"
            })
    void showsNoPasswordOfAUrl(String url, ActorSystem<?> system) {
        try (SecretWatch watch = new SecretWatch()) {
            watch.tries(() -> AsyncEngine.create(system, url.replace("SECRET", SECRET), OPTIONS));
            assertThat(watch.size()).isPositive();
            watch.assertNowhere(SECRET);
        }
    }

    @ParameterizedTest
    @Tag("F68")
    @ValueSource(
            strings = {
                "postgresql://user:SECRET@127.0.0.1:99999/x",
                "postgresql://user:SECRET@127.0.0.1:port/x",
                "postgresql://user:SECRET/x@host",
                "postgresql://user:SEC RET%zz@127.0.0.1/x",
                "postgresql//user:SECRET@127.0.0.1/x",
                "user:SECRET@127.0.0.1/x",
                "SECRET",
                "://user:SECRET@127.0.0.1",
                "postgresql://user:SECRET@[::1/x",
                "postgresql://user:SECRET@host:1/x?sslMode=nonsense",
                "postgresql://:SECRET@host:1/x",
                "postgresql://user:SECRET@host:1/x?=SECRET",
                "mysql://user:SECRET@host:1/x?sslMode=nonsense",
                "postgresql://user:SECRET@host:1/x?fetchSize=nonsense",
                "h2:SECRET://user:SECRET@/x",
                "h2://user:SECRET@/x",
                "r2dbc:pool:postgresql://user:SECRET@host/x",
                "r2dbc:oracle://user:SECRET@host/x",
                "r2dbc:postgresql:SECRET://user:SECRET@host/x",
                "jdbc:postgresql://user:SECRET@host/x?password=SECRET",
                "jdbc:mysql://host/x?user=a&password=SECRET",
                "sqlite://user:SECRET@/x"
            })
    void showsNothingOfAUrlThatIsWrong(String url, ActorSystem<?> system) {
        try (SecretWatch watch = new SecretWatch()) {
            watch.tries(() -> AsyncEngine.create(system, url.replace("SECRET", SECRET), OPTIONS));
            assertThat(watch.size()).isPositive();
            watch.assertNowhere(SECRET);
        }
    }

    @ParameterizedTest
    @Tag("F68")
    @ValueSource(strings = {"password", "sslPassword", "sslKeyPassword", "sslKey", "apiToken"})
    void showsNoSecretAmongConnectArgs(String name, ActorSystem<?> system) {
        try (SecretWatch watch = new SecretWatch()) {
            for (String url : new String[] {"postgresql://u@127.0.0.1:1/x", "mysql://u@127.0.0.1:1/x"}) {
                watch.tries(() -> AsyncEngine.create(system, url, OPTIONS.withConnectArg(name, SECRET)));
            }
            assertThat(watch.size()).isPositive();
            watch.assertNowhere(SECRET);
        }
    }

    @ParameterizedTest
    @Tag("F68")
    @ValueSource(
            strings = {
                "url = \"postgresql://127.0.0.1:1/x\", username = u, password = SECRET",
                "url = \"postgresql://u:SECRET@127.0.0.1:1/x\"",
                "url = \"postgresql://127.0.0.1:1/x\", connect-args { password = SECRET }",
                "url = \"postgresql://127.0.0.1:1/x\", password = SECRET, pool-size = many",
                "url = \"postgresql://127.0.0.1:1/x\", password = SECRET, pasword = SECRET",
                "url = \"postgresql://127.0.0.1:1/x\", password { a = SECRET }",
                "url = \"postgresql://u:SECRET@127.0.0.1:1/x\", password = SECRET",
                "url = \"postgre://u:SECRET@127.0.0.1:1/x\""
            })
    void showsNoPasswordOfAConfiguration(String block, ActorSystem<?> system) {
        try (SecretWatch watch = new SecretWatch()) {
            watch.tries(() -> AsyncEngine.create(system, ConfigFactory.parseString(block.replace("SECRET", SECRET))));
            assertThat(watch.size()).isPositive();
            watch.assertNowhere(SECRET);
        }
    }
}
