package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.ConnectRetry;
import io.granary.engine.EngineOptions;
import io.granary.error.DatabaseException;
import io.granary.error.DisconnectedException;
import io.granary.sql.Sql;
import io.granary.sql.TextClause;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.LocalServer;
import io.granary.testkit.fixtures.MariaDbServer;
import io.granary.testkit.fixtures.PlainSql;
import io.granary.testkit.fixtures.TestDatabase;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Actors
@Database(DatabaseKind.MARIADB)
class MariaDbHostsIT implements HostsFacts {

    private static final TextClause WRITE = Sql.text("insert into written values (1)");

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
            AsyncEngine engine = AsyncEngine.create(
                    system,
                    HostsFacts.url("?target=primary", first, two.admin()),
                    EngineOptions.defaults().withConnectRetry(ConnectRetry.NEVER));
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

    /** Nobody tells the engine that the roles have changed, but the server that refuses a write. */
    @Test
    @Tag("F44")
    void theWriteAfterARefusedOneReachesTheOtherHost(TestDatabase database, ActorSystem<?> system) {
        try (LocalServer one = MariaDbServer.launch();
                LocalServer two = MariaDbServer.launch()) {
            TestDatabase first = writer(one);
            TestDatabase second = writer(two);
            PlainSql.on(two.admin()).run("set global read_only = on");
            AsyncEngine engine = AsyncEngine.create(
                    system,
                    HostsFacts.url("?target=primary", first, second),
                    EngineOptions.defaults().withPoolSize(1).withMaxOverflow(0));
            Await.value(engine.execute(WRITE));
            PlainSql.on(one.admin()).run("set global read_only = on");
            PlainSql.on(two.admin()).run("set global read_only = off");

            assertThat(Await.failure(engine.execute(WRITE), DatabaseException.class)
                            .errorCode())
                    .hasValue(1290);
            Await.value(engine.execute(WRITE));

            assertThat(port(engine)).isEqualTo(String.valueOf(second.port()));
            assertThat(PlainSql.on(second).number("select count(*) from written"))
                    .isEqualTo(1);
            Await.value(engine.close());
        }
    }

    /** A table, and somebody who has no right to write where the server only reads. */
    private static TestDatabase writer(LocalServer server) {
        TestDatabase admin = server.admin();
        PlainSql.on(admin)
                .run(
                        "create database roles",
                        "create table roles.written (id int)",
                        "grant select, insert on roles.* to writer identified by 'word-5Kw2'");
        return new TestDatabase(admin.kind(), admin.host(), admin.port(), "roles", "writer", "word-5Kw2");
    }
}
