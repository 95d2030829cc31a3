package io.granary.testkit;

import io.granary.driver.Driver;
import io.granary.testkit.fixtures.TestDatabase;

/** What the driver suites are told about an implementation of the port that reaches a real server. */
public interface DatabaseDriverSubject extends DriverSubject {

    /** {@return the database of this test class; nobody else uses it} */
    TestDatabase database();

    /** {@return a new driver to a database, which may be out of reach; the suite closes it} */
    Driver driver(TestDatabase database);

    @Override
    default Driver driver() {
        return driver(database());
    }

    @Override
    default DriverSql sql() {
        return DriverSql.of(database().kind());
    }
}
