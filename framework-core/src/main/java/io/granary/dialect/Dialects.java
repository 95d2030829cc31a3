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
     * @throws NoSuchModuleException if there is none, if several providers bring one of that name along, or if a provider cannot be
     *     loaded; says what there is and what to do
     */
    public static Dialect named(String name) {
        return find(name)
                .orElseThrow(() -> NoSuchModuleException.of(
                        "There is no dialect \"" + name + "\"; there are " + names() + ".",
                        "Use the URL of one of these databases, or bring a dialect along: a DialectProvider that"
                                + " java.util.ServiceLoader finds. See docs/guide/testing.md."));
    }

    /**
     * {@return whether there is a dialect of a name}
     *
     * @param name as in a URL
     * @throws NoSuchModuleException if several providers bring one of that name along, or if a provider cannot be loaded
     */
    public static boolean isKnown(String name) {
        return find(name).isPresent();
    }

    /**
     * {@return whether Granary itself has a dialect of a name}
     *
     * @param name as in a URL
     */
    public static boolean isOwn(String name) {
        return OWN.containsKey(name);
    }

    /** {@return the names of all dialects there are, in alphabetical order} */
    public static List<String> names() {
        TreeSet<String> names = new TreeSet<>(OWN.keySet());
        ForeignDialects.providers().forEach(provider -> names.add(provider.name()));
        return List.copyOf(names);
    }

    private static Optional<Dialect> find(String name) {
        return Optional.ofNullable(OWN.get(name)).or(() -> foreign(name));
    }

    private static Optional<Dialect> foreign(String name) {
        List<DialectProvider> named = ForeignDialects.providers().stream()
                .filter(provider -> provider.name().equals(name))
                .toList();
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
        return named.stream().findFirst().map(DialectProvider::dialect);
    }
}
