package io.granary.testkit;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.driver.DriverProvider;
import io.granary.driver.DriverSettings;
import io.granary.driver.r2dbc.R2dbcDriver;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** H2's driver, whose savepoints undo nothing. */
public final class LameDriver implements DriverProvider {

    @Override
    public String dialect() {
        return "lame";
    }

    @Override
    public Driver driver(DriverSettings settings) {
        Driver real = R2dbcDriver.of(settings.as("h2", Optional.of("mem")));
        return new ForwardingDriver(real, LameDriver::withoutSavepoints);
    }

    private static DriverConnection withoutSavepoints(DriverConnection real) {
        return new ForwardingConnection(real) {
            @Override
            public CompletionStage<Void> rollbackToSavepoint(String name) {
                return CompletableFuture.completedFuture(null);
            }
        };
    }
}
