package io.granary.testkit;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.Set;

/** r2dbc-h2 as it is: on the thread that calls. */
@Database(DatabaseKind.H2)
class H2DriverIT extends OnR2dbcDriver {

    H2DriverIT(TestDatabase database) {
        super(database);
    }

    @Override
    public Set<DriverFeature> features() {
        return Set.of(DriverFeature.ENDS_SESSIONS, DriverFeature.ISOLATION_LEVELS, DriverFeature.CONSTRAINT_NAMES);
    }
}
