package io.granary.testkit;

import static io.granary.testkit.SecretWatch.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.DatabaseUrl;
import io.granary.engine.Echo;
import io.granary.engine.EngineOptions;
import io.granary.engine.ParameterLogging;
import io.granary.error.GranaryException;
import io.granary.sql.Params;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Passwords and values on a real server. */
interface CanaryFacts {

    private static String urlWithSecret(TestDatabase database) {
        return DatabaseUrl.parse(database.url())
                .withUsername(database.user().isEmpty() ? "nobody" : database.user())
                .withPassword(SECRET)
                .render(true);
    }

    private static void fails(SecretWatch watch, AsyncEngine engine, String sql, Object... parameters) {
        try {
            engine.execute(Sql.text(sql), Params.of(parameters))
                    .toCompletableFuture()
                    .join();
            throw new AssertionError("It succeeded: " + sql);
        } catch (CompletionException failed) {
            assertThat(failed.getCause()).isInstanceOf(GranaryException.class);
            watch.threw(failed);
        }
    }

    private static void usesTheValueInManyWays(
            SecretWatch watch, TestDatabase database, ActorSystem<?> system, EngineOptions options) {
        AsyncEngine engine = AsyncEngine.create(system, database.url(), options.withEcho(Echo.DEBUG));
        engine.execute(Sql.text("drop table if exists canary"))
                .toCompletableFuture()
                .join();
        engine.execute(Sql.text("create table canary (id int primary key, word varchar(30), n int,"
                        + " constraint uq_word unique (word))"))
                .toCompletableFuture()
                .join();
        String insert = "insert into canary (id, word) values (:id, :word)";
        engine.execute(Sql.text(insert), Params.of("id", 1, "word", SECRET))
                .toCompletableFuture()
                .join();
        fails(watch, engine, insert, "id", 2, "word", SECRET);
        fails(watch, engine, insert, "id", 3, "word", SECRET.repeat(5));
        fails(watch, engine, "update canary set n = :n", "n", SECRET);
        fails(watch, engine, "insert into nowhere values (:word)", "word", SECRET);
        fails(watch, engine, insert, "id", 4, "word", new Thread(SECRET));
        engine.close().toCompletableFuture().join();
    }

    /** The server refuses the password. */
    @Test
    @Tag("F68")
    default void showsNoPasswordThatTheServerRefused(TestDatabase database, ActorSystem<?> system) {
        AsyncEngine first = AsyncEngine.create(system, database.url());
        first.execute(Sql.text("select 1")).toCompletableFuture().join();
        try (SecretWatch watch = new SecretWatch()) {
            watch.tries(() -> AsyncEngine.create(
                    system, urlWithSecret(database), EngineOptions.defaults().withEcho(Echo.DEBUG)));
            assertThat(watch.size()).isGreaterThan(10);
            watch.assertNowhere(SECRET);
        }
        first.close().toCompletableFuture().join();
    }

    /** Values are in no message, cause or log by default. */
    @Test
    default void showsNoValueByDefault(TestDatabase database, ActorSystem<?> system) {
        try (SecretWatch watch = new SecretWatch()) {
            usesTheValueInManyWays(watch, database, system, EngineOptions.defaults());
            watch.assertNowhere(SECRET);
        }
    }

    /** Fingerprints are no values. */
    @Test
    default void showsNoValueByItsFingerprint(TestDatabase database, ActorSystem<?> system) {
        try (SecretWatch watch = new SecretWatch()) {
            usesTheValueInManyWays(
                    watch,
                    database,
                    system,
                    EngineOptions.defaults().withParameterLogging(ParameterLogging.FINGERPRINT));
            watch.assertNowhere(SECRET);
        }
    }

    /** Nothing at all with hidden parameters. */
    @Test
    default void showsNoValueWhereParametersAreHidden(TestDatabase database, ActorSystem<?> system) {
        try (SecretWatch watch = new SecretWatch()) {
            usesTheValueInManyWays(
                    watch, database, system, EngineOptions.defaults().withHideParameters(true));
            watch.assertNowhere(SECRET);
        }
    }
}
