package io.granary.testkit;

import io.granary.error.DatabaseException;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.LocalServer;
import io.granary.testkit.fixtures.PlainSql;
import io.granary.testkit.fixtures.PostgresServer;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@NullUnmarked
@Database(DatabaseKind.POSTGRESQL)
class PostgresServerFaultsIT implements ServerFaultCompliance, TakeoverFacts {

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

    @Override
    public TestDatabase writer(TestDatabase database) {
        return database;
    }

    @Override
    public void dismiss(TestDatabase database) {
        // Nobody came of his own.
    }

    @Override
    public boolean isRefusal(DatabaseException failure) {
        return failure.sqlState().filter("25006"::equals).isPresent();
    }

    @Override
    public void refuseWrites(boolean refuse) {
        String value = refuse ? "on" : "off";
        PlainSql admin = PlainSql.on(own.admin());
        admin.run("alter system set default_transaction_read_only = " + value);
        admin.rows("select pg_reload_conf()");
        Eventually.holds(
                "the server has read its settings",
                Await.PATIENCE,
                () -> value.equals(admin.value("show default_transaction_read_only")));
    }
}
