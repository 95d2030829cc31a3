package io.granary.driver;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a driver needs to reach a database.
 *
 * @param dialect {@code postgresql}, {@code mysql}, {@code mariadb} or {@code h2}
 * @param variant how an H2 database is reached: {@code mem}, {@code file} or {@code tcp}
 * @param host the server's name or address
 * @param port the server's port
 * @param database the database's name, or path
 * @param username who connects
 * @param password the password
 * @param options the driver's own options by name
 * @param maxConnections a ceiling on connections, 0 for none
 * @param connectTimeout how long a connect may take
 */
public record DriverSettings(
        String dialect,
        Optional<String> variant,
        Optional<String> host,
        OptionalInt port,
        Optional<String> database,
        Optional<String> username,
        Optional<String> password,
        Map<String, String> options,
        int maxConnections,
        Duration connectTimeout) {

    /** Copies the options. */
    public DriverSettings {
        options = Map.copyOf(new LinkedHashMap<>(options));
    }

    /** Leaves out everything that can hold a secret. */
    @Override
    public String toString() {
        return "DriverSettings[" + dialect + ", host=" + host + ", port=" + port + ", database=" + database + "]";
    }
}
