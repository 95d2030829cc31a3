package io.granary.orm.processor;

import io.granary.orm.LoadedBy;
import io.granary.orm.mapping.RelationshipKind;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;

/**
 * What a relationship cannot be whose members are never loaded; {@link io.granary.orm.internal.reading.WriteOnlyRules} says the same at start.
 */
final class WriteOnlyRules {

    private final Classes classes;
    private final Problems problems;

    WriteOnlyRules(Classes classes, Problems problems) {
        this.classes = classes;
        this.problems = problems;
    }

    void check(MappedClass owner, Attribute attribute, TypeElement target) {
        if (attribute.annotations().has(OrderBy.class)) {
            problems.error(attribute, OrderBy.class, io.granary.orm.internal.reading.WriteOnlyRules.ORDERED);
        }
        if (attribute.annotations().has(LoadedBy.class)) {
            problems.error(attribute, LoadedBy.class, io.granary.orm.internal.reading.WriteOnlyRules.LOADED);
        }
        if (isOf(root(target), InheritanceType.TABLE_PER_CLASS)) {
            problems.error(
                    attribute,
                    RelationshipRules.annotation(attribute),
                    io.granary.orm.internal.reading.WriteOnlyRules.SEVERAL_TABLES);
        }
        if (!removes(attribute)) {
            return;
        }
        if (RelationshipRules.kind(attribute) == RelationshipKind.MANY_TO_MANY
                || RelationshipRules.mappedBy(attribute).isEmpty()) {
            problems.error(
                    attribute,
                    RelationshipRules.annotation(attribute),
                    io.granary.orm.internal.reading.WriteOnlyRules.REMOVES_BY_TABLE);
        } else if (isHierarchy(owner.type(), target)) {
            problems.error(
                    attribute,
                    RelationshipRules.annotation(attribute),
                    io.granary.orm.internal.reading.WriteOnlyRules.REMOVES_HIERARCHY);
        }
    }

    private static boolean removes(Attribute attribute) {
        Optional<OneToMany> one = attribute.annotations().get(OneToMany.class);
        Stream<CascadeType> cascades = Stream.concat(
                one.stream().flatMap(said -> Arrays.stream(said.cascade())),
                attribute.annotations().get(ManyToMany.class).stream().flatMap(said -> Arrays.stream(said.cascade())));
        return one.filter(OneToMany::orphanRemoval).isPresent()
                || cascades.anyMatch(cascade -> cascade == CascadeType.ALL || cascade == CascadeType.REMOVE);
    }

    private boolean isHierarchy(TypeElement owner, TypeElement target) {
        TypeElement root = root(target);
        return isOf(root, InheritanceType.JOINED) || !root.equals(target) || root.equals(root(owner));
    }

    private static boolean isOf(TypeElement root, InheritanceType strategy) {
        return new Annotated(root)
                .get(Inheritance.class)
                .filter(said -> said.strategy() == strategy)
                .isPresent();
    }

    private TypeElement root(TypeElement type) {
        TypeElement root = type;
        for (Optional<TypeElement> at = Optional.of(type); at.isPresent(); at = at.flatMap(classes::above)) {
            root = new Annotated(at.orElseThrow()).has(Entity.class) ? at.orElseThrow() : root;
        }
        return root;
    }
}
