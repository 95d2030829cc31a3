package io.granary.engine.internal;

import java.util.Locale;
import java.util.regex.Pattern;

/** Tells which named values must never be shown, and what is shown instead. */
public final class Secrets {

    /** What stands for a secret. */
    public static final String MASK = "***";

    private static final String WORDS =
            "password|passwd|passphrase|pwd|secret|token|credential|sslkey|privatekey|apikey|accesskey";
    private static final Pattern NAME = Pattern.compile(WORDS);
    private static final Pattern SEPARATOR = Pattern.compile("[^a-z0-9]");

    /** A secret inside a value that is itself a list of settings, as H2's {@code OPTIONS=…;PASSWORD=…}. */
    private static final Pattern NESTED =
            Pattern.compile("(?:" + WORDS + ")[a-z0-9_.-]*\\s*[=:]", Pattern.CASE_INSENSITIVE);

    private Secrets() {}

    /** Whether a setting of that name is a secret: letter case and punctuation aside, it contains a word such as "password". */
    public static boolean isSecret(String name) {
        String letters = SEPARATOR.matcher(name.toLowerCase(Locale.ROOT)).replaceAll("");
        return NAME.matcher(letters).find();
    }

    /** The value as it may be shown. */
    public static String masked(String name, String value) {
        return isSecret(name) || NESTED.matcher(value).find() ? MASK : value;
    }
}
