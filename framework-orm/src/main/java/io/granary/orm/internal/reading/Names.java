package io.granary.orm.internal.reading;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names in the database for what has only one in Java: {@code firstName} becomes {@code first_name}. */
final class Names {

    private static final Pattern WORD_END = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

    private Names() {}

    static String inDatabase(String java) {
        return WORD_END.matcher(java).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /** A name that may be missing, as the schema has it. */
    static @Nullable String orNull(String name) {
        return name.isEmpty() ? null : name;
    }

    /** The name that an annotation gives, or else the one that is made. */
    static String given(String name, String otherwise) {
        return name.isEmpty() ? otherwise : name;
    }
}
