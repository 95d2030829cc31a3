package io.granary.examples.snippets;

import io.granary.driver.Driver;
import io.granary.driver.DriverException;
import io.granary.driver.DriverProvider;
import io.granary.driver.DriverSettings;
import io.granary.driver.r2dbc.R2dbcDriver;
import java.util.Optional;

// #driver
/** Named in META-INF/services/io.granary.driver.DriverProvider. */
public final class LagoonDriver implements DriverProvider {

    @Override
    public String dialect() {
        return "lagoon";
    }

    @Override
    public Driver driver(DriverSettings settings) {
        if (settings.tls().isPresent() || settings.hosts().isPresent()) {
            throw DriverException.fault("lagoon lies in this process, which has no link to encrypt and no hosts", null);
        }
        return R2dbcDriver.of(settings.as("h2", Optional.of("mem")));
    }
}
// #driver
