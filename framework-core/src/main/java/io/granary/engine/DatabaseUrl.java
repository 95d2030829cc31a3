package io.granary.engine;

import static java.util.Objects.requireNonNull;

import io.granary.engine.internal.Secrets;
import io.granary.engine.internal.url.PercentCode;
import io.granary.engine.internal.url.UrlHost;
import io.granary.engine.internal.url.UrlParser;
import io.granary.engine.internal.url.UrlPart;
import io.granary.engine.internal.url.UrlParts;
import io.granary.engine.internal.url.UrlPath;
import io.granary.engine.internal.url.UrlQuery;
import io.granary.engine.internal.url.UrlScheme;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and who asks: the URL an engine is made from, in parts. Immutable; equal when all parts are equal, whatever
 * the spelling was.
 *
 * <p>Spellings:
 *
 * <ul>
 *   <li>{@code postgresql://user:password@host:5432/database?option=value}, also {@code postgres://}, {@code mysql://},
 *       {@code mariadb://};
 *   <li>{@code h2:mem:///name}, {@code h2:file:///absolute/path}, {@code h2:file:///./relative}, {@code h2:file:///~/home},
 *       {@code h2:tcp://host/path};
 *   <li>{@code sqlite:///relative/path}, {@code sqlite:////absolute/path}, {@code sqlite://} and {@code sqlite:///:memory:};
 *   <li>several hosts, {@code postgresql://h1,h2:5433/db?target=primary}: the first is {@link #host()}, the others become the option
 *       {@code hosts}; {@code target} is {@code any} or {@code primary};
 *   <li>those of SQLAlchemy with a driver, such as {@code postgresql+asyncpg://}: the driver's name is kept and has no effect;
 *   <li>those of R2DBC, {@code r2dbc:driver://…} and {@code r2dbc:driver:protocol://…}, for any driver; {@code r2dbcs:} adds the
 *       option {@code ssl=true};
 *   <li>{@code name://…} and {@code name:variant://…} for each dialect that a {@link io.granary.dialect.DialectProvider} brings along.
 * </ul>
 *
 * <p>Letter case of the dialect does not matter. Every part but the dialect may be missing; the host may be empty and the query may
 * follow it without a slash. Username, password, database and options are percent-decoded as UTF-8. A plus sign is a plus sign
 * everywhere, in options too: a space is {@code %20}. Slashes in the database need no escape. A password that holds {@code @},
 * {@code /} or {@code ?} must have them percent-encoded. An IPv6 host stands in brackets in the URL and without them in
 * {@link #host()}. {@code #} has no meaning of its own.
 *
 * <p>{@link #toString()} and {@link #render()} show {@code ***} for the password and for options that are secrets by their name
 * (password, token, secret, sslkey and the like). No error shows any text of the URL but an unknown dialect.
 *
 * @see <a href="https://docs.sqlalchemy.org/en/20/core/engines.html#database-urls">Database URLs of SQLAlchemy</a>
 */
public final class DatabaseUrl {

    private final UrlParts parts;

    private DatabaseUrl(UrlParts parts) {
        this.parts = parts;
    }

    /**
     * {@return the parts of a URL}
     *
     * @param url a URL in one of the spellings above
     * @throws io.granary.error.NoSuchModuleException if the dialect is unknown; the hint names the near-miss
     * @throws io.granary.error.ArgumentException if another part is wrong; the detail {@code part} names it
     */
    public static DatabaseUrl parse(String url) {
        return new DatabaseUrl(UrlParser.parse(requireNonNull(url, "url")));
    }

    /** {@return {@code postgresql}, {@code mysql}, {@code mariadb}, {@code h2}, {@code sqlite}, the name of a dialect that was brought along, or that of another R2DBC driver} */
    public String dialect() {
        return parts.dialect();
    }

    /** {@return the driver that SQLAlchemy's spelling names after the plus sign, such as {@code asyncpg}} */
    public Optional<String> driver() {
        return parts.driver();
    }

    /** {@return for H2 {@code mem}, {@code file} or {@code tcp}; for another R2DBC driver its protocol, if any} */
    public Optional<String> variant() {
        return parts.variant();
    }

    /** {@return the user to log in as, never empty text} */
    public Optional<String> username() {
        return parts.username();
    }

    /** {@return the password in clear text; may be empty text, which differs from none} */
    public Optional<String> password() {
        return parts.password();
    }

    /** {@return the host's name or address, IPv6 without brackets} */
    public Optional<String> host() {
        return parts.host();
    }

    /** {@return the port, 1 to 65535} */
    public OptionalInt port() {
        return parts.port();
    }

    /** {@return the database: a name, or the path of a file for SQLite and {@code h2:file}; never empty text} */
    public Optional<String> database() {
        return parts.database();
    }

    /** {@return the options by name in order of appearance, each with all its values in order; unmodifiable} */
    public Map<String, List<String>> query() {
        return parts.query();
    }

    /**
     * {@return a copy with another user}
     *
     * @param username not empty
     */
    public DatabaseUrl withUsername(String username) {
        return with(
                Optional.of(username), parts.password(), parts.host(), parts.port(), parts.database(), parts.query());
    }

    /**
     * {@return a copy with another password}
     *
     * @param password clear text, may be empty
     */
    public DatabaseUrl withPassword(String password) {
        return with(
                parts.username(), Optional.of(password), parts.host(), parts.port(), parts.database(), parts.query());
    }

    /**
     * {@return a copy with another host}
     *
     * @param host a name or an address, IPv6 without brackets
     */
    public DatabaseUrl withHost(String host) {
        return with(
                parts.username(), parts.password(), Optional.of(host), parts.port(), parts.database(), parts.query());
    }

    /**
     * {@return a copy with another port}
     *
     * @param port 1 to 65535
     */
    public DatabaseUrl withPort(int port) {
        return with(
                parts.username(),
                parts.password(),
                parts.host(),
                OptionalInt.of(port),
                parts.database(),
                parts.query());
    }

    /**
     * {@return a copy with another database}
     *
     * @param database a name or path, not percent-encoded, not empty; for {@code h2:file} it starts as {@code /}, {@code ./} or
     *     {@code ~/}
     */
    public DatabaseUrl withDatabase(String database) {
        return with(
                parts.username(), parts.password(), parts.host(), parts.port(), Optional.of(database), parts.query());
    }

    /**
     * {@return a copy in which an option has these values and no others; a new option comes last}
     *
     * @param name the option, not empty
     * @param values at least one, not percent-encoded
     */
    public DatabaseUrl withQuery(String name, String... values) {
        if (values.length == 0) {
            throw UrlPart.QUERY.wrong("A query option was given no value.", "Give at least one, or use withoutQuery.");
        }
        Map<String, List<String>> query = new LinkedHashMap<>(parts.query());
        query.put(name, new ArrayList<>(Arrays.asList(values)));
        return with(parts.username(), parts.password(), parts.host(), parts.port(), parts.database(), query);
    }

    /**
     * {@return a copy without an option}
     *
     * @param name the option; one that is not there is no error
     */
    public DatabaseUrl withoutQuery(String name) {
        Map<String, List<String>> query = new LinkedHashMap<>(parts.query());
        query.remove(name);
        return with(parts.username(), parts.password(), parts.host(), parts.port(), parts.database(), query);
    }

    /** {@return the URL with {@code ***} for each secret, fit for a log} */
    public String render() {
        return render(false);
    }

    /**
     * {@return the URL; with secrets shown, {@link #parse} makes an equal one of it}
     *
     * @param showPassword whether the password and secret options stand in clear text
     */
    public String render(boolean showPassword) {
        StringBuilder url = new StringBuilder(80);
        url.append(UrlScheme.isKnown(dialect()) ? "" : "r2dbc:").append(dialect());
        driver().ifPresent(name -> url.append('+').append(name));
        variant().ifPresent(name -> url.append(':').append(name));
        url.append("://");
        username().ifPresent(name -> url.append(PercentCode.encode(name, "")));
        password()
                .ifPresent(
                        secret -> url.append(':').append(showPassword ? PercentCode.encode(secret, "") : Secrets.MASK));
        if (username().isPresent() || password().isPresent()) {
            url.append('@');
        }
        host().ifPresent(name -> url.append(UrlHost.render(name)));
        port().ifPresent(number -> url.append(':').append(number));
        database().ifPresent(name -> url.append(UrlPath.render(name, parts.isH2File())));
        return url.append(UrlQuery.render(query(), showPassword)).toString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DatabaseUrl that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return parts.hashCode();
    }

    /** {@return the same as {@link #render()}} */
    @Override
    public String toString() {
        return render();
    }

    private DatabaseUrl with(
            Optional<String> username,
            Optional<String> password,
            Optional<String> host,
            OptionalInt port,
            Optional<String> database,
            Map<String, List<String>> query) {
        return new DatabaseUrl(
                new UrlParts(dialect(), driver(), variant(), username, password, host, port, database, query));
    }
}
