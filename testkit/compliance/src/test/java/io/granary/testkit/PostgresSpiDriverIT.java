package io.granary.testkit;

import io.granary.driver.Driver;
import io.granary.driver.r2dbc.R2dbcDriver;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** r2dbc-postgresql by R2DBC's interfaces alone, as statements go where its client cannot be had. */
@Database(DatabaseKind.POSTGRESQL)
class PostgresSpiDriverIT extends OnR2dbcDriver {

    PostgresSpiDriverIT(TestDatabase database) {
        super(database);
    }

    @Override
    public Driver driver(TestDatabase other) {
        return R2dbcDriver.of(other.connectionFactory(), 0, Duration.ofSeconds(20));
    }

    @Override
    public Set<DriverFeature> features() {
        Set<DriverFeature> features = EnumSet.of(DriverFeature.SERVER_CANCEL);
        features.addAll(super.features());
        return features;
    }
}
