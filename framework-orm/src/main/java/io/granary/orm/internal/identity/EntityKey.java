package io.granary.orm.internal.identity;

import io.granary.orm.mapping.EntityMapping;
import java.util.List;

/**
 * Which row an object stands for.
 *
 * @param type the class; of a hierarchy the topmost, whatever class the object is of
 * @param values the values of its key, in the key's order
 */
public record EntityKey(Class<?> type, List<Object> values) {

    /** Copies the list. */
    public EntityKey {
        values = List.copyOf(values);
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

    /** {@return the class and the values} */
    @Override
    public String toString() {
        return type.getSimpleName() + (values.size() == 1 ? "(" + values.get(0) + ")" : values.toString());
    }
}
