package io.granary.orm.internal.reading;

import io.granary.orm.mapping.EntityMapping;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * An entity as its annotations say it is, before it has a table.
 *
 * @param <E> its class
 * @param schema the schema its table is in; null for that of the session
 * @param table the name of its table
 * @param columns the columns, in the order of their slots
 * @param parts all else
 * @param comment the table's comment in the database
 * @param foreignKeys which columns refer to other tables
 * @param checks what the database checks of each row
 * @param uniqueKeys columns, by their names, in which no two rows agree
 * @param indexes its indexes
 * @param faults what is wrong with it
 */
public record EntityDefinition<E>(
        @Nullable String schema,
        String table,
        List<ColumnDefinition> columns,
        EntityMapping.Parts<E> parts,
        Optional<String> comment,
        List<ReferenceKey> foreignKeys,
        List<Check> checks,
        List<UniqueKey> uniqueKeys,
        List<IndexDefinition> indexes,
        List<String> faults) {

    /** Copies what it is given. */
    public EntityDefinition {
        columns = List.copyOf(columns);
        foreignKeys = List.copyOf(foreignKeys);
        checks = List.copyOf(checks);
        uniqueKeys = List.copyOf(uniqueKeys);
        indexes = List.copyOf(indexes);
        faults = List.copyOf(faults);
    }

    /**
     * Columns that together refer to the key of another table.
     *
     * @param name the rule's name; null for one that is found
     * @param slots the columns' places, in the order of the key referred to
     */
    public record ReferenceKey(@Nullable String name, List<Integer> slots) {

        ReferenceKey unnamed() {
            return new ReferenceKey(null, slots);
        }
    }

    /**
     * What the database checks of each row.
     *
     * @param name the rule's name; null for one that is found
     * @param condition what, in SQL
     */
    public record Check(@Nullable String name, String condition) {

        Check unnamed() {
            return new Check(null, condition);
        }
    }

    /**
     * Columns in which no two rows agree.
     *
     * @param name the rule's name; null for one that is found
     * @param columns the columns' names
     */
    public record UniqueKey(@Nullable String name, List<String> columns) {

        UniqueKey unnamed() {
            return new UniqueKey(null, columns);
        }
    }

    /**
     * An index.
     *
     * @param name its name; empty for one that is found
     * @param columns its columns' names, in order
     * @param unique whether no two rows agree in them
     */
    public record IndexDefinition(String name, List<String> columns, boolean unique) {

        IndexDefinition unnamed() {
            return new IndexDefinition("", columns, unique);
        }

        /**
         * {@return its name, or else one that is made of its columns}
         *
         * @param table the table's name
         */
        public String nameIn(String table) {
            return name.isEmpty() ? "ix_" + table + "_" + String.join("_", columns) : name;
        }
    }

    /** Each class is read once: what it hands down is the same for all that extend it. */
    private static final ClassValue<ConcurrentHashMap<String, EntityDefinition<?>>> KNOWN = new ClassValue<>() {
        @Override
        protected ConcurrentHashMap<String, EntityDefinition<?>> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    /**
     * {@return what the annotations of a class say}
     *
     * @param <E> the class
     * @param type the class
     */
    @SuppressWarnings("unchecked") // it is filed under its class
    public static <E> EntityDefinition<E> of(Class<E> type) {
        ConcurrentHashMap<String, EntityDefinition<?>> known = KNOWN.get(type);
        EntityDefinition<?> found = known.get(type.getName());
        if (found == null) {
            EntityDefinition<?> made = new EntityReader<>(type).read();
            EntityDefinition<?> first = known.putIfAbsent(type.getName(), made);
            found = first == null ? made : first;
        }
        return (EntityDefinition<E>) found;
    }
}
