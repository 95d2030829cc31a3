package io.granary.testkit;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.Set;

/** r2dbc-mysql on MySQL. */
@Database(DatabaseKind.MYSQL)
class MySqlDriverIT extends OnR2dbcDriver {

    MySqlDriverIT(TestDatabase database) {
        super(database);
    }

    @Override
    public Set<DriverFeature> features() {
        return Set.of(
                DriverFeature.ENDS_SESSIONS,
                DriverFeature.READ_ONLY,
                DriverFeature.ISOLATION_LEVELS,
                DriverFeature.CONSTRAINT_NAMES,
                DriverFeature.STREAMING_SERVER,
                DriverFeature.NETWORK,
                DriverFeature.SEMICOLONS_IN_LITERALS);
    }
}
