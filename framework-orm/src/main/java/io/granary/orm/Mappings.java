package io.granary.orm;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.UnmappedClassException;
import io.granary.orm.internal.reading.EntityDefinition;
import io.granary.orm.internal.reading.MappingRules;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Hierarchy;
import io.granary.orm.mapping.Inheritance;
import io.granary.orm.mapping.JoinTable;
import io.granary.orm.mapping.KeyGeneration;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.TablePart;
import io.granary.schema.MetaData;
import io.granary.schema.Sequence;
import io.granary.schema.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The mapped classes of an application, checked together. Immutable, and safe for use by many threads; made once, where the application
 * starts. (SQLAlchemy, "ORM Mapped Class Configuration".)
 */
public final class Mappings {

    private final Map<Class<?>, EntityTable<?>> entities;
    private final Map<Class<?>, Hierarchy> hierarchies;
    private final Map<Class<?>, List<Relationship<?, ?>>> loadedByDefault = new HashMap<>();
    private final MetaData metaData;

    private Mappings(Map<Class<?>, EntityTable<?>> entities, Map<Class<?>, Hierarchy> hierarchies, MetaData metaData) {
        this.entities = entities;
        this.hierarchies = hierarchies;
        this.metaData = metaData;
        entities.values().forEach(table -> loadedByDefault.put(table.entityType(), loadedByDefault(table)));
    }

    private List<Relationship<?, ?>> loadedByDefault(EntityTable<?> table) {
        return entities.values().stream()
                .filter(other -> table.entityType().isAssignableFrom(other.entityType()))
                .<Relationship<?, ?>>flatMap(other -> other.mapping().relationships().stream())
                .filter(relationship -> relationship.terms().defaults().isPresent())
                .distinct()
                .toList();
    }

    /**
     * {@return the mappings of classes}
     *
     * @param types the entities; all that they refer to has to be among them
     * @throws ArgumentException when something is wrong with them; its message lists all of it
     */
    public static Mappings of(Class<?>... types) {
        Map<Class<?>, EntityTable<?>> entities = new LinkedHashMap<>();
        // What classes have from one above them is said once.
        Set<String> faults = new LinkedHashSet<>();
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
        return new Mappings(
                Collections.unmodifiableMap(entities), hierarchies(entities.values()), metaDataOf(entities.values()));
    }

    private static Map<Class<?>, Hierarchy> hierarchies(Collection<EntityTable<?>> entities) {
        List<EntityMapping<?>> all = new ArrayList<>();
        entities.forEach(table -> all.add(table.mapping()));
        Map<Class<?>, Hierarchy> hierarchies = new HashMap<>();
        for (EntityMapping<?> mapping : all) {
            if (mapping.inheritance().isPresent()) {
                hierarchies.put(mapping.type(), Hierarchy.of(mapping, all));
            }
        }
        return hierarchies;
    }

    /** The tables to be created: one for the classes of a hierarchy that share it, which has the columns of all of them. */
    private static Set<Table> tables(Collection<EntityTable<?>> entities) {
        Map<Class<?>, List<EntityDefinition<?>>> classes = new LinkedHashMap<>();
        Map<Class<?>, Table> tables = new LinkedHashMap<>();
        for (EntityTable<?> table : entities) {
            List<TablePart> storedIn = table.mapping().storedIn();
            Optional<Inheritance> inheritance = table.mapping().inheritance();
            if (inheritance.filter(known -> known.joined() || known.concrete()).isPresent()) {
                // A class without objects has none where each that has some has all its columns.
                if (!storedIn.isEmpty()) {
                    tables.put(
                            table.entityType(),
                            storedIn.get(storedIn.size() - 1).table());
                }
                continue;
            }
            Class<?> root = table.mapping().rootType();
            classes.computeIfAbsent(root, unused -> new ArrayList<>()).add(table.definition());
            tables.put(root, table);
        }
        classes.forEach((root, definitions) -> {
            if (definitions.size() > 1) {
                // The topmost first, wherever it was named.
                definitions.sort(Comparator.comparing(
                        definition -> definition.parts().access().type() != root));
                tables.put(root, SharedTable.of(definitions));
            }
        });
        return new LinkedHashSet<>(tables.values());
    }

    private static MetaData metaDataOf(Collection<EntityTable<?>> entities) {
        Set<Table> tables = tables(entities);
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

    /**
     * {@return a class of a hierarchy and those below it, as far as they are among these; empty for a class that is in none}
     *
     * @param mapping the class
     */
    public Optional<Hierarchy> hierarchy(EntityMapping<?> mapping) {
        if (mapping.inheritance().isEmpty()) {
            return Optional.empty();
        }
        Hierarchy known = hierarchies.get(mapping.type());
        return Optional.of(known == null ? Hierarchy.of(mapping, List.of(mapping)) : known);
    }

    /**
     * {@return the relationships of a class, and of those below it, that are loaded where a query says nothing of them; unmodifiable}
     *
     * @param mapping the class
     */
    public List<Relationship<?, ?>> loadedByDefault(EntityMapping<?> mapping) {
        return loadedByDefault.getOrDefault(mapping.type(), List.of());
    }

    /** {@return the classes' names} */
    @Override
    public String toString() {
        return "Mappings" + entities.keySet().stream().map(Class::getSimpleName).toList();
    }
}
