package io.granary.orm.internal.identity;

import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.Relationship.Reference;
import io.granary.type.MappedType;
import io.granary.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which row an object stands for. Two are equal whose values mean the same to a database: {@link KeyValues}. Immutable. */
public final class EntityKey {

    private final Class<?> type;
    private final List<Object> values;

    /** What is compared: the same list, but where values do not stand for themselves. */
    private final List<Object> compared;

    /** Of values that no converter stores. */
    EntityKey(Class<?> type, List<Object> values) {
        this.type = type;
        this.values = KeyValues.kept(values);
        this.compared = KeyValues.compared(this.values);
    }

    private EntityKey(Class<?> type, List<Object> values, List<Object> compared) {
        this.type = type;
        this.values = values;
        this.compared = compared;
    }

    /**
     * {@return the key of a row}
     *
     * @param mapping the class of the row
     * @param values the values of its key, in the key's order; copied
     */
    public static EntityKey of(EntityMapping<?> mapping, List<Object> values) {
        List<MappedColumn> columns = mapping.key();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).column().type() instanceof MappedType<?, ?>) {
                return converted(
                        mapping.rootType(),
                        columns.stream()
                                .<SqlType<?>>map(column -> column.column().type())
                                .toList(),
                        values);
            }
        }
        return new EntityKey(mapping.rootType(), values);
    }

    /**
     * {@return the key that columns refer to}
     *
     * @param mapping the class of the row that has the columns
     * @param references the columns, and whose key it is
     * @param values what they have, in the key's order; copied
     */
    public static EntityKey of(EntityMapping<?> mapping, Relationship<?, ?> references, List<Object> values) {
        List<Reference> all = references.terms().references();
        for (int i = 0; i < all.size(); i++) {
            if (type(mapping, all.get(i)) instanceof MappedType<?, ?>) {
                return converted(
                        references.targetRoot(),
                        all.stream()
                                .<SqlType<?>>map(reference -> type(mapping, reference))
                                .toList(),
                        values);
            }
        }
        return new EntityKey(references.targetRoot(), values);
    }

    private static SqlType<?> type(EntityMapping<?> mapping, Reference reference) {
        return mapping.columns().get(reference.slot()).column().type();
    }

    private static EntityKey converted(Class<?> type, List<SqlType<?>> types, List<Object> values) {
        List<Object> kept = KeyValues.kept(values);
        List<Object> compared = new ArrayList<>(kept.size());
        for (int i = 0; i < kept.size(); i++) {
            compared.add(KeyValues.compared(types.get(i), kept.get(i)));
        }
        return new EntityKey(type, kept, List.copyOf(compared));
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
