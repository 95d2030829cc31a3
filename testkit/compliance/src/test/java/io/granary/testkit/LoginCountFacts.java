package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.OperationalException;
import io.granary.testkit.fixtures.TestDatabase;
import io.granary.testkit.fixtures.ToxicProxy;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How often a server with accounts that can be locked sees a log-in. */
@Tag("F20")
@Tag("F19")
interface LoginCountFacts {

    private static void logsIn(int times, TestDatabase database, ActorSystem<?> system, String... passwords) {
        RotatingCredentials credentials = new RotatingCredentials(database.user(), passwords);
        try (ToxicProxy proxy = ToxicProxy.to(database);
                Trial trial =
                        Trial.on(proxy.front(database), system, options -> options.withCredentials(credentials))) {
            trial.failure(OperationalException.class, trial.run("select 1"));
            assertThat(credentials.asked()).isEqualTo(2);
            assertThat(proxy.accepted()).isEqualTo(times);
        }
    }

    @Test
    default void doesNotTryTheSameCredentialsAgain(TestDatabase database, ActorSystem<?> system) {
        logsIn(1, database, system, "wrong");
    }

    @Test
    default void triesOtherCredentialsOnce(TestDatabase database, ActorSystem<?> system) {
        logsIn(2, database, system, "wrong", "wrong too", database.password());
    }
}
