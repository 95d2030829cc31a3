package io.granary.testkit;

import io.granary.driver.Driver;
import io.granary.driver.DriverSettings;
import io.granary.driver.jdbc.JdbcDriver;
import io.granary.driver.r2dbc.R2dbcDriver;
import io.granary.engine.DatabaseUrl;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The driver port's implementation for a database, without an engine around it. */
public final class PlainDriver {

    private PlainDriver() {}

    /**
     * {@return a new driver, which the caller closes}
     *
     * @param database where it connects to
     * @param most how many connections it opens at once, where it has a limit
     * @param timeout how long connecting may take
     */
    public static Driver to(TestDatabase database, int most, Duration timeout) {
        if (database.kind() != DatabaseKind.SQLITE) {
            return R2dbcDriver.of(database.connectionFactory(), most, timeout);
        }
        DatabaseUrl url = DatabaseUrl.parse(database.url());
        return JdbcDriver.of(new DriverSettings(
                url.dialect(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                url.database(),
                Optional.empty(),
                Optional.empty(),
                url.query().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, option -> option.getValue().get(0))),
                0,
                timeout));
    }
}
