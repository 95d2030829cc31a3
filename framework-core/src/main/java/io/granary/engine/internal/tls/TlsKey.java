package io.granary.engine.internal.tls;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The options of encryption, and the names that URLs have for them: ours, libpq's, and those of the drivers. */
public enum TlsKey {
    /** The mode. */
    MODE("ssl-mode"),
    /** The standard option of R2DBC, which {@code r2dbcs:} sets: require or disable. */
    SSL("ssl"),
    /** PEM file of authorities. */
    ROOT_CERT("ssl-root-cert", "sslca"),
    /** PEM file of the client's certificate. */
    CERT("ssl-cert"),
    /** PEM file of the client's key. */
    KEY("ssl-key"),
    /** Password of that key. */
    KEY_PASSWORD("ssl-key-password", "sslpassword"),
    /** Key store of authorities. */
    TRUST_STORE("ssl-trust-store"),
    /** Its password. */
    TRUST_STORE_PASSWORD("ssl-trust-store-password"),
    /** Key store with the client's certificate and key. */
    KEY_STORE("ssl-key-store"),
    /** Its password. */
    KEY_STORE_PASSWORD("ssl-key-store-password"),
    /** Whether the session is asked. */
    SESSION_CHECK("ssl-session-check");

    private final String text;
    private final String other;

    TlsKey(String text) {
        this(text, text);
    }

    TlsKey(String text, String other) {
        this.text = text;
        this.other = other;
    }

    /** {@return the name in configuration} */
    public String text() {
        return text;
    }

    /**
     * {@return the option of a name in a URL: letter case, hyphens and underscores do not matter}
     *
     * @param name as {@code sslrootcert} or {@code ssl-root-cert}
     */
    public static Optional<TlsKey> named(String name) {
        String plain = fold(name);
        return Arrays.stream(values())
                .filter(key -> plain.equals(fold(key.text)) || plain.equals(key.other))
                .findFirst();
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }
}
