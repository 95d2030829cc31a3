package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.ConnectRetry;
import io.granary.engine.EngineOptions;
import io.granary.error.DisconnectedException;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.LocalServer;
import io.granary.testkit.fixtures.MariaDbServer;
import io.granary.testkit.fixtures.PlainSql;
import io.granary.testkit.fixtures.TestDatabase;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Test;

@Actors
@Database(DatabaseKind.MARIADB)
class MariaDbHostsIT implements HostsFacts {

    private static Object port(AsyncEngine engine) {
        return String.valueOf(engine.execute(Sql.text("show global variables like 'port'"))
                .toCompletableFuture()
                .join()
                .one()
                .get(1));
    }

    /** Two servers change roles, and the engine follows: the old primary becomes read-only, the other one takes changes. */
    @Test
    void followsThePrimary(TestDatabase database, ActorSystem<?> system) {
        try (LocalServer one = MariaDbServer.launch();
                LocalServer two = MariaDbServer.launch()) {
            PlainSql.on(one.admin()).run("set global read_only = on");
            TestDatabase first = one.admin();
            String url = first.url()
                    .replace(
                            ":" + first.port() + "/",
                            ":" + first.port() + "," + two.admin().host() + ":"
                                    + two.admin().port() + "/");
            AsyncEngine engine = AsyncEngine.create(
                    system, url + "?target=primary", EngineOptions.defaults().withConnectRetry(ConnectRetry.NEVER));
            assertThat(port(engine)).isEqualTo(String.valueOf(two.admin().port()));

            PlainSql.on(two.admin()).run("set global read_only = on");
            PlainSql.on(one.admin()).run("set global read_only = off");
            engine.dispose().toCompletableFuture().join();
            assertThat(port(engine)).isEqualTo(String.valueOf(first.port()));

            PlainSql.on(one.admin()).run("set global read_only = on");
            engine.dispose().toCompletableFuture().join();
            assertThat(HostsFacts.failure(engine))
                    .isInstanceOf(DisconnectedException.class)
                    .hasMessageContaining("no primary");
            engine.close().toCompletableFuture().join();
        }
    }
}
