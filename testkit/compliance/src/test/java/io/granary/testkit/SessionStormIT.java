package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.SslMode;
import io.granary.engine.TlsOptions;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.ToxicProxy;
import io.granary.testkit.orm.OnSessions;
import io.granary.testkit.orm.SessionStorm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Two hundred sessions at once on ten connections, for a minute; on servers, with links that are cut and connections that are killed meanwhile. Takes
 * minutes: {@code mvn -B verify -Psoak}.
 */
@Tag("soak")
class SessionStormIT {

    @Nested
    @Database(DatabaseKind.H2)
    class OnH2 implements Storm {}

    @Nested
    @Database(DatabaseKind.POSTGRESQL)
    class OnPostgres implements FaultyStorm {}

    @Nested
    @Database(DatabaseKind.MARIADB)
    class OnMariaDb implements FaultyStorm {}

    @Nested
    @Database(DatabaseKind.MYSQL)
    class OnMySql implements FaultyStorm {}

    /** Where there is no link. */
    interface Storm extends OnSessions {

        @Test
        default void twoHundredSessionsLoseAndDoubleNothing(Bench bench) {
            AsyncEngine engine = bench.engine(SessionStorm.options(bench));
            SessionStorm storm = new SessionStorm(bench, engine, System.nanoTime());
            storm.rage(200, Duration.ofMinutes(1));
            storm.look();
            System.out.println(bench.database().kind() + ": " + storm);
        }
    }

    /** With links. */
    interface FaultyStorm extends OnSessions {

        @Test
        @Tag("F5")
        @Tag("F6")
        default void twoHundredSessionsOnLinksThatAreCutLoseAndDoubleNothing(Bench bench) {
            long seed = System.nanoTime();
            try (ToxicProxy proxy = ToxicProxy.to(bench.database())) {
                AsyncEngine engine = bench.engine(
                        // In plain text, so that the proxy can wait for what passes.
                        SessionStorm.options(bench).withTls(TlsOptions.of(SslMode.DISABLE)),
                        proxy.front(bench.database()));
                SessionStorm storm = new SessionStorm(bench, engine, seed);
                try (SoakWeather weather = SoakWeather.ofCuts(proxy, bench.database(), seed, SessionStorm.NAMED)) {
                    weather.begin();
                    storm.rage(200, Duration.ofMinutes(1));
                    System.out.println(bench.database().kind() + ": " + storm + "; " + weather);
                }
                storm.look();
                assertThat(storm.lost()).as("sessions that lost their links").isPositive();
                assertThat(proxy.cuts()).as("links that were cut under work").isPositive();
                Books.assertBalanced(bench.database(), List.of(engine, bench.engine()));
                Await.value(engine.close());
            }
        }
    }
}
