package io.granary.testkit;

import io.granary.driver.Driver;
import java.util.Set;

/** What the driver suites are told about an implementation of the port. */
public interface DriverSubject {

    /** {@return a new driver to the same, at first empty, database; the suite closes it} */
    Driver driver();

    /** {@return the SQL of that database} */
    DriverSql sql();

    /** {@return what driver and database have of what they may lack} */
    Set<DriverFeature> features();
}
