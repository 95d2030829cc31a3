package io.granary.examples.snippets;

import io.granary.driver.Driver;
import io.granary.driver.DriverSettings;
import io.granary.testkit.DriverFeature;
import io.granary.testkit.DriverLifeCompliance;
import io.granary.testkit.DriverSql;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.ForeignDatabase;
import io.granary.testkit.fixtures.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

// #suites
@ForeignDatabase(LagoonServer.class)
class LagoonDriverTest implements DriverLifeCompliance {

    private final TestDatabase database;

    LagoonDriverTest(TestDatabase database) {
        this.database = database;
    }

    @Override
    public Driver driver() {
        return new LagoonDriver()
                .driver(new DriverSettings(
                        "lagoon",
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        Optional.of(database.database()),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        0,
                        Duration.ofSeconds(10)));
    }

    @Override
    public DriverSql sql() {
        return DriverSql.of(DatabaseKind.H2);
    }

    @Override
    public Set<DriverFeature> features() {
        return Set.of(DriverFeature.ENDS_SESSIONS, DriverFeature.ISOLATION_LEVELS, DriverFeature.CONSTRAINT_NAMES);
    }
}
// #suites
