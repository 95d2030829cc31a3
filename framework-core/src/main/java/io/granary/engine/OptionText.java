package io.granary.engine;

import io.granary.engine.internal.Secrets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How the values of options are written in messages, in {@code toString} and in configuration. */
final class OptionText {

    /** What an optional setting says in configuration when it is not wanted. */
    static final String OFF = "off";

    private static final int LONGEST = 40;
    private static final int MANY_DAYS = 100_000;

    private OptionText() {}

    /** A piece of somebody's text, on one line and cut where it gets long. */
    static String quoted(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return "'" + cut.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?") + "'";
    }

    /** A value as configuration writes it. */
    static String shown(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(OptionText::shown).orElse(OFF);
        }
        if (value instanceof Duration duration) {
            return shown(duration);
        }
        if (value instanceof Enum<?> constant) {
            return word(constant);
        }
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof Map<?, ?> map) {
            // Names only: a wrong name does not tell whether its value is a secret.
            return map.keySet().stream()
                    .map(name -> name + "=" + Secrets.MASK)
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return String.valueOf(value);
    }

    /** An enum's constant in lower case with hyphens. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Named values with the secrets among them masked, in order of their names. */
    static String masked(Map<String, String> values) {
        Map<String, String> shown = new TreeMap<>();
        values.forEach((name, value) -> shown.put(name, Secrets.masked(name, value)));
        return shown.toString();
    }

    private static String shown(Duration duration) {
        if (duration.equals(Duration.ofSeconds(duration.toSeconds()))) {
            return duration.toSeconds() + "s";
        }
        boolean fits = Math.abs(duration.toDays()) < MANY_DAYS;
        return fits && duration.equals(Duration.ofMillis(duration.toMillis()))
                ? duration.toMillis() + "ms"
                : duration.toString();
    }
}
