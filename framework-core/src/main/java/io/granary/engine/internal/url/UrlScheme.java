package io.granary.engine.internal.url;

import io.granary.dialect.Dialects;
import io.granary.error.NearMiss;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What stands before {@code ://}: the dialect, and a SQLAlchemy driver or an R2DBC protocol.
 *
 * @param tls whether the spelling was {@code r2dbcs:}
 */
public record UrlScheme(String dialect, Optional<String> driver, Optional<String> variant, boolean tls) {

    public static final String H2 = "h2";
    public static final String SQLITE = "sqlite";

    private static final List<String> OWN = List.of("postgresql", "mysql", "mariadb", H2, SQLITE);

    public static final List<String> H2_VARIANTS = List.of("mem", "file", "tcp");

    private static final Map<String, String> ALIASES = Map.of("postgres", "postgresql");
    private static final Map<String, String> SLIPS = Map.of(
            "postgre",
            "postgresql",
            "pg",
            "postgresql",
            "psql",
            "postgresql",
            "pgsql",
            "postgresql",
            "maria",
            "mariadb");

    /** Databases that exist, so that their names are no typing mistakes. */
    private static final Set<String> FOREIGN =
            Set.of("mssql", "sqlserver", "oracle", "db2", "cockroachdb", "spanner", "proxy");

    private static final Pattern CHARACTERS = Pattern.compile("[a-z0-9_.:+-]*");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,39}");
    private static final Pattern NAMES = Pattern.compile("[a-z][a-z0-9_.-]{0,39}(?::[a-z][a-z0-9_.-]{0,39})*");
    private static final String SPELLINGS =
            "Start with one of postgresql://, mysql://, mariadb://, h2:mem://, h2:file://, h2:tcp://, sqlite:// or r2dbc:<driver>://.";
    private static final String BRING =
            " Another dialect is known once a DialectProvider for it is on the class path: see docs/guide/testing.md.";

    /**
     * {@return whether a dialect has a spelling of its own, as Granary's and those that are brought along have; all others are written
     * {@code r2dbc:name://}}
     *
     * @param dialect its name
     */
    public static boolean isKnown(String dialect) {
        return OWN.contains(dialect) || Dialects.isKnown(dialect);
    }

    public static UrlScheme parse(String spelled) {
        String head = spelled.toLowerCase(Locale.ROOT);
        if (!CHARACTERS.matcher(head).matches()) {
            throw UrlPart.URL.wrong("The URL does not start with the name of a database.", SPELLINGS);
        }
        boolean tls = head.equals("r2dbcs") || head.startsWith("r2dbcs:");
        boolean r2dbc = tls || head.equals("r2dbc") || head.startsWith("r2dbc:");
        String names = r2dbc ? head.substring(Math.min(head.length(), tls ? 7 : 6)) : head;
        if (names.isEmpty()) {
            throw UrlPart.DIALECT.wrong("The URL names no database before '://'.", SPELLINGS);
        }
        int colon = names.indexOf(':');
        String first = colon < 0 ? names : names.substring(0, colon);
        Optional<String> variant = colon < 0 ? Optional.empty() : Optional.of(names.substring(colon + 1));
        int plus = first.indexOf('+');
        Optional<String> driver = plus < 0 ? Optional.empty() : Optional.of(first.substring(plus + 1));
        String dialect = dialect(plus < 0 ? first : first.substring(0, plus), r2dbc);
        UrlScheme scheme = new UrlScheme(dialect, driver, variant, tls);
        scheme.checkDriver(r2dbc);
        scheme.checkVariant();
        return scheme;
    }

    private static String dialect(String name, boolean r2dbc) {
        if (name.equals("pool")) {
            throw UrlPart.DIALECT.wrong(
                    "The URL asks for a pool of R2DBC inside the engine's own pool.",
                    "Leave out 'pool:' and set the pool's size by the option pool-size.");
        }
        String known = ALIASES.getOrDefault(name, name);
        if (OWN.contains(known) || (NAME.matcher(name).matches() && (r2dbc || isKnown(name)))) {
            return known;
        }
        if (!NAME.matcher(name).matches()) {
            throw UrlPart.DIALECT.wrong("The URL does not start with the name of a database.", SPELLINGS);
        }
        Dialects.broken().ifPresent(broken -> {
            throw broken;
        });
        if (FOREIGN.contains(name)) {
            throw UrlPart.DIALECT.unknown(
                    "Granary has no dialect '" + name + "'.",
                    "It is known by that name once a DialectProvider for it is on the class path: see docs/guide/testing.md.");
        }
        Optional<String> meant = Optional.ofNullable(SLIPS.get(name)).or(() -> NearMiss.of(name, Dialects.names()));
        throw UrlPart.DIALECT.unknown(
                "Granary has no dialect '" + name + "'.",
                meant.map(near -> "Did you mean " + near + "? ").orElse("") + SPELLINGS + BRING);
    }

    private void checkDriver(boolean r2dbc) {
        if (driver.isEmpty()) {
            return;
        }
        if (r2dbc) {
            throw UrlPart.DRIVER.wrong(
                    "An R2DBC URL names its driver alone, without '+'.", "Write r2dbc:" + shownDialect() + "://….");
        }
        if (!NAME.matcher(driver.get()).matches()) {
            throw UrlPart.DRIVER.wrong(
                    "The name of the driver after '+' is empty or malformed.",
                    "Leave out '+' and what follows it: the driver is found by the dialect.");
        }
        if (driver.get().equals("jdbc")) {
            throw UrlPart.DRIVER.wrong(
                    "A JDBC driver blocks its caller and cannot serve an asynchronous engine.",
                    "Leave out '+jdbc': the R2DBC driver is found by the dialect.");
        }
    }

    private void checkVariant() {
        if (dialect.equals(H2)) {
            if (variant.filter(H2_VARIANTS::contains).isEmpty()) {
                Optional<String> near = variant.flatMap(word -> NearMiss.of(word, H2_VARIANTS));
                throw UrlPart.VARIANT.wrong(
                        "A URL of H2 must say where the database lives: mem, file or tcp.",
                        near.map(word -> "Did you mean h2:" + word + "? ").orElse("")
                                + "Write h2:mem:///name, h2:file:///path or h2:tcp://host/path.");
            }
        } else if (variant.isPresent() && OWN.contains(dialect)) {
            throw UrlPart.VARIANT.wrong(
                    "A URL of " + dialect + " has one host and no variant after ':'.", "Write " + dialect + "://….");
        } else if (variant.isPresent() && !NAMES.matcher(variant.get()).matches()) {
            throw UrlPart.VARIANT.wrong(
                    "The protocol after the driver's name is empty or malformed.",
                    "Write r2dbc:<driver>:<protocol>://….");
        }
    }

    private String shownDialect() {
        return isKnown(dialect) ? dialect : "<driver>";
    }
}
