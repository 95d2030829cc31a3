package io.granary.testkit.junit;

import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.DatabaseServer;
import io.granary.testkit.fixtures.DatabaseServers;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.Optional;

/** A database that tests of a program can run on. */
public enum Product {
    /** H2, in the memory of this JVM. */
    H2,
    /** SQLite, in the memory of its one connection; needs {@code org.xerial:sqlite-jdbc}. */
    SQLITE,
    /** PostgreSQL: {@code granary.postgresql.url} if that is set, else a server of this machine. */
    POSTGRESQL,
    /** MariaDB: {@code granary.mariadb.url} if that is set, else a server of this machine. */
    MARIADB,
    /** MySQL: {@code granary.mysql.url} if that is set, else a server of this machine. */
    MYSQL;

    /** A database of its own, until it is no longer needed. */
    record Place(String url, Runnable end) {

        static Place of(String url) {
            return new Place(url, () -> {});
        }
    }

    /** A new database; its server is started if none runs. */
    Place place() {
        if (this == SQLITE) {
            return Place.of("sqlite://");
        }
        DatabaseServer server = DatabaseServers.of(kind());
        TestDatabase database = server.createDatabase();
        return new Place(database.url(), () -> server.dropDatabase(database));
    }

    /** Why tests on it are to be skipped, or empty if they are to run. */
    Optional<String> whySkipped() {
        return this == SQLITE ? Optional.empty() : DatabaseServers.whySkipped(kind());
    }

    private DatabaseKind kind() {
        return DatabaseKind.valueOf(name());
    }
}
