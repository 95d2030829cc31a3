package io.granary.driver;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What a driver needs to reach a database.
 *
 * @param dialect {@code postgresql}, {@code mysql}, {@code mariadb}, {@code h2}, {@code sqlite}, or the name of one that was brought along
 * @param variant how an H2 database is reached: {@code mem}, {@code file} or {@code tcp}; what else stands behind the dialect and a colon
 * @param host the server's name or address
 * @param port the server's port
 * @param database the database's name, or path
 * @param username who connects
 * @param password the password
 * @param options the driver's own options by name
 * @param maxConnections a ceiling on connections, 0 for none
 * @param connectTimeout how long a connect may take
 * @param logins who connects, in place of username and password: asked at each connect, and once more when the server refuses
 *     what it gave; empty where they do not change
 * @param tls how to encrypt; empty for what the driver does by itself
 * @param hosts several servers to choose from, in place of host and port; empty for that one
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
        Duration connectTimeout,
        Optional<Supplier<CompletionStage<DriverLogin>>> logins,
        Optional<TlsSettings> tls,
        Optional<HostChoice> hosts) {

    /** Copies the options. */
    public DriverSettings {
        options = Map.copyOf(new LinkedHashMap<>(options));
    }

    /** Without changing logins, and with the driver's own way of encryption. */
    public DriverSettings(
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
        this(
                dialect,
                variant,
                host,
                port,
                database,
                username,
                password,
                options,
                maxConnections,
                connectTimeout,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * {@return the same for one server}
     *
     * @param address where it is
     */
    public DriverSettings at(HostChoice.Address address) {
        return new DriverSettings(
                dialect,
                variant,
                Optional.of(address.host()),
                address.port(),
                database,
                username,
                password,
                options,
                maxConnections,
                connectTimeout,
                logins,
                tls,
                Optional.empty());
    }

    /**
     * {@return the same for the driver of another dialect, whose protocol the database speaks too}
     *
     * @param otherDialect which
     * @param otherVariant how a database of that one is reached; empty where there is one way
     */
    public DriverSettings as(String otherDialect, Optional<String> otherVariant) {
        return new DriverSettings(
                otherDialect,
                otherVariant,
                host,
                port,
                database,
                username,
                password,
                options,
                maxConnections,
                connectTimeout,
                logins,
                tls,
                hosts);
    }

    /** Leaves out everything that can hold a secret. */
    @Override
    public String toString() {
        return "DriverSettings[" + dialect + ", host=" + host + ", port=" + port + ", database=" + database + "]";
    }
}
