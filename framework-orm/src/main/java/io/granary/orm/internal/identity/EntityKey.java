package io.granary.orm.internal.identity;

import io.granary.orm.mapping.EntityMapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which row an object stands for. Two are equal whose values mean the same to a database: {@link KeyValues}. Immutable. */
public final class EntityKey {

    private final Class<?> type;
    private final List<Object> values;

    /** What is compared: the same list, but where values do not stand for themselves. */
    private final List<Object> compared;

    /**
     * Makes one.
     *
     * @param type the class; of a hierarchy the topmost, whatever class the object is of
     * @param values the values of its key, in the key's order; copied
     */
    public EntityKey(Class<?> type, List<Object> values) {
        this.type = type;
        this.values = KeyValues.kept(values);
        this.compared = KeyValues.compared(this.values);
    }

    /** {@return the class; of a hierarchy the topmost} */
    public Class<?> type() {
        return type;
    }

    /** {@return the values, in the key's order; unmodifiable} */
    public List<Object> values() {
        return values;
    }

    /** {@return what {@link KeyValues#compared} gives for the values; unmodifiable} */
    public List<Object> compared() {
        return compared;
    }

    /**
     * {@return the key's value at a column}
     *
     * @param mapping the mapping of its class
     * @param column the column's name
     */
    public Object value(EntityMapping<?> mapping, String column) {
        for (int i = 0; i < values.size(); i++) {
            if (mapping.key().get(i).column().name().equals(column)) {
                return values.get(i);
            }
        }
        throw new IllegalArgumentException(column + " is not of the key of " + mapping);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EntityKey key && type == key.type && compared.equals(key.compared);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + compared.hashCode();
    }

    /** {@return the class and the values} */
    @Override
    public String toString() {
        List<String> shown = values.stream().map(KeyValues::shown).toList();
        return type.getSimpleName() + (shown.size() == 1 ? "(" + shown.get(0) + ")" : shown.toString());
    }
}
