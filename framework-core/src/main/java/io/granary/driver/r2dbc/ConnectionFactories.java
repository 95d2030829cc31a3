package io.granary.driver.r2dbc;

import io.granary.driver.DriverLogin;
import io.granary.driver.DriverSettings;
import io.granary.driver.r2dbc.AskedConnectionFactory.Link;
import io.r2dbc.h2.H2ConnectionConfiguration;
import io.r2dbc.h2.H2ConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** From settings to the connection factory of a driver. The driver's own URL parser is not used: its errors show passwords. */
final class ConnectionFactories {

    private static final Option<Object> SSL_MODE = Option.valueOf("sslMode");
    private static final Option<Object> CONTEXT = Option.valueOf("sslContextBuilderCustomizer");
    private static final Option<Object> LOOPS = Option.valueOf("loopResources");
    private static final Option<Object> RESOLVER = Option.valueOf("resolver");

    private ConnectionFactories() {}

    /** What the drivers do not do by themselves, and what is faster: see docs/performance.md. A URL may say otherwise. */
    private static Map<String, Object> better(String driver) {
        return driver.equals("postgresql")
                ? Map.of(
                        "preferAttachedBuffers",
                        true,
                        "extensions",
                        List.of(new PostgresIntervals(), new PostgresByteArrays()))
                : Map.of();
    }

    private record Login(Optional<String> user, Optional<String> password) {

        static Login of(DriverLogin login) {
            return new Login(Optional.of(login.user()), Optional.of(login.password()));
        }
    }

    static ConnectionFactory of(DriverSettings settings) {
        // Drivers leave the socket of a handshake open that is given up: one factory for each attempt knows its own.
        return settings.dialect().equals("h2") && settings.logins().isEmpty()
                ? factory(settings, login(settings), options -> {})
                : AskedConnectionFactory.of(settings);
    }

    /** For one attempt to connect: as somebody, or as the settings say, with a link as asked, or as the driver does by itself. */
    static ConnectionFactory attempt(
            DriverSettings settings, Optional<DriverLogin> login, Optional<Link> link, OpeningChannels channels) {
        return factory(settings, login.map(Login::of).orElseGet(() -> login(settings)), options -> {
            options.option(LOOPS, channels);
            if (isMySql(settings)) {
                options.option(RESOLVER, channels.resolver());
            }
            link.ifPresent(asked -> encrypt(options, settings, asked));
        });
    }

    private static boolean isMySql(DriverSettings settings) {
        return settings.dialect().equals("mysql") || settings.dialect().equals("mariadb");
    }

    static boolean supports(String driver) {
        return io.r2dbc.spi.ConnectionFactories.supports(ConnectionFactoryOptions.builder()
                .option(ConnectionFactoryOptions.DRIVER, driver)
                .build());
    }

    private static ConnectionFactory factory(
            DriverSettings settings, Login login, Consumer<ConnectionFactoryOptions.Builder> more) {
        return switch (settings.dialect()) {
            case "h2" -> h2(settings, login);
            case "postgresql" -> discovered(settings, "postgresql", login, more);
            case "mysql", "mariadb" -> discovered(settings, "mysql", login, more);
            // Of a driver that is not known, nothing but R2DBC's own options is.
            default ->
                discovered(
                        settings,
                        settings.dialect(),
                        login,
                        options -> settings.variant()
                                .ifPresent(protocol -> options.option(ConnectionFactoryOptions.PROTOCOL, protocol)));
        };
    }

    /**
     * What a certificate is checked for, the driver is not told: {@link ServerTrust} does it, and the drivers would each do it their
     * own way once more.
     */
    private static void encrypt(ConnectionFactoryOptions.Builder options, DriverSettings settings, Link link) {
        boolean postgres = settings.dialect().equals("postgresql");
        options.option(
                SSL_MODE,
                switch (link.encryption()) {
                    case NONE -> postgres ? "disable" : "disabled";
                    case IF_OFFERED -> postgres ? "prefer" : "preferred";
                    case REQUIRED -> postgres ? "require" : "required";
                });
        link.material().ifPresent(material -> options.option(CONTEXT, material.contextFor(host(settings))));
    }

    private static String host(DriverSettings settings) {
        return settings.host().orElse("localhost");
    }

    private static Login login(DriverSettings settings) {
        return new Login(settings.username(), settings.password());
    }

    private static ConnectionFactory discovered(
            DriverSettings settings, String driver, Login login, Consumer<ConnectionFactoryOptions.Builder> more) {
        ConnectionFactoryOptions.Builder options = ConnectionFactoryOptions.builder()
                .option(ConnectionFactoryOptions.DRIVER, driver)
                .option(ConnectionFactoryOptions.HOST, host(settings))
                .option(ConnectionFactoryOptions.CONNECT_TIMEOUT, settings.connectTimeout());
        settings.port().ifPresent(port -> options.option(ConnectionFactoryOptions.PORT, port));
        settings.database().ifPresent(name -> options.option(ConnectionFactoryOptions.DATABASE, name));
        login.user().ifPresent(name -> options.option(ConnectionFactoryOptions.USER, name));
        login.password().ifPresent(secret -> options.option(ConnectionFactoryOptions.PASSWORD, secret));
        better(driver).forEach((name, value) -> options.option(Option.valueOf(name), value));
        settings.options().forEach((name, value) -> options.option(Option.valueOf(name), value));
        more.accept(options);
        return io.r2dbc.spi.ConnectionFactories.get(options.build());
    }

    private static ConnectionFactory h2(DriverSettings settings, Login login) {
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
        login.user().ifPresent(configuration::username);
        login.password().ifPresent(configuration::password);
        return new H2ConnectionFactory(configuration.build());
    }
}
