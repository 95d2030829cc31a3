package io.granary.orm;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.UnmappedClassException;
import io.granary.orm.internal.reading.MappingRules;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.JoinTable;
import io.granary.orm.mapping.KeyGeneration;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.MetaData;
import io.granary.schema.Sequence;
import io.granary.schema.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The mapped classes of an application, checked together. Immutable, and safe for use by many threads; made once, where the application
 * starts. (SQLAlchemy, "ORM Mapped Class Configuration".)
 */
public final class Mappings {

    private final Map<Class<?>, EntityTable<?>> entities;
    private final MetaData metaData;

    private Mappings(Map<Class<?>, EntityTable<?>> entities, MetaData metaData) {
        this.entities = entities;
        this.metaData = metaData;
    }

    /**
     * {@return the mappings of classes}
     *
     * @param types the entities; all that they refer to has to be among them
     * @throws ArgumentException when something is wrong with them; its message lists all of it
     */
    public static Mappings of(Class<?>... types) {
        Map<Class<?>, EntityTable<?>> entities = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        for (Class<?> type : types) {
            entities.put(type, EntityTable.of(requireNonNull(type, "type")));
        }
        entities.values().forEach(table -> faults.addAll(table.faults()));
        faults.addAll(MappingRules.faults(entities.values()));
        if (!faults.isEmpty()) {
            throw new ArgumentException(ErrorReport.of(
                            ErrorCode.ARGUMENT,
                            "The mapping of "
                                    + entities.keySet().stream()
                                            .map(Class::getSimpleName)
                                            .toList()
                                    + " has " + (faults.size() == 1 ? "a fault" : faults.size() + " faults") + ":\n  - "
                                    + String.join("\n  - ", faults))
                    .hint("mend them where they stand; all of them are listed"));
        }
        return new Mappings(Collections.unmodifiableMap(entities), metaDataOf(entities.values()));
    }

    private static MetaData metaDataOf(Collection<EntityTable<?>> entities) {
        Set<Table> tables = new LinkedHashSet<>(entities);
        Set<Sequence> sequences = new LinkedHashSet<>();
        for (EntityTable<?> entity : entities) {
            for (Relationship<?, ?> relationship : entity.mapping().relationships()) {
                relationship
                        .terms()
                        .joinTable()
                        .map(Supplier::get)
                        .map(JoinTable::table)
                        .ifPresent(tables::add);
            }
            if (entity.mapping().generation() instanceof KeyGeneration.BySequence by) {
                sequences.add(by.sequence());
            }
        }
        return MetaData.of(List.copyOf(tables)).with(sequences.toArray(Sequence[]::new));
    }

    /** {@return the tables, those between classes and the sequences of keys included, for {@code createAll} and {@code dropAll}} */
    public MetaData metaData() {
        return metaData;
    }

    /** {@return the mapped classes in the order in which they were given; unmodifiable} */
    public Set<Class<?>> types() {
        return entities.keySet();
    }

    /**
     * {@return whether a class is among them}
     *
     * @param type the class
     */
    public boolean contains(Class<?> type) {
        return entities.containsKey(type);
    }

    /**
     * {@return how a class is mapped}
     *
     * @param <E> the class
     * @param type the class
     * @throws UnmappedClassException when it is not among them
     */
    @SuppressWarnings("unchecked") // it is filed under its class
    public <E> EntityMapping<E> mapping(Class<E> type) {
        EntityTable<?> found = entities.get(type);
        if (found == null) {
            throw UnmappedClassException.of(
                    type.getName() + " is not mapped; mapped are "
                            + entities.keySet().stream()
                                    .map(Class::getSimpleName)
                                    .toList()
                            + ".",
                    "Annotate it with @Entity, and name it in Mappings.of.");
        }
        return (EntityMapping<E>) found.mapping();
    }

    /** {@return the classes' names} */
    @Override
    public String toString() {
        return "Mappings" + entities.keySet().stream().map(Class::getSimpleName).toList();
    }
}
