package io.granary.orm.internal.reading;

import io.granary.orm.EntityTable;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The one table of each mapped class: that of its generated class if there is one. */
public final class EntityTables {

    private static final ClassValue<ConcurrentHashMap<String, EntityTable<?>>> KNOWN = new ClassValue<>() {
        @Override
        protected ConcurrentHashMap<String, EntityTable<?>> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private EntityTables() {}

    /**
     * {@return the table of a class}
     *
     * @param <E> the class
     * @param type the class
     * @param otherwise makes it where none is generated
     */
    @SuppressWarnings("unchecked") // it is filed under its class
    public static <E> EntityTable<E> of(Class<E> type, Supplier<? extends EntityTable<?>> otherwise) {
        ConcurrentHashMap<String, EntityTable<?>> known = KNOWN.get(type);
        EntityTable<?> found = known.get(type.getName());
        if (found == null) {
            EntityTable<?> made = generated(type).orElseGet(otherwise);
            EntityTable<?> first = known.putIfAbsent(type.getName(), made);
            found = first == null ? made : first;
        }
        return (EntityTable<E>) found;
    }

    private static Optional<EntityTable<?>> generated(Class<?> type) {
        try {
            Class<?> generated = Class.forName(Accesses.generatedName(type), true, type.getClassLoader());
            for (Field field : generated.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == generated) {
                    field.setAccessible(true);
                    if (field.get(null) instanceof EntityTable<?> table && table.entityType() == type) {
                        return Optional.of(table);
                    }
                }
            }
            return Optional.empty();
        } catch (ClassNotFoundException | IllegalAccessException | InaccessibleObjectException e) {
            return Optional.empty();
        }
    }
}
