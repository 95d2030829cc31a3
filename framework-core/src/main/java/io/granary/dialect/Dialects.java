package io.granary.dialect;

import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.NoSuchModuleException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The dialects by their names in URLs: Granary's own, and those that {@link DialectProvider}s on the class path bring along. */
public final class Dialects {

    private static final Map<String, Dialect> OWN = Map.of(
            "postgresql", PostgresDialect.INSTANCE,
            "mysql", MySqlDialect.MYSQL,
            "mariadb", MySqlDialect.MARIADB,
            "h2", H2Dialect.INSTANCE,
            "sqlite", SqliteDialect.INSTANCE);

    private Dialects() {}

    /**
     * {@return the dialect of a name}
     *
     * @param name as in a URL
     * @throws NoSuchModuleException if there is none that can be loaded, or if several providers bring one of that name along; says what there is and what to do
     */
    public static Dialect named(String name) {
        return Optional.ofNullable(OWN.get(name)).orElseGet(() -> foreign(name));
    }

    /**
     * {@return whether there is a dialect of a name. Several count as one, and providers that cannot be loaded as none: who uses the name is
     * told by {@link #named}}
     *
     * @param name as in a URL
     */
    public static boolean isKnown(String name) {
        return OWN.containsKey(name)
                || !ForeignDialects.named(ForeignDialects.providers(), name).isEmpty();
    }

    /** {@return why a provider on the class path cannot be loaded, which may be the one that somebody looks for; empty if all can} */
    public static Optional<NoSuchModuleException> broken() {
        return ForeignDialects.broken(ForeignDialects.providers());
    }

    /**
     * {@return whether Granary itself has a dialect of a name}
     *
     * @param name as in a URL
     */
    public static boolean isOwn(String name) {
        return OWN.containsKey(name);
    }

    /** {@return the names of all dialects there are and can be loaded, in alphabetical order} */
    public static List<String> names() {
        TreeSet<String> names = new TreeSet<>(OWN.keySet());
        ForeignDialects.providers().loaded().forEach(provider -> names.add(provider.name()));
        return List.copyOf(names);
    }

    private static Dialect foreign(String name) {
        Providers<DialectProvider> providers = ForeignDialects.providers();
        List<DialectProvider> named = ForeignDialects.named(providers, name);
        if (named.size() > 1) {
            throw new NoSuchModuleException(ErrorReport.of(
                            ErrorCode.NO_SUCH_MODULE, "Several dialects on the class path are called \"" + name + "\".")
                    .with(
                            "providers",
                            named.stream()
                                    .map(provider -> provider.getClass().getName())
                                    .toList()
                                    .toString())
                    .hint("Leave all but one of them out of the class path."));
        }
        return named.stream()
                .findFirst()
                .map(DialectProvider::dialect)
                .orElseThrow(() -> ForeignDialects.broken(providers)
                        .orElseGet(() -> NoSuchModuleException.of(
                                "There is no dialect \"" + name + "\"; there are " + names() + ".",
                                "Use the URL of one of these databases, or bring a dialect along: a DialectProvider that"
                                        + " java.util.ServiceLoader finds. See docs/guide/testing.md.")));
    }
}
