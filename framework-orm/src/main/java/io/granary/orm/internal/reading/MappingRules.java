package io.granary.orm.internal.reading;

import io.granary.error.ArgumentException;
import io.granary.orm.EntityTable;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.JoinTable;
import io.granary.orm.mapping.KeyGeneration;
import io.granary.orm.mapping.MapKeys;
import io.granary.orm.mapping.MappedAttribute;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.RelationshipKind;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What mapped classes have to keep to together. */
public final class MappingRules {

    private final Map<Class<?>, EntityMapping<?>> entities = new HashMap<>();
    private final Faults faults = new Faults();

    private MappingRules() {}

    /**
     * {@return what is wrong between them}
     *
     * @param tables the tables of all mapped classes
     */
    public static List<String> faults(Collection<EntityTable<?>> tables) {
        MappingRules rules = new MappingRules();
        Map<String, String> names = new HashMap<>();
        Map<String, Class<?>> roots = new HashMap<>();
        for (EntityTable<?> table : tables) {
            rules.entities.put(table.entityType(), table.mapping());
            Class<?> root = Ancestry.tableOwner(table.entityType());
            if (table.mapping().storedIn().isEmpty()) {
                continue;
            }
            String other = names.put(table.toString(), table.mapping().toString());
            if (other != null && roots.get(table.toString()) != root) {
                rules.faults.add(
                        table.mapping().toString(),
                        "Its table " + table + " is that of " + other + "; give one of them another @Table(name).");
            }
            roots.put(table.toString(), root);
        }
        for (EntityTable<?> table : tables) {
            own(table).forEach(rules::check);
        }
        HierarchyRules.check(tables, rules.faults);
        // Those are made of both classes, so that one of a class with faults says nothing new.
        if (rules.faults.sentences().isEmpty()
                && tables.stream().allMatch(table -> table.faults().isEmpty())) {
            rules.checkJoinTables(tables, names);
            rules.checkSequences(tables);
        }
        return rules.faults.sentences();
    }

    /** The relationships that a class does not have from the entity above it. */
    private static Stream<Relationship<?, ?>> own(EntityTable<?> table) {
        return table.mapping().relationships().stream()
                .filter(relationship -> relationship.owner() == table.entityType());
    }

    private void checkJoinTables(Collection<EntityTable<?>> tables, Map<String, String> names) {
        for (EntityTable<?> table : tables) {
            own(table)
                    .forEach(relationship -> relationship
                            .terms()
                            .joinTable()
                            .ifPresent(made -> checkJoinTable(relationship, made, names)));
        }
    }

    private void checkJoinTable(Relationship<?, ?> relationship, Supplier<JoinTable> made, Map<String, String> names) {
        try {
            String name = made.get().table().toString();
            String other = names.put(name, relationship.toString());
            if (other != null) {
                faults.add(relationship.toString(), JoinTableRules.shared(name, other));
            }
        } catch (ArgumentException twins) {
            faults.add(
                    relationship.toString(),
                    "Its join table cannot be made: " + twins.report().sentence()
                            + " Give its columns names in @JoinTable.");
        }
    }

    private void checkSequences(Collection<EntityTable<?>> tables) {
        Map<String, KeyGeneration.BySequence> sequences = new HashMap<>();
        for (EntityTable<?> table : tables) {
            if (!(table.mapping().generation() instanceof KeyGeneration.BySequence by)) {
                continue;
            }
            KeyGeneration.BySequence other = sequences.putIfAbsent(by.sequence().toString(), by);
            if (other != null && !other.equals(by)) {
                faults.add(
                        table.mapping().toString(),
                        "Its sequence " + by.sequence()
                                + " is that of another class, which says otherwise what it begins"
                                + " with and how many keys it allocates; say the same, or give it another name.");
            }
        }
    }

    private void check(Relationship<?, ?> relationship) {
        EntityMapping<?> target = entities.get(relationship.target());
        if (target == null) {
            faults.add(
                    relationship.toString(),
                    "It refers to " + relationship.target().getSimpleName()
                            + ", which is not among the mapped classes; name that in Mappings.of, too.");
            return;
        }
        relationship.terms().mappedBy().ifPresent(name -> checkInverse(relationship, target, name));
        relationship.terms().mapKey().ifPresent(key -> checkMapKey(relationship, target, key));
        for (Relationship.OrderBy order : relationship.terms().order()) {
            boolean known = order.path().isEmpty()
                    || target.columns().stream().map(MappedColumn::path).anyMatch(order.path()::equals);
            if (!known) {
                faults.add(
                        relationship.toString(),
                        "It is ordered by \"" + order.path() + "\", which " + target
                                + " does not have in a column; it has "
                                + target.columns().stream()
                                        .map(MappedColumn::path)
                                        .distinct()
                                        .toList() + ".");
            }
        }
    }

    private void checkMapKey(Relationship<?, ?> relationship, EntityMapping<?> target, Relationship.MapKey key) {
        Optional<MappedAttribute> attribute = MapKeys.attribute(target, key.attribute());
        if (attribute.isEmpty()) {
            faults.add(
                    relationship.toString(),
                    unknownKey(
                            key.attribute(),
                            target.toString(),
                            target.attributes().stream()
                                    .filter(each -> !(each instanceof MappedAttribute.Related))
                                    .map(MappedAttribute::name)
                                    .toList()));
        } else if (attribute.orElseThrow() instanceof MappedAttribute.Basic basic) {
            Class<?> boxed = MethodType.methodType(basic.type()).wrap().returnType();
            if (!key.type().isAssignableFrom(boxed)) {
                faults.add(
                        relationship.toString(),
                        otherKey(
                                key.type().getName(),
                                target.toString(),
                                basic.name(),
                                basic.type().getName(),
                                boxed.getSimpleName()));
            }
        }
    }

    /**
     * {@return what is said of a map by an attribute that is not there}
     *
     * @param name the attribute; empty if none is named
     * @param target the class in the map
     * @param known the attributes that are there
     */
    public static String unknownKey(String name, String target, List<String> known) {
        return "Its @MapKey names " + (name.isEmpty() ? "no attribute" : "\"" + name + "\"") + ", and " + target
                + " has no such in a column; it has " + known + ".";
    }

    /**
     * {@return what is said of a map whose keys are of another class than the attribute}
     *
     * @param keys the class of the keys
     * @param target the class in the map
     * @param name the attribute
     * @param type the class of that
     * @param boxed its simple name, where it is no primitive
     */
    public static String otherKey(String keys, String target, String name, String type, String boxed) {
        return "Its keys are of " + keys + ", and " + target + "." + name + " is of " + type + "; write Map<" + boxed
                + ", " + target + ">.";
    }

    private void checkInverse(Relationship<?, ?> relationship, EntityMapping<?> target, String name) {
        Optional<Relationship<?, ?>> other = target.relationship(name);
        if (other.isEmpty()) {
            faults.add(
                    relationship.toString(),
                    "It is mapped by \"" + name + "\", and " + target + " has no such relationship; it has "
                            + target.relationships() + ".");
            return;
        }
        Relationship<?, ?> held = other.orElseThrow();
        if (!held.target().isAssignableFrom(relationship.owner())) {
            faults.add(
                    relationship.toString(),
                    "It is mapped by " + held + ", which refers to "
                            + held.target().getSimpleName() + "; name the one that refers to "
                            + relationship.owner().getSimpleName() + ".");
        }
        if (held.isViewOnly()) {
            faults.add(relationship.toString(), ViewRules.holdsNothing(held.toString()));
        }
        if (held.terms().mappedBy().isPresent()) {
            faults.add(
                    relationship.toString(),
                    "It and " + held
                            + " are both mapped by the other; take mappedBy from the one that has the column.");
        }
        if (!fits(relationship.kind(), held.kind())) {
            faults.add(
                    relationship.toString(),
                    "It is " + relationship.kind() + ", and " + held + ", by which it is mapped, is " + held.kind()
                            + "; a @OneToMany is mapped by a @ManyToOne, the others by their own kind.");
        }
    }

    private static boolean fits(RelationshipKind inverse, RelationshipKind held) {
        List<RelationshipKind> fitting = new ArrayList<>();
        switch (inverse) {
            case ONE_TO_MANY -> fitting.add(RelationshipKind.MANY_TO_ONE);
            case ONE_TO_ONE -> fitting.add(RelationshipKind.ONE_TO_ONE);
            case MANY_TO_MANY -> fitting.add(RelationshipKind.MANY_TO_MANY);
            case MANY_TO_ONE -> {}
        }
        return fitting.contains(held);
    }
}
