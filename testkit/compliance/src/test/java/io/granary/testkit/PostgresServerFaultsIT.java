package io.granary.testkit;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.LocalServer;
import io.granary.testkit.fixtures.PostgresServer;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

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
}
