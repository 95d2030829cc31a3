package io.granary.engine;

import io.granary.error.ArgumentException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the block {@code tls}. */
final class TlsConfig {

    private static final Set<String> KEYS = Set.of(
            "ssl-mode",
            "ssl-root-cert",
            "ssl-cert",
            "ssl-key",
            "ssl-key-password",
            "ssl-trust-store",
            "ssl-trust-store-password",
            "ssl-key-store",
            "ssl-key-store-password",
            "ssl-session-check");

    private TlsConfig() {}

    /** The keys of the block. */
    static Set<String> keys() {
        return KEYS;
    }

    static TlsOptions read(ConfigEntry entry) {
        ConfigBlock block = entry.block();
        block.refuseUnknown(KEYS);
        Map<String, String> values = new TreeMap<>();
        for (String key : KEYS) {
            Optional<ConfigEntry> found = block.entry(key);
            found.ifPresent(option -> values.put(key, text(key, option)));
        }
        return TlsOptions.of(values);
    }

    private static String text(String key, ConfigEntry option) {
        return switch (key) {
            case "ssl-mode" -> {
                try {
                    yield SslMode.parse(option.text()).text();
                } catch (ArgumentException unknown) {
                    throw new ArgumentException(option.placed(unknown.report()));
                }
            }
            case "ssl-session-check" -> String.valueOf(option.flag());
            default -> option.text();
        };
    }
}
