package io.granary.testkit.junit;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fills what stands in {@code ${…}} in a URL, so that tests need not know where a database is. */
final class Placeholders {

    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]+)}");

    private Placeholders() {}

    static String filled(String text) {
        return filled(text, System::getProperty, System::getenv);
    }

    /** From system properties, or else environment variables. */
    static String filled(
            String text,
            Function<String, @Nullable String> properties,
            Function<String, @Nullable String> environment) {
        return PLACE.matcher(text).replaceAll(found -> {
            String name = found.group(1);
            String variable = name.replace('.', '_').toUpperCase(Locale.ROOT);
            String value = Optional.ofNullable(properties.apply(name))
                    .or(() -> Optional.ofNullable(environment.apply(variable)))
                    .orElseThrow(() -> new IllegalStateException("The URL of @Database wants ${" + name
                            + "}, and there is neither the system property " + name + " nor the environment variable "
                            + variable + ". Set one before the tests of this class begin."));
            return Matcher.quoteReplacement(value);
        });
    }
}
