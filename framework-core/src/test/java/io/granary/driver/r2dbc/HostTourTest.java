package io.granary.driver.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.HostChoice;
import io.granary.driver.HostChoice.Address;
import io.granary.driver.HostChoice.Target;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class HostTourTest {

    @Test
    void asksAServerNothingThatTheAttemptHasAskedAlready() {
        ScriptedConnectionFactory primary = ScriptedConnectionFactory.named("PostgreSQL");
        HostTour tour = new HostTour(
                new HostChoice(List.of(new Address("one", OptionalInt.empty())), Target.PRIMARY),
                Duration.ofSeconds(20),
                PostgresFlavor.INSTANCE);

        Connection opened = tour.connect(address -> Mono.from(primary.create()), failure -> true)
                .block(Duration.ofSeconds(20));

        assertThat(opened).isNotNull();
        assertThat(primary.statements()).isEmpty();
    }
}
