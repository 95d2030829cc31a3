package io.granary.dialect;

import io.granary.error.NoSuchModuleException;
import java.util.Map;
import java.util.TreeMap;

/** The dialects by their names in URLs. */
public final class Dialects {

    private static final Map<String, Dialect> BY_NAME = new TreeMap<>(Map.of(
            "postgresql", PostgresDialect.INSTANCE,
            "mysql", MySqlDialect.MYSQL,
            "mariadb", MySqlDialect.MARIADB,
            "h2", H2Dialect.INSTANCE,
            "sqlite", SqliteDialect.INSTANCE));

    private Dialects() {}

    /**
     * {@return the dialect of a name}
     *
     * @param name as in a URL
     * @throws NoSuchModuleException if there is none
     */
    public static Dialect named(String name) {
        Dialect dialect = BY_NAME.get(name);
        if (dialect == null) {
            throw NoSuchModuleException.of(
                    "There is no driver for \"" + name + "\" yet; there are drivers for " + BY_NAME.keySet() + ".",
                    "use the URL of one of these databases, and add its driver to the class path");
        }
        return dialect;
    }
}
