package io.granary.testkit;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.LocalServer;
import io.granary.testkit.fixtures.MariaDbServer;
import io.granary.testkit.fixtures.PlainSql;
import java.util.function.BiConsumer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@NullUnmarked
@Database(DatabaseKind.MARIADB)
class MariaDbServerFaultsIT implements ServerFaultCompliance {

    private static LocalServer own;

    @BeforeAll
    static void launch() {
        own = MariaDbServer.launch();
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
        // MariaDB allows no less, and has one more for those who administer connections.
        int least = 10;
        try {
            PlainSql.on(own.admin()).run("set global max_connections = " + least);
            work.accept(own, least);
        } finally {
            PlainSql.on(own.admin()).run("set global max_connections = 200");
        }
    }
}
