package io.granary.orm.processor;

import io.granary.orm.Ref;
import io.granary.orm.WriteOnly;
import io.granary.orm.internal.reading.AttributeKind;
import io.granary.orm.internal.reading.RelationshipReader;
import io.granary.orm.internal.reading.TargetRules;
import io.granary.orm.mapping.RelationshipKind;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKey;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import java.lang.annotation.Annotation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** What relationships have to be, seen from the class that has them. */
final class RelationshipRules {

    private final Classes classes;
    private final ClassReader reader;
    private final Problems problems;

    RelationshipRules(Classes classes, ClassReader reader, Problems problems) {
        this.classes = classes;
        this.reader = reader;
        this.problems = problems;
    }

    void check(MappedClass entity, Attribute attribute) {
        boolean fits = attribute.kind() == AttributeKind.TO_ONE ? checkOne(attribute) : checkMany(attribute);
        if (fits) {
            new InverseRules(classes, reader, this, problems).check(entity, attribute);
            if (ViewRules.is(attribute)) {
                new ViewRules(classes, problems).check(entity, attribute, target(attribute));
            } else if (classes.is(attribute.type(), WriteOnly.class)) {
                new WriteOnlyRules(classes, problems)
                        .check(entity, attribute, entity(target(attribute)).orElseThrow());
            }
        }
    }

    private boolean checkOne(Attribute attribute) {
        TypeMirror target = target(attribute);
        Optional<TypeElement> entity = entity(target);
        if (classes.is(target, Ref.class)) {
            problems.error(attribute, "It does not say what it refers to; write Ref<TheEntity>.");
            return false;
        }
        if (entity.isEmpty()) {
            problems.error(attribute, annotation(attribute), TargetRules.noEntity(classes.name(target)));
            return false;
        }
        TypeMirror declared = declaredTarget(attribute);
        if (!holds(attribute, target)) {
            problems.error(
                    attribute,
                    annotation(attribute),
                    "Its targetEntity is " + classes.name(target) + ", and it can hold a " + classes.name(declared)
                            + " only; take targetEntity away.");
            return false;
        }
        return true;
    }

    private boolean checkMany(Attribute attribute) {
        boolean map = classes.is(attribute.type(), Map.class);
        if (map != attribute.annotations().has(MapKey.class)) {
            problems.error(
                    attribute,
                    map ? annotation(attribute) : MapKey.class,
                    map ? RelationshipReader.MAP_WITHOUT_KEY : RelationshipReader.KEY_WITHOUT_MAP);
        }
        boolean collection = map
                || classes.is(attribute.type(), List.class)
                || classes.is(attribute.type(), Set.class)
                || classes.is(attribute.type(), Collection.class)
                || classes.is(attribute.type(), WriteOnly.class);
        TypeMirror target = target(attribute);
        if (!collection || !isClass(target)) {
            problems.error(
                    attribute,
                    annotation(attribute),
                    "A relationship to many is a List, a Set or a Collection of the other class, and this is "
                            + classes.genericName(attribute.type()) + "; make it a List<TheEntity>.");
            return false;
        }
        TypeMirror declared = declaredTarget(attribute);
        if (isClass(declared) && !classes.isBelow(target, declared)) {
            problems.error(
                    attribute,
                    annotation(attribute),
                    "Its targetEntity is " + classes.name(target) + ", and it holds " + classes.name(declared)
                            + "; take targetEntity away.");
            return false;
        }
        if (entity(target).isEmpty()) {
            problems.error(
                    attribute,
                    annotation(attribute),
                    "Its elements are of " + classes.name(target) + ", which is no @Entity; annotate that.");
            return false;
        }
        if (attribute.annotations().has(OneToMany.class)
                && mappedBy(attribute).isEmpty()
                && !ViewRules.is(attribute)
                && !JoinRules.joinColumns(attribute).isEmpty()) {
            problems.error(
                    attribute,
                    annotation(attribute),
                    "A @OneToMany by a column of the other table needs the other side: give "
                            + entity(target).orElseThrow().getSimpleName()
                            + " a @ManyToOne, and name it in mappedBy.");
        }
        return true;
    }

    private static boolean isClass(TypeMirror type) {
        return type instanceof DeclaredType declared
                && declared.getTypeArguments().isEmpty();
    }

    /** The class at the other end, or what stands in its place. */
    TypeMirror target(Attribute attribute) {
        return attribute
                .annotations()
                .type(annotation(attribute), "targetEntity")
                .orElseGet(() -> declaredTarget(attribute));
    }

    /** Whether an attribute to one can refer to an object of a class, as its type says. */
    boolean holds(Attribute attribute, TypeMirror target) {
        TypeMirror declared = declaredTarget(attribute);
        return classes.is(declared, Ref.class) || classes.isBelow(target, declared);
    }

    /** What the attribute's type says of the class at the other end. */
    private TypeMirror declaredTarget(Attribute attribute) {
        boolean holds = attribute.kind() == AttributeKind.TO_MANY || classes.is(attribute.type(), Ref.class);
        if (!holds || !(attribute.type() instanceof DeclaredType type)) {
            return attribute.type();
        }
        return type.getTypeArguments().stream()
                .skip(classes.is(attribute.type(), Map.class) ? 1 : 0)
                .filter(RelationshipRules::isClass)
                .findFirst()
                .<TypeMirror>map(found -> found)
                .orElse(
                        attribute.kind() == AttributeKind.TO_MANY
                                ? classes.types().getNoType(javax.lang.model.type.TypeKind.NONE)
                                : type);
    }

    Optional<TypeElement> entity(TypeMirror type) {
        return classes.element(type).filter(found -> new Annotated(found).has(Entity.class));
    }

    static Class<? extends Annotation> annotation(Attribute attribute) {
        for (Class<? extends Annotation> kind :
                List.of(ManyToOne.class, OneToOne.class, OneToMany.class, ManyToMany.class)) {
            if (attribute.annotations().has(kind)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(attribute.place() + " is no relationship");
    }

    static RelationshipKind kind(Attribute attribute) {
        Annotated annotations = attribute.annotations();
        if (attribute.kind() == AttributeKind.TO_ONE) {
            return annotations.has(OneToOne.class) ? RelationshipKind.ONE_TO_ONE : RelationshipKind.MANY_TO_ONE;
        }
        return annotations.has(OneToMany.class) ? RelationshipKind.ONE_TO_MANY : RelationshipKind.MANY_TO_MANY;
    }

    /** The attribute of the other class that holds it; empty if this side does. */
    static Optional<String> mappedBy(Attribute attribute) {
        Annotated annotations = attribute.annotations();
        return (switch (kind(attribute)) {
                    case ONE_TO_ONE -> annotations.get(OneToOne.class).map(OneToOne::mappedBy);
                    case ONE_TO_MANY -> annotations.get(OneToMany.class).map(OneToMany::mappedBy);
                    case MANY_TO_MANY -> annotations.get(ManyToMany.class).map(ManyToMany::mappedBy);
                    case MANY_TO_ONE -> Optional.<String>empty();
                })
                .filter(name -> !name.isEmpty());
    }
}
