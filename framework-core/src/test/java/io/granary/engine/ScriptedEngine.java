package io.granary.engine;

import io.granary.driver.r2dbc.R2dbcDriver;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;

/** Engines on a scripted driver that calls itself H2, or PostgreSQL. */
final class ScriptedEngine {

    private ScriptedEngine() {}

    static ScriptedConnectionFactory driver() {
        ScriptedConnectionFactory driver = ScriptedConnectionFactory.named("H2");
        driver.onContaining("h2version")
                .rows(List.of("version", "schema", "isolation"), List.of("2.4.240", "PUBLIC", "READ COMMITTED"));
        return driver;
    }

    static AsyncEngine on(ScriptedConnectionFactory driver, ActorSystem<?> system, EngineOptions options) {
        return AsyncEngine.create(
                system, "h2:mem:///scripted", options, R2dbcDriver.of(driver, 0, Duration.ofSeconds(5)));
    }

    static ScriptedConnectionFactory postgres() {
        ScriptedConnectionFactory driver = ScriptedConnectionFactory.named("PostgreSQL");
        driver.onContaining("current_setting")
                .rows(List.of("version", "schema", "isolation"), List.of("17", "public", "READ COMMITTED"));
        return driver;
    }

    static AsyncEngine onPostgres(ScriptedConnectionFactory driver, ActorSystem<?> system, EngineOptions options) {
        return AsyncEngine.create(
                system, "postgresql://scripted/db", options, R2dbcDriver.of(driver, 0, Duration.ofSeconds(5)));
    }
}
