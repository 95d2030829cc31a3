package io.granary.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.error.GranaryException;
import io.granary.error.OperationalException;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.TestDatabase;
import io.granary.testkit.fixtures.ToxicProxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Test;

/** Several hosts in a URL. Here they are several ways to one server, some of which lead nowhere. */
interface HostsFacts {

    /** One that is on several servers, in order, under the same name and for the same user. */
    static String url(String query, TestDatabase first, TestDatabase... others) {
        StringBuilder hosts = new StringBuilder(first.host() + ":" + first.port());
        for (TestDatabase other : others) {
            hosts.append(',').append(other.host()).append(':').append(other.port());
        }
        return first.url().replace(first.host() + ":" + first.port(), hosts) + query;
    }

    /** The database behind these proxies, in order. */
    private static String url(TestDatabase database, String query, ToxicProxy first, ToxicProxy... others) {
        return url(
                query,
                first.front(database),
                Arrays.stream(others).map(proxy -> proxy.front(database)).toArray(TestDatabase[]::new));
    }

    private static AsyncEngine engine(ActorSystem<?> system, String url) {
        return AsyncEngine.create(
                system, url, EngineOptions.defaults().withPoolSize(1).withConnectTimeout(Duration.ofSeconds(4)));
    }

    private static void works(AsyncEngine engine) {
        engine.execute(Sql.text("select 1")).toCompletableFuture().join();
    }

    private static void renew(AsyncEngine engine) {
        engine.dispose().toCompletableFuture().join();
    }

    @Test
    default void takesEachHostInTurn(TestDatabase database, ActorSystem<?> system) {
        try (ToxicProxy one = ToxicProxy.to(database);
                ToxicProxy two = ToxicProxy.to(database)) {
            AsyncEngine engine = engine(system, url(database, "?target=any", one, two));
            for (int i = 0; i < 4; i++) {
                works(engine);
                renew(engine);
            }
            assertThat(one.accepted()).isEqualTo(2);
            assertThat(two.accepted()).isEqualTo(2);
            engine.close().toCompletableFuture().join();
        }
    }

    /** One resets, one swallows everything; each has its share of the connect timeout only. */
    @Test
    default void goesOnWhereAHostDoesNotAnswer(TestDatabase database, ActorSystem<?> system) {
        try (ToxicProxy closed = ToxicProxy.to("127.0.0.1", 1);
                ToxicProxy silent = ToxicProxy.to(database);
                ToxicProxy good = ToxicProxy.to(database)) {
            silent.acceptOnly(true);
            AsyncEngine engine = engine(system, url(database, "?target=primary", closed, silent, good));
            works(engine);
            assertThat(good.accepted()).isEqualTo(1);
            renew(engine);
            works(engine);
            assertThat(silent.accepted()).as("the last primary is tried first").isEqualTo(1);
            engine.close().toCompletableFuture().join();
        }
    }

    @Test
    default void triesAWrongPasswordAtOneHostOnly(TestDatabase database, ActorSystem<?> system) {
        try (ToxicProxy one = ToxicProxy.to(database);
                ToxicProxy two = ToxicProxy.to(database)) {
            AsyncEngine engine = engine(system, url(database.withPassword("wrong"), "?target=primary", one, two));
            assertThat(failure(engine)).isInstanceOf(OperationalException.class);
            assertThat(one.accepted() + two.accepted()).isEqualTo(1);
            engine.close().toCompletableFuture().join();
        }
    }

    /** What the engine fails with. */
    static GranaryException failure(AsyncEngine engine) {
        try {
            works(engine);
            throw new AssertionError("It succeeded.");
        } catch (CompletionException failed) {
            return requireNonNull((GranaryException) failed.getCause());
        }
    }
}
