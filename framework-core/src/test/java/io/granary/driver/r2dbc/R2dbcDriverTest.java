package io.granary.driver.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.DriverException;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class R2dbcDriverTest {

    @Test
    @Tag("F16")
    void endsAConnectWhoseServerFallsSilentBehindTheLogin() {
        ScriptedConnectionFactory silent = ScriptedConnectionFactory.named("MySQL");
        silent.on("select connection_id()").never();
        R2dbcDriver driver = R2dbcDriver.of(silent, 1, Duration.ofMillis(50));

        assertThat(driver.open())
                .failsWithin(20, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(DriverException.class);
        assertThat(silent.openConnections()).isZero();
    }
}
