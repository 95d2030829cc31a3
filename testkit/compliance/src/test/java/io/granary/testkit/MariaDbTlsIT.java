package io.granary.testkit;

import static java.util.Objects.requireNonNull;

import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.DatabaseKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@Actors
class MariaDbTlsIT implements TlsFacts {

    private static @Nullable TlsServers servers;

    @BeforeAll
    static void launch() {
        servers = TlsServers.of(DatabaseKind.MARIADB);
    }

    @AfterAll
    static void end() {
        if (servers != null) {
            servers.close();
        }
    }

    @Override
    public TlsServers servers() {
        return requireNonNull(servers);
    }
}
