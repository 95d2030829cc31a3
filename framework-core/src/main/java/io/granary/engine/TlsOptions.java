package io.granary.engine;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the links of an engine are encrypted, the same on every database: {@code TlsOptions.of(SslMode.VERIFY_FULL)
 * .withRootCert("/etc/ssl/database-ca.pem")}. Immutable. What is not set is as the URL says.
 *
 * <p>A file is a path, or {@code classpath:} and the name of a resource. Files are read once, when the engine is made; one that cannot be
 * used is refused then. Certificates and keys are PEM, the key as PKCS#8 ({@code BEGIN PRIVATE KEY}); a store is PKCS#12 or JKS.
 *
 * <p>In the query of a URL the same options have the names of {@link #values()} or those of libpq, {@code sslmode}, {@code sslrootcert},
 * {@code sslcert}, {@code sslkey} and {@code sslpassword}; in configuration they stand in the block {@code tls}. What is set here wins.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-ssl.html">The modes in the manual of PostgreSQL</a>
 */
public final class TlsOptions {

    private static final TlsOptions NONE = new TlsOptions(Map.of());

    private final Map<String, String> values;

    private TlsOptions(Map<String, String> values) {
        this.values = values;
    }

    /** {@return options of which none is set} */
    public static TlsOptions none() {
        return NONE;
    }

    /**
     * {@return options with a mode}
     *
     * @param mode what to insist on
     */
    public static TlsOptions of(SslMode mode) {
        return NONE.withMode(mode);
    }

    /** The options that configuration gives, each checked by its reader. */
    static TlsOptions of(Map<String, String> values) {
        return new TlsOptions(Map.copyOf(values));
    }

    /**
     * {@return a copy with a mode}
     *
     * @param mode what to insist on
     */
    public TlsOptions withMode(SslMode mode) {
        return with("ssl-mode", mode.text());
    }

    /**
     * {@return a copy that trusts the authorities of a file, and no others}
     *
     * @param file PEM, one certificate or several; {@code system} for those that the JVM trusts, which is the default
     */
    public TlsOptions withRootCert(String file) {
        return with("ssl-root-cert", file);
    }

    /**
     * {@return a copy that trusts the certificates of a key store, and no others}
     *
     * @param file the store
     * @param password of the store
     */
    public TlsOptions withTrustStore(String file, String password) {
        return with("ssl-trust-store", file).with("ssl-trust-store-password", password);
    }

    /**
     * {@return a copy that shows a certificate to servers that ask for one}
     *
     * @param certificate PEM, with those that vouch for it
     * @param key PEM, PKCS#8
     */
    public TlsOptions withCert(String certificate, String key) {
        return with("ssl-cert", certificate).with("ssl-key", key);
    }

    /**
     * {@return a copy with the password of the PEM key}
     *
     * @param password clear text
     */
    public TlsOptions withKeyPassword(String password) {
        return with("ssl-key-password", password);
    }

    /**
     * {@return a copy that shows the certificate of a key store to servers that ask for one}
     *
     * @param file the store
     * @param password of the store, and of the key in it
     */
    public TlsOptions withKeyStore(String file, String password) {
        return with("ssl-key-store", file).with("ssl-key-store-password", password);
    }

    /**
     * {@return a copy that asks the server after each connect whether the session is encrypted, or does not}
     *
     * @param check false only where something between, as PgBouncer, ends TLS and goes on in plain text: there the server says no
     */
    public TlsOptions withSessionCheck(boolean check) {
        return with("ssl-session-check", String.valueOf(check));
    }

    /** {@return the mode, empty where it is not set} */
    public Optional<SslMode> mode() {
        return Optional.ofNullable(values.get("ssl-mode")).map(SslMode::parse);
    }

    /** {@return what is set, as configuration spells it; holds passwords in clear text; unmodifiable} */
    public Map<String, String> values() {
        return values;
    }

    private TlsOptions with(String key, String value) {
        Map<String, String> copy = new TreeMap<>(values);
        copy.put(key, requireNonNull(value, key));
        return of(copy);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TlsOptions that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** {@return what is set, with {@code ***} for secrets} */
    @Override
    public String toString() {
        return OptionText.masked(values);
    }
}
