package io.granary.engine.internal.tls;

import io.granary.driver.CertificateFiles;
import io.granary.driver.CertificateFiles.Format;
import io.granary.driver.TlsSettings;
import io.granary.driver.TlsSettings.Encryption;
import io.granary.engine.SslMode;
import io.granary.engine.TlsOptions;
import io.granary.error.ArgumentException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What URL and options together say of encryption, checked, and put into a driver's words. */
public final class TlsPlan {

    private static final String SYSTEM = "system";

    private final Map<TlsKey, String> values;

    private TlsPlan(Map<TlsKey, String> values) {
        this.values = values;
    }

    /**
     * {@return the plan of the options of a URL, which are taken out of them, and of an engine's, which win}
     *
     * @param driverOptions the URL's, with others of the driver, which stay
     * @param options the engine's
     */
    public static TlsPlan taking(Map<String, String> driverOptions, TlsOptions options) {
        Map<TlsKey, String> values = new EnumMap<>(TlsKey.class);
        Iterator<Map.Entry<String, String>> entries = driverOptions.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<String, String> entry = entries.next();
            Optional<TlsKey> key = TlsKey.named(entry.getKey());
            if (key.isPresent()) {
                values.put(key.get(), entry.getValue());
                entries.remove();
            }
        }
        options.values().forEach((name, value) -> TlsKey.named(name).ifPresent(key -> values.put(key, value)));
        return new TlsPlan(values);
    }

    /**
     * {@return what the driver is told; empty if nothing was said, so that it does what it does by itself}
     *
     * @param dialect which database
     * @throws ArgumentException if the options contradict each other, or cannot be honoured on that database
     */
    public Optional<TlsSettings> settings(String dialect) {
        Optional<SslMode> said = mode();
        Optional<CertificateFiles> trust = trust();
        Optional<CertificateFiles> identity = identity();
        if (said.isEmpty()) {
            if (!values.isEmpty()) {
                throw wrong(
                        TlsKey.MODE,
                        "The option " + values.keySet().iterator().next().text() + " was given, but no ssl-mode.",
                        "Add ssl-mode=verify-full, which uses it.");
            }
            return Optional.empty();
        }
        SslMode mode = said.get();
        if (!mode.isEncrypted() && flag(TlsKey.SSL).orElse(false)) {
            throw wrong(
                    TlsKey.MODE,
                    "ssl=true, or r2dbcs:, asks for an encrypted link, and ssl-mode=" + mode.text() + " does not.",
                    "Leave one of them out.");
        }
        if (mode == SslMode.PREFER && (trust.isPresent() || values.containsKey(TlsKey.ROOT_CERT))) {
            throw wrong(
                    TlsKey.MODE,
                    "Authorities to trust were given, but ssl-mode=prefer asks nobody for trust.",
                    "Use ssl-mode=verify-full, or leave the authorities out.");
        }
        if (dialect.equals("h2")) {
            refuseOnH2(mode);
            return Optional.empty();
        }
        if (mode == SslMode.DISABLE) {
            return Optional.of(
                    new TlsSettings(Encryption.NONE, false, false, false, Optional.empty(), Optional.empty()));
        }
        // As libpq: authorities that were named are asked, also by "require".
        boolean authority = mode.compareTo(SslMode.VERIFY_CA) >= 0 || trust.isPresent();
        return Optional.of(new TlsSettings(
                mode == SslMode.PREFER ? Encryption.IF_OFFERED : Encryption.REQUIRED,
                authority,
                mode == SslMode.VERIFY_FULL,
                flag(TlsKey.SESSION_CHECK).orElse(true),
                trust,
                identity));
    }

    private static void refuseOnH2(SslMode mode) {
        if (mode.isEncrypted()) {
            throw wrong(
                    TlsKey.MODE,
                    "ssl-mode=" + mode.text()
                            + " cannot be honoured on H2: its driver checks no certificate and does not"
                            + " tell whether a link is encrypted.",
                    "A database of h2:mem or h2:file has no link: leave ssl-mode out. For h2:tcp use a tunnel.");
        }
    }

    private Optional<SslMode> mode() {
        Optional<SslMode> mode = get(TlsKey.MODE).map(SslMode::parse);
        return mode.isPresent()
                ? mode
                : flag(TlsKey.SSL).map(encrypted -> encrypted ? SslMode.REQUIRE : SslMode.DISABLE);
    }

    private Optional<CertificateFiles> trust() {
        refuseBoth(TlsKey.ROOT_CERT, TlsKey.TRUST_STORE);
        Optional<CertificateFiles> pem = get(TlsKey.ROOT_CERT)
                .filter(file -> !file.equals(SYSTEM))
                .map(file -> new CertificateFiles(Format.PEM, file, Optional.empty(), Optional.empty()));
        return pem.or(() -> store(TlsKey.TRUST_STORE, TlsKey.TRUST_STORE_PASSWORD));
    }

    private Optional<CertificateFiles> identity() {
        refuseBoth(TlsKey.CERT, TlsKey.KEY_STORE);
        if (get(TlsKey.CERT).isPresent() != get(TlsKey.KEY).isPresent()) {
            throw wrong(TlsKey.CERT, "Of ssl-cert and ssl-key only one was given.", "Give both, or neither.");
        }
        return get(TlsKey.CERT)
                .map(file -> new CertificateFiles(Format.PEM, file, get(TlsKey.KEY), get(TlsKey.KEY_PASSWORD)))
                .or(() -> store(TlsKey.KEY_STORE, TlsKey.KEY_STORE_PASSWORD));
    }

    private Optional<CertificateFiles> store(TlsKey place, TlsKey password) {
        return get(place).map(file -> new CertificateFiles(Format.STORE, file, Optional.empty(), get(password)));
    }

    private void refuseBoth(TlsKey one, TlsKey other) {
        if (get(one).isPresent() && get(other).isPresent()) {
            throw wrong(one, "Both " + one.text() + " and " + other.text() + " were given.", "Give one of them only.");
        }
    }

    private Optional<Boolean> flag(TlsKey key) {
        return get(key).map(text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes" -> true;
            case "false", "off", "no" -> false;
            default ->
                throw wrong(key, "The option " + key.text() + " is neither true nor false.", "Give one of these.");
        });
    }

    private Optional<String> get(TlsKey key) {
        return Optional.ofNullable(values.get(key));
    }

    private static ArgumentException wrong(TlsKey key, String sentence, String hint) {
        return new ArgumentException(ErrorReport.of(ErrorCode.ARGUMENT, sentence)
                .with("option", key.text())
                .hint(hint));
    }
}
