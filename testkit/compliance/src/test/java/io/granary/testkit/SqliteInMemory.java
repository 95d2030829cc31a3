package io.granary.testkit;

import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.DatabaseServers;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.Optional;

/** SQLite in the memory of an engine, whose one connection has it for itself: what needs another one cannot be there. */
final class SqliteInMemory implements DialectSubject {

    @Override
    public TestDatabase admin() {
        return DatabaseServers.of(DatabaseKind.SQLITE).admin().of(this);
    }

    @Override
    public TestDatabase createDatabase() {
        return admin();
    }

    /** It goes with its engine. */
    @Override
    public void dropDatabase(TestDatabase database) {}

    @Override
    public String url(TestDatabase database) {
        return "sqlite:///:memory:?synchronous=off";
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(DatabaseKind.SQLITE).without(Claim.MANY_CONNECTIONS);
    }

    /** Nobody counts them from outside. */
    @Override
    public int connections(TestDatabase database) {
        return 0;
    }

    @Override
    public int transactions(TestDatabase database) {
        return 0;
    }

    @Override
    public Optional<String> whySkipped() {
        return DatabaseServers.whySkipped(DatabaseKind.SQLITE);
    }
}
