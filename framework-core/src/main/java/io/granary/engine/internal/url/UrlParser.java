package io.granary.engine.internal.url;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Takes a URL apart. {@code java.net.URI} is not used: it refuses or misreads nested schemes, underscores in hosts and empty hosts.
 *
 * <p>The authority ends at the first slash or question mark; in it the last {@code @} separates user from host. A raw {@code @}
 * further right means that a password with an unescaped slash or question mark was cut in two, so the URL is refused rather than
 * half of the password taken for a database.
 */
public final class UrlParser {

    /** The option that holds all hosts but the first. */
    public static final String HOSTS = "hosts";

    private static final String JDBC = "jdbc:";
    private static final Map<String, String> JDBC_SPELLINGS = Map.of(
            "postgresql", "postgresql://host:5432/database",
            "mysql", "mysql://host:3306/database",
            "mariadb", "mariadb://host:3306/database",
            "h2", "h2:mem:///name, h2:file:///path or h2:tcp://host/path",
            "sqlite", "sqlite:///path");

    private UrlParser() {}

    public static UrlParts parse(String text) {
        checkCharacters(text);
        refuseJdbc(text);
        int separator = text.indexOf("://");
        if (separator < 0) {
            throw UrlPart.URL.wrong(
                    "The URL has no '://'.",
                    "Write dialect://user:password@host:port/database, for H2 h2:mem:///name, for SQLite sqlite:///path.");
        }
        UrlScheme scheme = UrlScheme.parse(text.substring(0, separator));
        String rest = text.substring(separator + 3);
        int authorityEnd = firstOf(rest, "/?");
        int queryMark = rest.indexOf('?', authorityEnd);
        int pathEnd = queryMark < 0 ? rest.length() : queryMark;
        String path = rest.substring(authorityEnd, pathEnd);
        String query = queryMark < 0 ? "" : rest.substring(queryMark + 1);
        boolean remote = UrlParts.isRemote(scheme.dialect(), scheme.variant());
        boolean plainFile = authorityEnd == 0 && UrlParts.isFile(scheme.dialect(), scheme.variant());
        refuseStrayAt(!plainFile && path.indexOf('@') >= 0);
        refuseStrayAt(authorityEnd > 0 && query.indexOf('@') >= 0);
        String place = rest.substring(0, authorityEnd);
        int comma = place.indexOf(',', place.lastIndexOf('@') + 1);
        UrlAuthority authority = UrlAuthority.parse(comma < 0 ? place : place.substring(0, comma));
        Map<String, List<String>> options = UrlQuery.parse(query);
        if (comma >= 0) {
            requireHost(authority);
            addHosts(options, place.substring(comma + 1));
        }
        if (scheme.tls()) {
            requireTls(options, remote);
        }
        return new UrlParts(
                scheme.dialect(),
                scheme.driver(),
                scheme.variant(),
                authority.username(),
                authority.password(),
                authority.host(),
                authority.port(),
                UrlPath.parse(path, UrlParts.isH2File(scheme.dialect(), scheme.variant())),
                options);
    }

    /** More hosts than one become the option {@code hosts}. */
    private static void addHosts(Map<String, List<String>> options, String hosts) {
        for (String host : hosts.split(",", -1)) {
            requireHost(UrlAuthority.parse(host));
        }
        if (options.putIfAbsent(HOSTS, List.of(hosts)) != null) {
            throw UrlPart.QUERY.wrong(
                    "Hosts stand before the path and in the option hosts.", "Write all of them in one place.");
        }
    }

    private static void requireHost(UrlAuthority authority) {
        if (authority.host().isEmpty()) {
            throw UrlPart.HOST.wrong("There is no host beside a ',' in the URL.", "Write host1:5432,host2:5432.");
        }
    }

    private static void checkCharacters(String text) {
        if (text.isEmpty()) {
            throw UrlPart.URL.wrong("The URL is empty.", "Write dialect://user:password@host:port/database.");
        }
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            int point = points[i];
            boolean space = Character.isWhitespace(point) || Character.isSpaceChar(point);
            if (space || Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE) {
                throw UrlPart.URL.wrong(
                        "Character " + (i + 1) + " of the URL is " + (space ? "white space." : "a control character."),
                        "Remove it, or percent-encode it where it is meant: a space is %20.");
            }
        }
    }

    private static void refuseJdbc(String text) {
        if (!text.regionMatches(true, 0, JDBC, 0, JDBC.length())) {
            return;
        }
        String rest = text.substring(JDBC.length());
        String database = rest.substring(0, firstOf(rest, ":")).toLowerCase(Locale.ROOT);
        throw UrlPart.URL.wrong(
                "This is a URL of JDBC, whose drivers block their caller and cannot serve an asynchronous engine.",
                "Write "
                        + Optional.ofNullable(JDBC_SPELLINGS.get(database))
                                .orElse("r2dbc:<driver>://host:port/database")
                        + ", with user:password@ before the host.");
    }

    private static void refuseStrayAt(boolean stray) {
        if (stray) {
            throw UrlPart.AUTHORITY.wrong(
                    "User, password, host and port cannot be told apart: an '@' stands after the first '/' or '?'.",
                    "Write '/' and '?' in a password as %2F and %3F, and '@' in a database or an option as %40.");
        }
    }

    private static void requireTls(Map<String, List<String>> query, boolean remote) {
        if (!remote) {
            throw UrlPart.DIALECT.wrong(
                    "r2dbcs: asks for an encrypted connection, which a database in this process does not have.",
                    "Write r2dbc: instead.");
        }
        List<String> ssl = query.computeIfAbsent("ssl", name -> List.of("true"));
        if (!ssl.stream().allMatch("true"::equalsIgnoreCase)) {
            throw UrlPart.QUERY.wrong(
                    "r2dbcs: asks for an encrypted connection and the option ssl asks for something else.",
                    "Write r2dbc: or leave out the option ssl.");
        }
    }

    private static int firstOf(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }
}
