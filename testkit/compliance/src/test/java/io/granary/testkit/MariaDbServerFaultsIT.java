package io.granary.testkit;

import io.granary.error.DatabaseException;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.LocalServer;
import io.granary.testkit.fixtures.MariaDbServer;
import io.granary.testkit.fixtures.PlainSql;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.function.BiConsumer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

@NullUnmarked
@Database(DatabaseKind.MARIADB)
class MariaDbServerFaultsIT implements ServerFaultCompliance, TakeoverFacts {

    private static final String WRITER = "writer";
    private static final int OPTION_IN_THE_WAY = 1290;

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

    /** Who administers the server may write in any case. */
    @Override
    public TestDatabase writer(TestDatabase database) {
        PlainSql.on(database)
                .run("grant select, insert on `" + database.database() + "`.* to " + WRITER
                        + " identified by 'word-5Kw2'");
        return new TestDatabase(
                database.kind(), database.host(), database.port(), database.database(), WRITER, "word-5Kw2");
    }

    @Override
    public void dismiss(TestDatabase database) {
        PlainSql.on(database).run("drop user if exists " + WRITER);
    }

    @Override
    public boolean isRefusal(DatabaseException failure) {
        return failure.errorCode().orElse(0) == OPTION_IN_THE_WAY;
    }

    @Override
    public void refuseWrites(boolean refuse) {
        PlainSql.on(own.admin()).run("set global read_only = " + (refuse ? "on" : "off"));
    }
}
