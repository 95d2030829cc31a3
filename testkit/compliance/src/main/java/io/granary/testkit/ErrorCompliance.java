package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.DatabaseUrl;
import io.granary.error.ArgumentException;
import io.granary.error.DisconnectedException;
import io.granary.error.OperationalException;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.ServerCounts;
import io.granary.testkit.fixtures.TestDatabase;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Test;

/**
 * Each kind of error, really caused: the right exception with all that is known of it, nothing lost, and an engine that goes on.
 *
 * <p>Implemented by a class with {@code @Database} and {@code @Actors}.
 */
public interface ErrorCompliance extends ConstraintErrorCompliance, StatementErrorCompliance, ConflictErrorCompliance {

    /** A connection that the server ends is told of by its next statement, and thrown away. */
    @Test
    default void tellsThatTheServerEndedTheConnection(TestDatabase database, ActorSystem<?> system) {
        assumeTrue(Capabilities.of(database).losesSessions(), "there is a server, which can lose sessions");
        try (Trial trial = Trial.on(database, system)) {
            AsyncConnection connection = trial.get(trial.engine().connect());
            trial.get(connection.execute(Sql.text("select 1")));
            ServerCounts.killConnections(database);
            DisconnectedException failure =
                    trial.failure(DisconnectedException.class, connection.execute(Sql.text("select 2")));
            assertThat(failure.retryable()).isTrue();
            assertThat(failure.connectionInvalidated()).isTrue();
            assertThat(failure.statement()).contains("select 2");
            assertThat(connection.isInvalidated()).isTrue();
            trial.get(connection.close());
            trial.assertNothingIsLost();
        }
    }

    /** A wrong password is refused with the server's state, and running it again would change nothing. */
    @Test
    default void tellsThatThePasswordIsWrong(TestDatabase database, ActorSystem<?> system) {
        if (!Capabilities.of(database).claims(Claim.HAS_USERS)) {
            DatabaseUrl nobodys = DatabaseUrl.parse(database.url());
            assertThatThrownBy(() -> nobodys.withPassword("wrong-password"))
                    .isInstanceOf(ArgumentException.class)
                    .hasMessageContaining("no users and no passwords");
            return;
        }
        String url = DatabaseUrl.parse(database.url())
                .withUsername(database.user().isEmpty() ? "nobody" : database.user())
                .withPassword("wrong-password")
                .render(true);
        AsyncEngine engine = AsyncEngine.create(system, url);
        try (Trial trial = Trial.on(database, system)) {
            trial.assertWorks();
            OperationalException failure =
                    trial.failure(OperationalException.class, engine.execute(Sql.text("select 1")));
            trial.assertCodes(failure, "28000", "28P01", 1045, 1045);
            assertThat(failure.retryable()).isFalse();
            assertThat(failure.statement()).isEmpty();
            assertThat(failure).message().doesNotContain("wrong-password");
            assertThat(trial.get(engine.pool().status()).opening()).isZero();
            trial.get(engine.close());
            trial.assertNothingIsLost();
        }
    }
}
