package io.granary.driver.r2dbc;

import io.granary.driver.DriverSettings;
import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.util.Map;
import java.util.TreeMap;

/** From settings to the connection factory of a driver. The driver's own URL parser is not used: its errors show passwords. */
final class ConnectionFactories {

    /** Drivers write these options in camel case, URLs of other tools in lower case. */
    private static final Map<String, String> SPELLINGS = new TreeMap<>(Map.of("sslmode", "sslMode"));

    private ConnectionFactories() {}

    static ConnectionFactory of(DriverSettings settings) {
        return switch (settings.dialect()) {
            case "h2" -> h2(settings);
            case "postgresql" -> discovered(settings, "postgresql");
            case "mysql", "mariadb" -> discovered(settings, "mysql");
            default -> throw new IllegalArgumentException("no R2DBC driver for " + settings.dialect());
        };
    }

    private static ConnectionFactory discovered(DriverSettings settings, String driver) {
        ConnectionFactoryOptions.Builder options = ConnectionFactoryOptions.builder()
                .option(ConnectionFactoryOptions.DRIVER, driver)
                .option(ConnectionFactoryOptions.HOST, settings.host().orElse("localhost"))
                .option(ConnectionFactoryOptions.CONNECT_TIMEOUT, settings.connectTimeout());
        settings.port().ifPresent(port -> options.option(ConnectionFactoryOptions.PORT, port));
        settings.database().ifPresent(name -> options.option(ConnectionFactoryOptions.DATABASE, name));
        settings.username().ifPresent(name -> options.option(ConnectionFactoryOptions.USER, name));
        settings.password().ifPresent(secret -> options.option(ConnectionFactoryOptions.PASSWORD, secret));
        settings.options()
                .forEach((name, value) -> options.option(Option.valueOf(SPELLINGS.getOrDefault(name, name)), value));
        return io.r2dbc.spi.ConnectionFactories.get(options.build());
    }

    private static ConnectionFactory h2(DriverSettings settings) {
        String variant = settings.variant().orElse("mem");
        String path = settings.database().orElse("");
        StringBuilder url = new StringBuilder(variant).append(':');
        if (variant.equals("tcp")) {
            url.append("//").append(settings.host().orElse("localhost"));
            settings.port().ifPresent(port -> url.append(':').append(port));
            url.append('/');
        }
        url.append(path);
        Map<String, String> options = new TreeMap<>(settings.options());
        if (variant.equals("mem")) {
            // Else the data would be gone whenever the pool holds no connection.
            options.putIfAbsent("DB_CLOSE_DELAY", "-1");
        }
        options.forEach(
                (name, value) -> url.append(';').append(name).append('=').append(value));
        H2ConnectionConfiguration.Builder configuration =
                H2ConnectionConfiguration.builder().url(url.toString());
        settings.username().ifPresent(configuration::username);
        settings.password().ifPresent(configuration::password);
        return new H2ConnectionFactory(configuration.build());
    }
}
