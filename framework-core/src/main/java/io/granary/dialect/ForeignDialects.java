package io.granary.dialect;

import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.NoSuchModuleException;
import java.util.List;
import java.util.Optional;

/** The dialects that somebody else brings along. */
final class ForeignDialects {

    private ForeignDialects() {}

    /** Looked for anew each time: what is on the class path of who asks is not the same for all, and it is asked for once an engine. */
    static Providers<DialectProvider> providers() {
        return Providers.of(DialectProvider.class);
    }

    /** What to say of the first that cannot be loaded. */
    static Optional<NoSuchModuleException> broken(Providers<DialectProvider> providers) {
        return providers
                .broken()
                .map(broken -> new NoSuchModuleException(
                        ErrorReport.of(ErrorCode.NO_SUCH_MODULE, "A dialect on the class path cannot be loaded.")
                                .with("reason", String.valueOf(broken.getMessage()))
                                .hint("A DialectProvider is a public class with a public constructor without arguments,"
                                        + " named in META-INF/services/io.granary.dialect.DialectProvider."),
                        broken));
    }

    /** Those of a name. */
    static List<DialectProvider> named(Providers<DialectProvider> providers, String name) {
        return providers.loaded().stream()
                .filter(provider -> provider.name().equals(name))
                .toList();
    }
}
