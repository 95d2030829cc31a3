package io.granary.testkit;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.EnumSet;
import java.util.Set;

/** r2dbc-postgresql. */
@Database(DatabaseKind.POSTGRESQL)
class PostgresDriverIT extends OnR2dbcDriver {

    PostgresDriverIT(TestDatabase database) {
        super(database);
    }

    @Override
    public Set<DriverFeature> features() {
        Set<DriverFeature> features = EnumSet.of(DriverFeature.SERVER_CANCEL);
        features.addAll(super.features());
        return features;
    }
}
