package io.granary.testkit;

import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.error.DatabaseException;
import io.granary.sql.Params;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.DatabaseServer;
import io.granary.testkit.fixtures.DatabaseServers;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.LocalServer;
import io.granary.testkit.fixtures.PlainSql;
import io.granary.testkit.fixtures.PostgresServer;
import io.granary.testkit.fixtures.ServerCounts;
import io.granary.testkit.fixtures.TestDatabase;
import io.granary.testkit.fixtures.ToxicProxy;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@NullUnmarked
@Database(DatabaseKind.POSTGRESQL)
class PostgresServerFaultsIT implements ServerFaultCompliance {

    private static LocalServer own;

    @BeforeAll
    static void launch() {
        // What was committed has to survive a crash.
        own = PostgresServer.launch(Map.of("synchronous_commit", "on"));
    }

    @AfterAll
    static void close() {
        own.close();
    }

    @Override
    public LocalServer server() {
        return own;
    }

    @Override
    public void onSmallServer(BiConsumer<LocalServer, Integer> work) {
        int reservedForSuperusers = 3;
        try (LocalServer small = PostgresServer.launch(Map.of("max_connections", "8"))) {
            work.accept(small, 8 - reservedForSuperusers);
        }
    }

    /** The address leads to another server by now, but the links still to the one that only reads. */
    @Test
    @Tag("F44")
    void theWriteAfterARefusedOneReachesTheServerThatTookOver(Bench bench) {
        TestDatabase old = bench.database();
        DatabaseServer heir = DatabaseServers.of(DatabaseKind.POSTGRESQL);
        TestDatabase inherited = heir.admin().withDatabase(old.database());
        PlainSql.on(heir.admin()).run("create database \"" + old.database() + "\"");
        PlainSql.on(inherited).run("create table items (id int primary key, name varchar(40))");
        readOnly("on");
        try (ToxicProxy proxy = ToxicProxy.to(old)) {
            AsyncEngine engine = bench.engine(
                    bench.options(),
                    new TestDatabase(
                            old.kind(),
                            proxy.host(),
                            proxy.port(),
                            old.database(),
                            inherited.user(),
                            inherited.password()));
            Await.value(engine.connect(connection -> engine.execute(COUNT)));
            assertThat(Await.value(engine.pool().status()).checkedIn()).isEqualTo(2);
            proxy.target(inherited.host(), inherited.port());

            DatabaseException refused =
                    Await.failure(engine.execute(INSERT, Params.of("id", 1, "name", "one")), DatabaseException.class);
            assertThat(refused.sqlState()).contains("25006");
            Await.value(engine.execute(INSERT, Params.of("id", 2, "name", "two")));

            assertThat(PlainSql.on(inherited).number("select count(*) from items"))
                    .isEqualTo(1);
            Books.assertBalanced(inherited, List.of(engine));
            ServerCounts.awaitNoConnections(old, Await.PATIENCE);
            Await.value(engine.close());
        } finally {
            readOnly("off");
            heir.dropDatabase(inherited);
        }
    }

    private static void readOnly(String value) {
        PlainSql admin = PlainSql.on(own.admin());
        admin.run("alter system set default_transaction_read_only = " + value);
        admin.rows("select pg_reload_conf()");
        Eventually.holds(
                "the server has read its settings",
                Await.PATIENCE,
                () -> value.equals(admin.value("show default_transaction_read_only")));
    }
}
