package io.granary.engine;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.granary.error.ArgumentException;
import io.granary.error.GranaryException;
import io.granary.error.PoolClosedException;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.PlainSql;
import io.granary.testkit.fixtures.ServerCounts;
import io.granary.testkit.fixtures.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The engines of an actor system, by their names in its configuration. */
final class GranaryTest {

    /** On H2. */
    @Nested
    @Database(DatabaseKind.H2)
    final class OnH2 extends Facts {}

    /** On PostgreSQL. */
    @Nested
    @Database(DatabaseKind.POSTGRESQL)
    final class OnPostgres extends Facts {}

    /** The same on every database. */
    abstract static class Facts {

        private static final Duration LIMIT = Duration.ofSeconds(20);

        private static ActorTestKit kit(TestDatabase database) {
            return ActorTestKit.create(
                    "granary",
                    ConfigFactory.parseMap(Map.of(
                                    "granary.engines.default.url",
                                    database.url(),
                                    "granary.engines.default.pool-size",
                                    3,
                                    "granary.engines.default.close-timeout",
                                    "300ms",
                                    "granary.engines.reports.url",
                                    database.url()))
                            .withFallback(ActorTestKit.applicationTestConfig()));
        }

        private static void shutDown(ActorTestKit kit) {
            outcomeOf(CoordinatedShutdown.get(kit.system()).runAll(CoordinatedShutdown.unknownReason()));
            outcomeOf(kit.system().getWhenTerminated());
        }

        @Test
        void hasOneEngineForEachName(TestDatabase database) {
            ActorTestKit kit = kit(database);
            Granary granary = Granary.get(kit.system());
            try {
                assertThat(Granary.get(kit.system())).isSameAs(granary);
                assertThat(granary.engine()).isSameAs(granary.engine("default"));
                assertThat(granary.engine("default").options().poolSize()).isEqualTo(3);
                assertThat(granary.engine("reports"))
                        .isSameAs(granary.engine("reports"))
                        .isNotSameAs(granary.engine());
                assertThatThrownBy(() -> granary.engine("report"))
                        .isInstanceOf(ArgumentException.class)
                        .hasMessageContaining("'report'")
                        .hasMessageContaining("Did you mean reports?");
            } finally {
                shutDown(kit);
            }
        }

        @Test
        void closesItsEnginesWithTheSystem(TestDatabase database) {
            ActorTestKit kit = kit(database);
            AsyncEngine engine = Granary.get(kit.system()).engine();
            PlainSql.on(database).run("create table kept (id int)");
            outcomeOf(engine.begin(connection -> connection.execute(text("insert into kept values (1)"))));
            CompletableFuture<AsyncConnection> lent = new CompletableFuture<>();
            CompletionStage<Object> endless = engine.begin(connection -> connection
                    .execute(text("insert into kept values (2)"))
                    .thenCompose(done -> {
                        lent.complete(connection);
                        return new CompletableFuture<>();
                    }));
            AsyncConnection held = outcomeOf(lent);
            AsyncEngine idle = Granary.get(kit.system()).engine("reports");
            outcomeOf(idle.execute(text("select 1")));
            assertThat(ServerCounts.connections(database)).isGreaterThanOrEqualTo(2);

            shutDown(kit);

            ServerCounts.awaitNoConnections(database, LIMIT);
            assertThat(PlainSql.on(database).number("select count(*) from kept"))
                    .isEqualTo(1);
            assertThat(endless.toCompletableFuture()).isNotDone();
            assertThat(failureOf(held.execute(text("select 1")))).isInstanceOf(GranaryException.class);
            assertThat(failureOf(engine.execute(text("select 1")))).isInstanceOf(PoolClosedException.class);
            assertThat(failureOf(idle.connect())).isInstanceOf(PoolClosedException.class);
            PlainSql.on(database).run("drop table kept");
        }
    }
}
