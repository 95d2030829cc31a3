package io.granary.orm.internal.reading;

import io.granary.orm.internal.reading.EntityDefinition.Check;
import io.granary.orm.internal.reading.EntityDefinition.IndexDefinition;
import io.granary.orm.internal.reading.EntityDefinition.ReferenceKey;
import io.granary.orm.internal.reading.EntityDefinition.UniqueKey;
import io.granary.orm.mapping.AttributeAccess;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Inheritance;
import io.granary.orm.mapping.KeyGeneration;
import io.granary.orm.mapping.LifecycleCallbacks;
import io.granary.orm.mapping.MappedAttribute;
import io.granary.orm.mapping.ObjectAccess;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Reads the annotations of one entity. Whatever they say, a definition comes of it that a table can be made of; what is wrong is in its
 * faults. A class that extends an entity begins with what that has, in the same slots.
 *
 * @param <E> its class
 */
final class EntityReader<E> {

    private final Class<E> type;
    private final Faults faults = new Faults();
    private final ColumnReader columns = new ColumnReader(faults);
    private final RelationshipReader relationships;
    private final Place top;
    private final Optional<EntityDefinition<?>> parent;
    private final List<MappedAttribute> attributes = new ArrayList<>();
    private final List<Integer> key = new ArrayList<>();
    private int version = -1;
    private KeyGeneration generation = new KeyGeneration.Assigned();
    private Optional<ObjectAccess<Object>> keyClass = Optional.empty();
    private Optional<Inheritance> inheritance = Optional.empty();

    EntityReader(Class<E> type) {
        this.type = type;
        this.top = Place.top(type);
        this.relationships = new RelationshipReader(type, columns, faults);
        this.parent = Ancestry.parent(type).map(EntityDefinition::of);
    }

    EntityDefinition<E> read() {
        ClassRules.check(type, faults);
        // What is no entity has no attributes either, and a class of the JDK none that could be accessed.
        boolean entity = type.isAnnotationPresent(Entity.class) && !type.isInterface() && !type.isEnum();
        List<Member> members = entity ? Members.of(type) : List.of();
        ObjectAccess<E> access = entity ? Accesses.typed(type, members, faults) : ReflectiveAccess.none(type);
        parent.ifPresent(this::inherit);
        int inherited = columns.columns().size();
        if (entity) {
            Placement.check(type, members, faults);
            List<Member> own = InheritedMembers.without(type, members, faults);
            for (Member member : own) {
                AttributeRules.check(member, false, faults);
                ColumnProperties.checkOwner(member, type, faults);
                access.attribute(member.name()).ifPresent(found -> read(member, untyped(found)));
            }
            if (parent.isEmpty()) {
                keyClass = KeyRules.keyClass(type, members, key.size(), generation, faults);
            }
            checkOverrides(inherited);
            inheritance = readInheritance(inherited);
        }
        tellApart();
        boolean concrete = Ancestry.isConcrete(type);
        TableReader table = new TableReader(type, Ancestry.isJoined(type) ? own(inherited) : columns.columns(), faults);
        Set<EntityDefinition.Check> checks = new LinkedHashSet<>(columns.checks());
        checks.addAll(table.checks());
        List<EntityDefinition.UniqueKey> uniqueKeys = new ArrayList<>(relationships.uniqueKeys());
        uniqueKeys.addAll(table.uniqueKeys());
        return new EntityDefinition<>(
                table.schema(),
                table.name(),
                columns.columns(),
                new EntityMapping.Parts<>(
                        ClassRules.entityName(type),
                        access,
                        attributes,
                        key,
                        version,
                        generation,
                        keyClass,
                        entity ? Callbacks.of(type, faults) : LifecycleCallbacks.NONE,
                        inheritance,
                        entity ? Validators.of(type, members, attributes, faults) : List.of()),
                table.comment(),
                joined(
                        inherited(EntityDefinition::foreignKeys, ReferenceKey::unnamed, concrete),
                        relationships.foreignKeys()),
                joined(inherited(EntityDefinition::checks, Check::unnamed, concrete), List.copyOf(checks)),
                joined(inherited(EntityDefinition::uniqueKeys, UniqueKey::unnamed, concrete), uniqueKeys),
                joined(inherited(EntityDefinition::indexes, IndexDefinition::unnamed, concrete), table.indexes()),
                faults.sentences());
    }

    private void checkOverrides(int inherited) {
        Set<String> related = attributes.stream()
                .filter(MappedAttribute.Related.class::isInstance)
                .map(MappedAttribute::name)
                .collect(Collectors.toSet());
        OverrideRules.check(
                type, columns.columns().subList(inherited, columns.columns().size()), related, faults);
    }

    /** The columns of a class's own table. */
    private List<ColumnDefinition> own(int inherited) {
        return columns.columns()
                .subList(parent.isPresent() ? inherited : 0, columns.columns().size());
    }

    /** The rules of the table above; one of another table that has them, too, cannot have their names. */
    private <T> Optional<List<T>> inherited(
            Function<EntityDefinition<?>, List<T>> rules, UnaryOperator<T> unnamed, boolean again) {
        return parent.map(
                above -> again ? rules.apply(above).stream().map(unnamed).toList() : rules.apply(above));
    }

    private static <T> List<T> joined(Optional<List<T>> above, List<T> own) {
        List<T> all = new ArrayList<>(above.orElse(List.of()));
        all.addAll(own);
        return all;
    }

    private void inherit(EntityDefinition<?> above) {
        columns.inherit(above.columns());
        attributes.addAll(above.parts().attributes());
        key.addAll(above.parts().keySlots());
        version = above.parts().versionSlot();
        generation = above.parts().generation();
        keyClass = above.parts().idClass();
    }

    /** What the class is in its hierarchy; empty if it is in none. The column that tells classes apart is behind those of the topmost. */
    private Optional<Inheritance> readInheritance(int inherited) {
        if (!Ancestry.isInHierarchy(type)) {
            return Optional.empty();
        }
        boolean joined = Ancestry.isJoined(type);
        if (joined && parent.isPresent()) {
            JoinedKey.read(
                    type,
                    key.stream().map(slot -> columns.columns().get(slot).name()).toList(),
                    faults);
        }
        for (int slot = inherited;
                slot < columns.columns().size() && parent.isPresent() && !joined && !Ancestry.isConcrete(type);
                slot++) {
            columns.replace(slot, columns.columns().get(slot).asOptional());
        }
        int discriminator = parent.flatMap(above -> above.parts().inheritance())
                .map(Inheritance::discriminatorSlot)
                .orElseGet(() -> Ancestry.isConcrete(type)
                        ? DiscriminatorReader.unwritten(columns)
                        : DiscriminatorReader.slot(type, columns, faults));
        ColumnDefinition column = columns.columns().get(discriminator);
        Optional<Object> value = InheritanceRules.valueOf(Ancestry.subjects(type))
                .map(found -> found.as(column.type().javaType()));
        if (Ancestry.isConcrete(type)) {
            columns.replace(discriminator, column.readAs(ConcreteRows.nameOf(ClassRules.entityName(type))));
        }
        return Optional.of(new Inheritance(
                Inheritance.rootOf(type), Ancestry.parent(type), Ancestry.strategy(type), discriminator, value));
    }

    private void read(Member member, AttributeAccess<Object> access) {
        int first = columns.columns().size();
        Optional<MappedAttribute> found = switch (AttributeKind.of(member)) {
            case BASIC -> columns.basic(member, access, top);
            case EMBEDDED -> columns.embedded(member, access, top);
            case TO_ONE -> relationships.toOne(member, access);
            case TO_MANY -> relationships.toMany(member, access);
        };
        found.ifPresent(attributes::add);
        int end = columns.columns().size();
        if (member.has(Id.class) || member.has(EmbeddedId.class)) {
            readKey(member, first, end);
        }
        if (member.has(Version.class) && end > first) {
            if (version >= 0 && parent.isEmpty()) {
                faults.add(member.place(), "It is the second @Version of " + type.getSimpleName() + "; keep one.");
            }
            version = first;
            VersionTypes.check(member, faults);
        }
    }

    private void readKey(Member member, int first, int end) {
        Optional<KeyGeneration> generated = Generators.of(
                member, type, TableReader.nameOf(type, Optional.ofNullable(type.getAnnotation(Table.class))), faults);
        generation = generated.orElse(generation);
        if (generated.filter(KeyGeneration.ByIdentity.class::isInstance).isPresent() && Ancestry.isConcrete(type)) {
            faults.add(member.place(), InheritanceRules.NUMBERED);
        }
        boolean identity =
                generated.filter(KeyGeneration.ByIdentity.class::isInstance).isPresent()
                        && end > first
                        && columns.columns().get(first).type().kind().isInteger();
        for (int slot = first; slot < end; slot++) {
            key.add(slot);
            columns.replace(slot, columns.columns().get(slot).asKey(identity));
        }
    }

    /** A table has no two columns of one name, and is made even where attributes have. */
    private void tellApart() {
        Map<String, ColumnDefinition> names = new HashMap<>();
        for (int slot = 0; slot < columns.columns().size(); slot++) {
            ColumnDefinition column = columns.columns().get(slot);
            ColumnDefinition other = names.putIfAbsent(column.name(), column);
            if (other != null) {
                faults.add(
                        type.getSimpleName() + "." + column.path(),
                        "Its column \"" + column.name() + "\" is that of " + other.path()
                                + ", too. One column belongs to one attribute, even if the second only reads it; name another column, or take the"
                                + " second attribute away: the key of what a relationship refers to is had from that.");
            }
            if (other != null || column.name().isBlank()) {
                columns.replace(slot, column.named(column.path() + "#" + slot));
            }
        }
    }

    @SuppressWarnings("unchecked") // it is given objects of this class only
    private static AttributeAccess<Object> untyped(AttributeAccess<?> access) {
        return (AttributeAccess<Object>) access;
    }
}
