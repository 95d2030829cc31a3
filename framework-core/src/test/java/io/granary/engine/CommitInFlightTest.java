package io.granary.engine;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.CommitOutcomeUnknownException;
import io.granary.error.DisconnectedException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedCall;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A connection that is given up while a COMMIT is on its way: nobody says that nothing was committed. */
@Actors
final class CommitInFlightTest {

    private final ScriptedConnectionFactory driver = ScriptedEngine.driver();
    private final AsyncEngine engine;
    private final ActorTestKit kit;

    CommitInFlightTest(ActorTestKit kit) {
        this.kit = kit;
        this.engine = ScriptedEngine.on(
                driver, kit.system(), EngineOptions.defaults().withCloseTimeout(Duration.ofMillis(200)));
    }

    private CompletionStage<Done> commit(AsyncConnection connection) {
        outcomeOf(connection.execute(text("work")));
        LateAnswer late = driver.next(ScriptedCall.COMMIT).late();
        CompletionStage<Done> commit = connection.commit();
        Eventually.holds("it commits", Duration.ofSeconds(20), () -> late.waiting() == 1);
        return commit;
    }

    @Test
    void isUnknownWhenItsConnectionIsInvalidated() {
        AsyncConnection connection = outcomeOf(engine.connect());
        CompletionStage<Done> commit = commit(connection);

        outcomeOf(connection.invalidate());

        assertThat(failureOf(commit)).isInstanceOf(CommitOutcomeUnknownException.class);
        outcomeOf(engine.close());
    }

    @Test
    @Tag("F6")
    @Tag("F7")
    void isUnknownOfAStatementThatCommitsItselfToo() {
        driver.on("update t").never();
        CompletionStage<?> alone = engine.execute(text("update t"));
        AsyncConnection connection = outcomeOf(engine.connect());
        CompletionStage<?> autocommit =
                connection.withOptions(ExecutionOptions.none().autocommit()).execute(text("update t"));
        Eventually.holds(
                "both run", Duration.ofSeconds(20), () -> Collections.frequency(driver.statements(), "update t") == 2);

        outcomeOf(engine.close());

        assertThat(failureOf(alone)).isInstanceOf(CommitOutcomeUnknownException.class);
        assertThat(failureOf(autocommit)).isInstanceOf(CommitOutcomeUnknownException.class);
        assertThat(Collections.frequency(driver.statements(), "update t")).isEqualTo(2);
    }

    @Test
    void isUnknownWhenTheEngineTakesItsLeaseBack() {
        AsyncConnection connection = outcomeOf(engine.connect());
        CompletionStage<Done> commit = commit(connection);

        outcomeOf(engine.close());

        assertThat(failureOf(commit)).isInstanceOf(CommitOutcomeUnknownException.class);
    }

    /** The server had ended the session before that came, and says so. */
    @Test
    @Tag("F6")
    @Tag("F43")
    void isKnownOfWhatTheServerDidNotRead() {
        ScriptedConnectionFactory postgres = ScriptedEngine.postgres();
        AsyncEngine idle = ScriptedEngine.onPostgres(postgres, kit.system(), EngineOptions.defaults());
        postgres.on("update t").fails("57P05", 0, "terminating connection due to idle-session timeout");
        postgres.next(ScriptedCall.COMMIT)
                .fails("25P03", 0, "terminating connection due to idle-in-transaction timeout");
        AsyncConnection connection = outcomeOf(idle.connect());
        outcomeOf(connection.execute(text("work")));

        assertThat(failureOf(connection.commit())).isInstanceOf(DisconnectedException.class);
        assertThat(failureOf(idle.execute(text("update t")))).isInstanceOf(DisconnectedException.class);
        outcomeOf(idle.close());
        outcomeOf(engine.close());
    }
}
