package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.ConnectRetry;
import io.granary.engine.EngineOptions;
import io.granary.error.DatabaseException;
import io.granary.error.DisconnectedException;
import io.granary.sql.TextClause;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.LocalServer;
import io.granary.testkit.fixtures.PlainSql;
import io.granary.testkit.fixtures.PostgresServer;
import io.granary.testkit.fixtures.TestDatabase;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Actors
@Database(DatabaseKind.POSTGRESQL)
class PostgresHostsIT implements HostsFacts {

    private static final TextClause WRITE = text("create temp table written as select 1");

    private static AsyncEngine engine(
            ActorSystem<?> system, String target, TestDatabase first, TestDatabase... others) {
        return AsyncEngine.create(
                system,
                HostsFacts.url("?target=" + target, first, others),
                EngineOptions.defaults().withPoolSize(1).withMaxOverflow(0).withConnectRetry(ConnectRetry.NEVER));
    }

    private static int port(AsyncEngine engine) {
        return Integer.parseInt(Await.value(engine.execute(text("show port"))).scalarOne(String.class));
    }

    /** A real standby, which is passed over where a primary is asked for, left behind a write that it refuses, and taken once it is promoted. */
    @Test
    @Tag("F44")
    void leavesAStandbyThatRefusesAWriteAndTakesItOnceItIsPromoted(ActorSystem<?> system) {
        try (LocalServer own = PostgresServer.launchStandby()) {
            TestDatabase standby = own.admin();
            TestDatabase primary = PostgresServer.shared().admin();
            AsyncEngine lone = engine(system, "primary", standby);
            AsyncEngine following = engine(system, "primary", standby, primary);
            AsyncEngine anywhere = engine(system, "any", standby, primary);

            assertThat(HostsFacts.failure(lone))
                    .isInstanceOf(DisconnectedException.class)
                    .hasMessageContaining("no primary");
            assertThat(port(following)).isEqualTo(primary.port());
            assertThat(port(anywhere)).isEqualTo(standby.port());
            assertThat(Await.failure(anywhere.execute(WRITE), DatabaseException.class)
                            .sqlState())
                    .contains("25006");
            Await.value(anywhere.execute(WRITE));
            assertThat(port(anywhere)).isEqualTo(primary.port());

            PlainSql.on(standby).rows("select pg_promote()");
            assertThat(port(lone)).isEqualTo(standby.port());
            Await.value(lone.execute(WRITE));

            Await.value(lone.close());
            Await.value(following.close());
            Await.value(anywhere.close());
        }
    }
}
