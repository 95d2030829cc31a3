package io.granary.examples.snippets;

import io.granary.dialect.Dialects;
import io.granary.testkit.Capabilities;
import io.granary.testkit.DialectSubject;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.DatabaseServers;
import io.granary.testkit.fixtures.TestDatabase;

// #server
/** Where the suites find it, and what it claims. */
public final class LagoonServer implements DialectSubject {

    /** The database from which others are made. A real server is started here, once, or its address is read from the environment. */
    @Override
    public TestDatabase admin() {
        return DatabaseServers.of(DatabaseKind.H2).admin().of(this);
    }

    @Override
    public String url(TestDatabase database) {
        return "lagoon:///" + database.database();
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(DatabaseKind.H2).withDialect(Dialects.named("lagoon"));
    }
}
// #server
