package io.granary.engine.internal;

import io.granary.dialect.Providers;
import io.granary.driver.Driver;
import io.granary.driver.DriverProvider;
import io.granary.driver.DriverSettings;
import io.granary.driver.r2dbc.R2dbcDriver;
import io.granary.error.ArgumentException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.NoSuchModuleException;
import java.util.List;

/** Who opens connections for a dialect that somebody else brought along. */
final class ForeignDrivers {

    private ForeignDrivers() {}

    /** A provider's driver; R2DBC's where nobody provides one. */
    static Driver of(DriverSettings settings) {
        Providers<DriverProvider> all = Providers.of(DriverProvider.class);
        List<DriverProvider> providers = all.loaded().stream()
                .filter(provider -> provider.dialect().equals(settings.dialect()))
                .toList();
        if (providers.size() > 1) {
            throw new NoSuchModuleException(ErrorReport.of(
                            ErrorCode.NO_SUCH_MODULE,
                            "Several drivers on the class path are for the dialect " + settings.dialect() + ".")
                    .with(
                            "providers",
                            providers.stream()
                                    .map(provider -> provider.getClass().getName())
                                    .toList()
                                    .toString())
                    .hint("leave all but one of them out of the class path"));
        }
        if (!providers.isEmpty()) {
            return providers.get(0).driver(settings);
        }
        // It may be the one that is wanted, and R2DBC's driver of that name another one.
        all.broken().ifPresent(broken -> {
            throw new NoSuchModuleException(
                    ErrorReport.of(ErrorCode.NO_SUCH_MODULE, "A driver on the class path cannot be loaded.")
                            .with("reason", String.valueOf(broken.getMessage()))
                            .hint("a DriverProvider is a public class with a public constructor without arguments,"
                                    + " named in META-INF/services/io.granary.driver.DriverProvider"),
                    broken);
        });
        return r2dbc(settings);
    }

    /** What that driver does about encryption, and whether a server is a primary, is not known here, so nothing of it can be promised. */
    private static Driver r2dbc(DriverSettings settings) {
        String dialect = settings.dialect();
        if (settings.tls().isPresent() || settings.hosts().isPresent()) {
            throw ArgumentException.of(
                    "The options " + (settings.tls().isPresent() ? "that begin with ssl" : "hosts and target")
                            + " mean nothing to the R2DBC driver for " + dialect + ", of which nothing else is known.",
                    "Leave them out, or bring a DriverProvider for " + dialect + " that honours them.");
        }
        if (!R2dbcDriver.supports(dialect)) {
            throw NoSuchModuleException.of(
                    "There is a dialect " + dialect + " on the class path, but no driver for it.",
                    "add the R2DBC driver that is called " + dialect
                            + ", or a DriverProvider for it, or give AsyncEngine.create a driver");
        }
        return R2dbcDriver.of(settings);
    }
}
