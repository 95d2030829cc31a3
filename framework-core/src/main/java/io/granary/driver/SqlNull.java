package io.granary.driver;

import static java.util.Objects.requireNonNull;

/**
 * SQL NULL of a given type, for a place where the server cannot infer one.
 *
 * @param type the Java class of the values that would stand there
 */
public record SqlNull(Class<?> type) {

    /** Checks the type. */
    public SqlNull {
        requireNonNull(type, "type");
    }
}
