package io.granary.engine.internal.url;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The database in a URL's path. Slashes are not escaped. For H2 files the path is a file's: {@code h2:file:///data/shop} is
 * {@code /data/shop}, and {@code h2:file:///./shop} and {@code h2:file:///~/shop} are relative to the working and home directory.
 */
public final class UrlPath {

    private static final Pattern EXPLICIT =
            Pattern.compile("(?:/|\\.\\.?[/\\\\]|~[/\\\\]|[A-Za-z]:[/\\\\]).*", Pattern.DOTALL);
    private static final String KEPT = "/:";

    private UrlPath() {}

    /** The database of a path that is empty or starts with a slash. */
    public static Optional<String> parse(String path, boolean h2File) {
        if (path.length() < 2) {
            return Optional.empty();
        }
        String name = PercentCode.decode(path.substring(1), UrlPart.DATABASE);
        return Optional.of(h2File && !isExplicit(name) ? "/" + name : name);
    }

    /** The path of a database. */
    public static String render(String database, boolean h2File) {
        boolean slashIsThere = h2File && database.startsWith("/") && !isExplicit(database.substring(1));
        return (slashIsThere ? "" : "/") + PercentCode.encode(database, KEPT);
    }

    /** Whether a file's path says itself what it is relative to, as H2 demands. */
    public static boolean isExplicit(String path) {
        return EXPLICIT.matcher(path).matches();
    }
}
