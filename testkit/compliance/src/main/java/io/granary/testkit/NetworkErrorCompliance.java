package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.PoolStatus;
import io.granary.engine.Result;
import io.granary.error.DisconnectedException;
import io.granary.error.OperationalException;
import io.granary.error.ProgrammingException;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.TestDatabase;
import io.granary.testkit.fixtures.ToxicProxy;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What can go wrong between an engine and a server behind a network. */
public interface NetworkErrorCompliance extends ErrorCompliance {

    private static void assertNoPlaceIsTaken(Trial trial) {
        PoolStatus status = trial.get(trial.engine().pool().status());
        assertThat(status.checkedOut() + status.opening() + status.waiting()).isZero();
    }

    /** Nobody listens at the address. */
    @Test
    @Tag("F17")
    default void tellsThatNobodyListens(TestDatabase database, ActorSystem<?> system) throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        try (Trial trial = Trial.on(database.at("127.0.0.1", port), system)) {
            DisconnectedException failure = trial.failure(DisconnectedException.class, trial.run("select 1"));
            assertThat(failure.retryable()).isTrue();
            assertThat(failure.statement()).isEmpty();
            assertNoPlaceIsTaken(trial);
        }
    }

    /** The server takes the connection and says nothing: the connect timeout counts for the handshake too. */
    @Test
    @Tag("F16")
    default void givesUpAServerThatNeverAnswers(TestDatabase database, ActorSystem<?> system) {
        try (ToxicProxy proxy = ToxicProxy.to(database)) {
            proxy.acceptOnly(true);
            try (Trial trial = Trial.on(
                    proxy.front(database), system, options -> options.withConnectTimeout(Duration.ofMillis(300)))) {
                DisconnectedException failure = trial.failure(DisconnectedException.class, trial.run("select 1"));
                assertThat(failure).message().contains("PT0.3S", "handshake");
                assertThat(failure.retryable()).isTrue();
                assertNoPlaceIsTaken(trial);
            }
        }
    }

    /** The same engine works as soon as its server does. */
    @Test
    default void worksWhenTheServerAnswersAgain(TestDatabase database, ActorSystem<?> system) {
        try (ToxicProxy proxy = ToxicProxy.to(database)) {
            proxy.acceptOnly(true);
            try (Trial trial = Trial.on(
                    proxy.front(database), system, options -> options.withConnectTimeout(Duration.ofSeconds(2)))) {
                trial.failure(DisconnectedException.class, trial.run("select 1"));
                proxy.heal();
                trial.assertNothingIsLost();
            }
        }
    }

    /** A server that was there before is waited for, with few connects. */
    @Test
    @Tag("F17")
    default void waitsForAServerThatWasThereBefore(TestDatabase database, ActorSystem<?> system) {
        try (ToxicProxy proxy = ToxicProxy.to(database);
                // Tested before it is lent, for the driver may not have seen the reset by then.
                Trial trial = Trial.on(
                        proxy.front(database),
                        system,
                        options -> options.withPoolPrePing(true).withConnectTimeout(Duration.ofSeconds(1)))) {
            trial.assertWorks();
            proxy.acceptOnly(true);
            proxy.resetAll();
            CompletionStage<Result> answer = trial.run("select 40 + 2");
            Eventually.holds("the connect was tried again", Duration.ofSeconds(20), () -> proxy.accepted() >= 3);
            assertThat(answer.toCompletableFuture()).isNotDone();
            proxy.heal();
            trial.get(answer);
            trial.assertNothingIsLost();
        }
    }

    /** A login that was refused is not tried again by itself: accounts get locked by that. */
    @Test
    @Tag("F19")
    default void triesAWrongPasswordOnce(TestDatabase database, ActorSystem<?> system) {
        try (ToxicProxy proxy = ToxicProxy.to(database);
                Trial trial = Trial.on(proxy.front(database).withPassword("wrong"), system)) {
            trial.failure(OperationalException.class, trial.run("select 1"));
            assertNoPlaceIsTaken(trial);
            assertThat(proxy.accepted()).isEqualTo(1);
        }
    }

    /** The server has no such database. */
    @Test
    default void tellsThatTheDatabaseIsUnknown(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = Trial.on(database.withDatabase("no_such_database"), system)) {
            ProgrammingException failure = trial.failure(ProgrammingException.class, trial.run("select 1"));
            trial.assertCodes(failure, "", "3D000", 1049, 1049);
            assertThat(failure.retryable()).isFalse();
            assertThat(failure).message().contains("no_such_database");
            assertNoPlaceIsTaken(trial);
        }
    }

    /** A reset in the middle of a statement. */
    @Test
    default void tellsThatTheLinkBrokeInTheMiddleOfAStatement(TestDatabase database, ActorSystem<?> system) {
        try (ToxicProxy proxy = ToxicProxy.to(database);
                Trial trial = Trial.on(proxy.front(database), system)) {
            trial.assertWorks();
            proxy.blackHole(ToxicProxy.Way.DOWN);
            CompletionStage<Result> answer = trial.run("select 1");
            Eventually.holds(
                    "the server's answer was swallowed",
                    Duration.ofSeconds(20),
                    () -> proxy.swallowed(ToxicProxy.Way.DOWN) > 0);
            proxy.heal();
            proxy.resetAll();
            DisconnectedException failure = trial.failure(DisconnectedException.class, answer);
            assertThat(failure.retryable()).isTrue();
            assertThat(failure.connectionInvalidated()).isTrue();
            trial.assertNothingIsLost();
        }
    }
}
