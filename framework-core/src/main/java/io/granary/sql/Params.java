package io.granary.sql;

import io.granary.error.ArgumentException;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values by parameter name, in the order they were given; {@code null} is a value. Unmodifiable.
 *
 * <p>Any {@link Map} with String keys serves as well. {@code Map.of} refuses {@code null}, which is why this exists.
 */
public final class Params extends AbstractMap<String, @Nullable Object> {

    private static final Params NONE = new Params(Map.of());

    private final Map<String, @Nullable Object> values;

    private Params(Map<String, @Nullable Object> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /** {@return no values} */
    public static Params none() {
        return NONE;
    }

    /**
     * {@return values by name}
     *
     * @param namesAndValues name, value, name, value and so on; a value may be null
     * @throws ArgumentException when the last name has no value, a name is not a String, or a name comes twice
     */
    public static Params of(@Nullable Object... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw ArgumentException.of(
                    "Params.of got " + namesAndValues.length
                            + " arguments; names and values alternate, so it takes an even number.",
                    "Write Params.of(\"id\", 7, \"note\", null).");
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = name(namesAndValues[i], i);
            if (values.containsKey(name)) {
                throw ArgumentException.of(
                        "Params.of got the name '" + name + "' twice.", "Give each parameter one value.");
            }
            values.put(name, namesAndValues[i + 1]);
        }
        return new Params(values);
    }

    /**
     * {@return NULL of a type, for where the database cannot tell it}
     *
     * @param type the class a value would be of
     */
    public static TypedNull nullOf(Class<?> type) {
        return TypedNull.of(type);
    }

    private static String name(@Nullable Object candidate, int position) {
        if (candidate instanceof String name) {
            return name;
        }
        throw ArgumentException.of(
                "Argument " + position + " of Params.of is "
                        + (candidate == null ? "null" : "of " + candidate.getClass())
                        + "; a parameter's name (a String) stands there.",
                "Names and values alternate: Params.of(\"id\", 7, \"note\", null).");
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        return values.entrySet();
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
        return values.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return values.containsKey(key);
    }
}
