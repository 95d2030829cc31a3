package io.granary.engine;

import io.granary.error.ArgumentException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Whether the link to a database is encrypted, and how sure one is of who answers. The modes and their names are those of libpq; they
 * mean the same on every database.
 *
 * <table>
 *   <caption>What each mode does</caption>
 *   <tr><th>mode</th><th>server without TLS</th><th>unknown authority, expired</th><th>wrong host</th></tr>
 *   <tr><td>{@code disable}</td><td>plain text</td><td>plain text</td><td>plain text</td></tr>
 *   <tr><td>{@code prefer}</td><td>plain text</td><td>encrypted</td><td>encrypted</td></tr>
 *   <tr><td>{@code require}</td><td>refused</td><td>encrypted, unless authorities are named: then refused</td><td>encrypted</td></tr>
 *   <tr><td>{@code verify-ca}</td><td>refused</td><td>refused</td><td>encrypted</td></tr>
 *   <tr><td>{@code verify-full}</td><td>refused</td><td>refused</td><td>refused</td></tr>
 * </table>
 */
public enum SslMode {
    /** Plain text, always. */
    DISABLE,
    /** Encrypted where the server offers it, else plain text. Protects from who listens, not from who interferes. */
    PREFER,
    /** Encrypted, or no connection. Whoever answers is believed, unless authorities are named. */
    REQUIRE,
    /** Encrypted, with a server for which a trusted authority vouches. */
    VERIFY_CA,
    /** Encrypted, with a server for which a trusted authority vouches, and whose certificate is for the host of the URL. */
    VERIFY_FULL;

    /**
     * {@return the mode of a name}
     *
     * @param name as {@code verify-full}; letter case does not matter, nor hyphen or underscore; MySQL's names are known too
     *     ({@code DISABLED}, {@code PREFERRED}, {@code REQUIRED}, {@code VERIFY_IDENTITY})
     * @throws ArgumentException if there is no such mode
     */
    public static SslMode parse(String name) {
        return switch (name.toLowerCase(Locale.ROOT).replace('_', '-')) {
            case "disable", "disabled" -> DISABLE;
            case "prefer", "preferred" -> PREFER;
            case "require", "required" -> REQUIRE;
            case "verify-ca" -> VERIFY_CA;
            case "verify-full", "verify-identity" -> VERIFY_FULL;
            default ->
                throw new ArgumentException(
                        ErrorReport.of(ErrorCode.ARGUMENT, "There is no ssl-mode " + OptionText.quoted(name) + ".")
                                .with("option", "ssl-mode")
                                .hint("Give one of " + all() + "."));
        };
    }

    /** {@return whether the link must be encrypted} */
    public boolean isEncrypted() {
        return compareTo(REQUIRE) >= 0;
    }

    /** {@return the name as it stands in URLs and configuration, for example {@code verify-full}} */
    public String text() {
        return OptionText.word(this);
    }

    private static String all() {
        return Arrays.stream(values()).map(SslMode::text).collect(Collectors.joining(", "));
    }
}
