package io.granary.engine.internal;

import io.granary.dialect.Dialects;
import io.granary.driver.DriverLogin;
import io.granary.driver.DriverSettings;
import io.granary.driver.HostChoice;
import io.granary.engine.Credentials;
import io.granary.engine.CredentialsSupplier;
import io.granary.engine.DatabaseUrl;
import io.granary.engine.EngineOptions;
import io.granary.engine.internal.pool.PoolShape;
import io.granary.engine.internal.tls.TlsPlan;
import io.granary.error.ArgumentException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** From a URL and options to what a driver needs to know. */
final class ConnectSettings {

    private ConnectSettings() {}

    static DriverSettings of(DatabaseUrl url, EngineOptions options) {
        Map<String, String> driverOptions = new LinkedHashMap<>();
        url.query().forEach((name, values) -> driverOptions.put(name, String.join(",", values)));
        driverOptions.putAll(options.connectArgs());
        TlsPlan tls = TlsPlan.taking(driverOptions, options.tls());
        Optional<HostChoice> hosts = HostList.taking(driverOptions, url);
        boolean named = url.username().isPresent() || driverOptions.containsKey("user");
        if (Dialects.isOwn(url.dialect())
                && !url.dialect().equals("h2")
                && !url.dialect().equals("sqlite")
                && !named
                && options.credentials().isEmpty()) {
            throw new ArgumentException(
                    ErrorReport.of(ErrorCode.ARGUMENT, "The URL " + url.render() + " names no user to log in as.")
                            .with("part", "username")
                            .hint("write user:password@ before the host, or set the key username of a configuration"));
        }
        return new DriverSettings(
                url.dialect(),
                url.variant(),
                url.host(),
                url.port(),
                url.database(),
                url.username().or(() -> Optional.ofNullable(driverOptions.remove("user"))),
                url.password().or(() -> Optional.ofNullable(driverOptions.remove("password"))),
                driverOptions,
                PoolShape.of(options).isUnlimited() ? 0 : PoolShape.of(options).most(),
                options.connectTimeout(),
                options.credentials().map(ConnectSettings::logins),
                tls.settings(url.dialect()),
                hosts);
    }

    private static Supplier<CompletionStage<DriverLogin>> logins(CredentialsSupplier supplier) {
        return () -> supplier.credentials().thenApply(ConnectSettings::login);
    }

    private static DriverLogin login(Credentials credentials) {
        return new DriverLogin(credentials.user(), credentials.password());
    }
}
