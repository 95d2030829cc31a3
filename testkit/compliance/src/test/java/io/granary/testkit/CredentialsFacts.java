package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.CredentialsSupplier;
import io.granary.engine.Result;
import io.granary.error.DisconnectedException;
import io.granary.error.GranaryException;
import io.granary.error.OperationalException;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.PlainSql;
import io.granary.testkit.fixtures.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Passwords that change while an engine lives. */
@Tag("F20")
interface CredentialsFacts {

    String USER = "GRANARY_ROTATING";
    String OLD = "old-w0rd";
    String NEW = "new-w0rd";

    private static String account(TestDatabase database) {
        return database.kind() == DatabaseKind.POSTGRESQL || database.kind() == DatabaseKind.H2
                ? "\"" + USER + "\""
                : "'" + USER + "'@'%'";
    }

    private static void setPassword(TestDatabase database, String password) {
        PlainSql.on(database)
                .run("alter user " + account(database)
                        + switch (database.kind()) {
                            case POSTGRESQL -> " with password '" + password + "'";
                            case SQLITE -> throw new AssertionError("SQLite has no users.");
                            case H2 -> " set password '" + password + "'";
                            case MARIADB -> " identified by '" + password + "'";
                            case MYSQL -> " identified with mysql_native_password by '" + password + "'";
                        });
    }

    @BeforeEach
    default void createUser(TestDatabase database) {
        PlainSql sql = PlainSql.on(database);
        switch (database.kind()) {
            case POSTGRESQL -> sql.run("create role " + account(database) + " login password '" + OLD + "'");
            case SQLITE -> throw new AssertionError("SQLite has no users.");
            case H2 ->
                // The first user of a database in memory is whoever comes first; this test's own must come after it.
                sql.run("create user " + account(database) + " password '" + OLD + "' admin");
            case MARIADB ->
                sql.run(
                        "create user " + account(database) + " identified by '" + OLD + "'",
                        "grant all on *.* to " + account(database));
            case MYSQL ->
                sql.run(
                        "create user " + account(database) + " identified with mysql_native_password by '" + OLD + "'",
                        "grant all on *.* to " + account(database));
        }
    }

    @AfterEach
    default void dropUser(TestDatabase database) {
        PlainSql.on(database)
                .run((database.kind() == DatabaseKind.POSTGRESQL ? "drop role " : "drop user ") + account(database));
    }

    private static Trial trial(TestDatabase database, ActorSystem<?> system, CredentialsSupplier supplier) {
        return Trial.on(
                database,
                system,
                options -> options.withCredentials(supplier).withConnectTimeout(Duration.ofSeconds(5)));
    }

    /** Has every connection made anew. */
    private static void renew(Trial trial) {
        trial.get(trial.engine().dispose());
    }

    @Test
    default void asksAtEachConnectAndNotAtEachStatement(TestDatabase database, ActorSystem<?> system) {
        RotatingCredentials credentials = new RotatingCredentials(USER, OLD);
        try (Trial trial = trial(database, system, credentials)) {
            trial.given("select 1", "select 2");
            assertThat(credentials.asked()).isEqualTo(1);
            renew(trial);
            trial.assertNothingIsLost();
            assertThat(credentials.asked()).isEqualTo(2);
        }
    }

    @Test
    default void asksOnceMoreWhenTheServerRefuses(TestDatabase database, ActorSystem<?> system) {
        RotatingCredentials credentials = new RotatingCredentials(USER, "wrong", OLD);
        try (Trial trial = trial(database, system, credentials)) {
            trial.assertNothingIsLost();
            assertThat(credentials.asked()).isEqualTo(2);
        }
    }

    @Test
    default void failsAfterASecondRefusal(TestDatabase database, ActorSystem<?> system) {
        RotatingCredentials credentials = new RotatingCredentials(USER, "wrong", "wrong too", OLD);
        try (Trial trial = trial(database, system, credentials)) {
            OperationalException failure = trial.failure(OperationalException.class, trial.run("select 1"));
            assertThat(failure.toString()).doesNotContain("wrong");
            assertThat(credentials.asked()).isEqualTo(2);
            // For a while nobody is let in, for the account's sake.
            Eventually.holds(
                    "it logs in again",
                    Duration.ofSeconds(30),
                    () -> trial.outcome(trial.run("select 1")).isEmpty());
            assertThat(credentials.asked()).isEqualTo(3);
            trial.assertNothingIsLost();
        }
    }

    /** The password changes while work goes on, and connections are renewed: old ones live on, new ones log in anew. */
    @Test
    default void rotatesWithoutAnError(TestDatabase database, ActorSystem<?> system) {
        RotatingCredentials credentials = new RotatingCredentials(USER, OLD);
        try (Trial trial = trial(database, system, credentials)) {
            AsyncConnection held = trial.get(trial.engine().connect());
            trial.get(held.execute(Sql.text("select 1")));
            twentyAtATime(trial).forEach(trial::get);
            awaitAllOpen(trial);
            setPassword(database, NEW);
            credentials.then(NEW);
            // Open connections live on; the next that is opened gets the old password first.
            twentyAtATime(trial).forEach(trial::get);
            renew(trial);
            twentyAtATime(trial).forEach(trial::get);
            awaitAllOpen(trial);
            assertThat(credentials.asked()).isGreaterThan(3);
            trial.get(held.execute(Sql.text("select 1")));
            trial.get(held.close());
            trial.assertNothingIsLost();
        }
        setPassword(database, OLD);
    }

    private static List<CompletionStage<Result>> twentyAtATime(Trial trial) {
        List<CompletionStage<Result>> running = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            running.add(trial.run("select " + i));
        }
        return running;
    }

    /** Connections that were begun for who got another one meanwhile. */
    private static void awaitAllOpen(Trial trial) {
        Eventually.holds(
                "no connection is being opened",
                Duration.ofSeconds(20),
                () -> trial.get(trial.engine().pool().status()).opening() == 0);
    }

    @Test
    default void failsAConnectWhoseSupplierFails(TestDatabase database, ActorSystem<?> system) {
        IllegalStateException vault = new IllegalStateException("the vault is sealed");
        List<CredentialsSupplier> suppliers = List.of(
                () -> CompletableFuture.failedFuture(vault),
                () -> {
                    throw vault;
                },
                () -> CompletableFuture.completedFuture(null),
                CompletableFuture::new);
        for (CredentialsSupplier supplier : suppliers) {
            try (Trial trial = trial(database, system, supplier)) {
                GranaryException failure = trial.failure(DisconnectedException.class, trial.run("select 1"));
                assertThat(failure.getMessage()).containsAnyOf("supplier of credentials", "connect timeout");
                assertThat(trial.get(trial.engine().pool().status()).opening()).isZero();
            }
        }
    }
}
