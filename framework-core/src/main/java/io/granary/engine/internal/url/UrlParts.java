package io.granary.engine.internal.url;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The parts of a {@link DatabaseUrl}, decoded and checked: what cannot be rendered and parsed again does not exist. */
public record UrlParts(
        String dialect,
        Optional<String> driver,
        Optional<String> variant,
        Optional<String> username,
        Optional<String> password,
        Optional<String> host,
        OptionalInt port,
        Optional<String> database,
        Map<String, List<String>> query) {

    public UrlParts {
        query = copy(query);
        username.ifPresent(text -> checkText(text, UrlPart.USERNAME));
        password.ifPresent(text -> checkText(text, UrlPart.PASSWORD));
        database.ifPresent(text -> checkText(text, UrlPart.DATABASE));
        query.forEach((name, values) -> {
            checkText(name, UrlPart.QUERY);
            values.forEach(value -> checkText(value, UrlPart.QUERY));
        });
        if (username.filter(String::isEmpty).isPresent()) {
            throw UrlPart.USERNAME.wrong("The username is empty.", "Leave it out or give a name.");
        }
        if (database.filter(String::isEmpty).isPresent()) {
            throw UrlPart.DATABASE.wrong("The name of the database is empty.", "Leave it out or give a name.");
        }
        if (query.containsKey("")) {
            throw UrlPart.QUERY.wrong("A query option has an empty name.", "Give it a name.");
        }
        host.ifPresent(UrlHost::check);
        port.ifPresent(UrlAuthority::checkPort);
        switch (dialect) {
            case UrlScheme.SQLITE -> checkSqlite(username, password, host, port);
            case UrlScheme.H2 -> checkH2(variant.orElseThrow(), host, port, database);
            default -> {}
        }
    }

    /** Whether the database is a path in H2's sense. */
    public boolean isH2File() {
        return isH2File(dialect, variant);
    }

    /** Nothing of the parts, which may be secrets. */
    @Override
    public String toString() {
        return "UrlParts of " + dialect;
    }

    public static boolean isH2File(String dialect, Optional<String> variant) {
        return dialect.equals(UrlScheme.H2) && variant.filter("file"::equals).isPresent();
    }

    /** Whether the database is reached over a network, so that TLS means something. */
    public static boolean isRemote(String dialect, Optional<String> variant) {
        return !dialect.equals(UrlScheme.SQLITE)
                && (!dialect.equals(UrlScheme.H2)
                        || variant.filter("tcp"::equals).isPresent());
    }

    /** Whether the database is a path on this machine, in which an {@code @} is a character as any other. */
    public static boolean isFile(String dialect, Optional<String> variant) {
        return dialect.equals(UrlScheme.SQLITE) || isH2File(dialect, variant);
    }

    private static void checkSqlite(
            Optional<String> username, Optional<String> password, Optional<String> host, OptionalInt port) {
        if (host.isPresent() || port.isPresent()) {
            throw UrlPart.HOST.wrong(
                    "SQLite has no host and no port.",
                    "Write three slashes before a relative path, sqlite:///path, and four before an absolute one.");
        }
        if (username.isPresent() || password.isPresent()) {
            throw UrlPart.USERNAME.wrong("SQLite has no users and no passwords.", "Write sqlite:///path.");
        }
    }

    private static void checkH2(String variant, Optional<String> host, OptionalInt port, Optional<String> database) {
        if (variant.equals("tcp")) {
            if (host.isEmpty()) {
                throw UrlPart.HOST.wrong("A URL of h2:tcp has no host.", "Write h2:tcp://host/path.");
            }
            if (database.isEmpty()) {
                throw UrlPart.DATABASE.wrong("A URL of h2:tcp has no database.", "Write h2:tcp://host/path.");
            }
            return;
        }
        if (host.isPresent() || port.isPresent()) {
            throw UrlPart.HOST.wrong(
                    "H2 reaches a database in memory or in a file without host and port.",
                    "Write three slashes: h2:mem:///name or h2:file:///path; for a server write h2:tcp://host/path.");
        }
        boolean file = variant.equals("file");
        if (file
                && database.filter(path -> UrlPath.isExplicit(path) && !path.endsWith("/"))
                        .isEmpty()) {
            throw UrlPart.DATABASE.wrong(
                    "A URL of h2:file has no path of a file, or one that does not say what it is relative to.",
                    "Start the path with '/', './' or '~/': h2:file:///data/shop, h2:file:///./shop, h2:file:///~/shop.");
        }
    }

    private static void checkText(String text, UrlPart part) {
        if (text.indexOf('\0') >= 0) {
            throw part.wrong("The " + part.text() + " holds a null character.", "Remove it: no database accepts it.");
        }
        if (text.codePoints().anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
            throw part.wrong(
                    "The " + part.text() + " holds half of a surrogate pair.",
                    "It is not Unicode text; repair its source.");
        }
    }

    private static Map<String, List<String>> copy(Map<String, List<String>> query) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        query.forEach((name, values) -> copy.put(name, Collections.unmodifiableList(new ArrayList<>(values))));
        return Collections.unmodifiableMap(copy);
    }
}
