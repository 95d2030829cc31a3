package io.granary.orm.internal.reading;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names in the database for what has only one in Java: {@code firstName} becomes {@code first_name}. */
public final class Names {

    private static final Pattern WORD_END = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private Names() {}

    /**
     * {@return the name in the database}
     *
     * @param java the name in Java
     */
    public static String inDatabase(String java) {
        return WORD_END.matcher(java).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /** A name that may be missing, as the schema has it. */
    static @Nullable String orNull(String name) {
        return name.isEmpty() ? null : name;
    }

    /**
     * {@return the name that an annotation gives, or else the one that is made}
     *
     * @param name the name given; empty if there is none
     * @param otherwise the name made
     */
    public static String given(String name, String otherwise) {
        return name.isEmpty() ? otherwise : name;
    }
}
