package io.granary.schema;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;
import io.granary.type.EnumType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A type of names that is an object of its own in the database ({@code CREATE TYPE … AS ENUM}).
 *
 * @param schema the schema; null for that of the session
 * @param name its name
 * @param values the names, in order
 */
public record NamedEnum(@Nullable String schema, String name, List<String> values) {

    /**
     * Copies the list.
     *
     * @throws ArgumentException when it is empty
     */
    public NamedEnum {
        requireNonNull(name, "name");
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw ArgumentException.of("The type " + name + " has no values.", "Give it one.");
        }
    }

    /** {@return the type of a Java enum; empty if its values are stored as text} */
    static Optional<NamedEnum> of(EnumType<?> type) {
        return type.nativeName().map(name -> new NamedEnum(null, name, type.names()));
    }

    /** {@return its name, behind that of its schema} */
    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
