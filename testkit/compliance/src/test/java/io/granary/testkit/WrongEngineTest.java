package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.r2dbc.R2dbcDriver;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.error.ArgumentException;
import io.granary.error.ErrorCode;
import io.granary.error.GranaryException;
import io.granary.error.NoSuchModuleException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorSystem;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no engine can be made of fails at once, and starts nothing. */
@Actors
class WrongEngineTest {

    private static <E extends GranaryException> E refusal(Class<E> kind, ActorSystem<?> system, String url) {
        E refusal = Assertions.catchThrowableOfType(kind, () -> AsyncEngine.create(system, url));
        assertThat(refusal).as(url).isExactlyInstanceOf(kind);
        assertThat(system.printTree()).doesNotContain("granary-");
        return refusal;
    }

    @ParameterizedTest
    @CsvSource({"r2dbc:oracle://host/x, oracle", "postgresqll://host/x, Did you mean postgresql"})
    void tellsThatThereIsNoDriver(String url, String part, ActorSystem<?> system) {
        NoSuchModuleException refusal = refusal(NoSuchModuleException.class, system, url);

        assertThat(refusal.code()).isEqualTo(ErrorCode.NO_SUCH_MODULE);
        assertThat(refusal).message().contains(part, "hint:");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://host/x, JDBC",
        "r2dbc:pool:postgresql://host/x, pool-size",
        "postgresql://user@host/x?sslmode=nonsense, ssl-mode",
        "mysql://user@host/x?sslMode=nonsense, ssl-mode",
        "postgresql://host/x, user",
        "mysql://host/x?password=a, user",
        "postgresql://host:70000/x, port",
        "h2:disk:///x, mem"
    })
    void namesTheWrongPart(String url, String part, ActorSystem<?> system) {
        ArgumentException refusal = refusal(ArgumentException.class, system, url);

        assertThat(refusal.code()).isEqualTo(ErrorCode.ARGUMENT);
        assertThat(refusal).message().contains(part, "hint:");
    }

    @Test
    void refusesAPoolInThePool() {
        ConnectionPool pool = new ConnectionPool(
                ConnectionPoolConfiguration.builder(ConnectionFactories.get("r2dbc:h2:mem:///pool_in_pool"))
                        .initialSize(0)
                        .build());

        Assertions.assertThatIllegalArgumentException()
                .isThrownBy(() -> R2dbcDriver.of(pool, 5, Duration.ofSeconds(1)))
                .withMessageContaining("pool");
        pool.dispose();
    }

    @Test
    void startsAnEngineThatIsRight(ActorSystem<?> system) {
        AsyncEngine engine = AsyncEngine.create(system, "h2:mem:///right_engine", EngineOptions.defaults());

        assertThat(system.printTree()).contains("granary-");
        engine.close().toCompletableFuture().join();
        // The other tests here look for actors that should not be.
        Eventually.holds(
                "its actors are gone",
                Duration.ofSeconds(10),
                () -> !system.printTree().contains("granary-"));
    }
}
