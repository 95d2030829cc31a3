package io.granary.orm.processor;

import io.granary.orm.internal.reading.AttributeKind;
import io.granary.orm.internal.reading.MappingRules;
import io.granary.orm.mapping.RelationshipKind;
import jakarta.persistence.MapKey;
import jakarta.persistence.OrderBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** What the other end of a relationship has to have. */
final class InverseRules {

    private final Classes classes;
    private final ClassReader reader;
    private final RelationshipRules relationships;
    private final Problems problems;

    InverseRules(Classes classes, ClassReader reader, RelationshipRules relationships, Problems problems) {
        this.classes = classes;
        this.reader = reader;
        this.relationships = relationships;
        this.problems = problems;
    }

    /** Checks a relationship to an entity. */
    void check(MappedClass owner, Attribute attribute) {
        MappedClass target = reader.read(
                relationships.entity(relationships.target(attribute)).orElseThrow());
        RelationshipRules.mappedBy(attribute)
                .filter(name -> !ViewRules.is(attribute))
                .ifPresent(name -> checkInverse(owner, attribute, target, name));
        attribute
                .annotations()
                .get(MapKey.class)
                .map(MapKey::name)
                .filter(name -> classes.is(attribute.type(), Map.class))
                .ifPresent(name -> checkMapKey(owner, attribute, target, name));
        attribute
                .annotations()
                .get(OrderBy.class)
                .filter(order -> attribute.kind() == AttributeKind.TO_MANY)
                .ifPresent(order -> checkOrder(owner, attribute, target, order.value()));
    }

    private void checkMapKey(MappedClass owner, Attribute attribute, MappedClass target, String name) {
        List<Attribute> candidates = target.attributes().stream()
                .filter(other -> !other.kind().isRelationship())
                .toList();
        List<Attribute> keys = target.key();
        String wanted = name.isEmpty() && keys.size() == 1 ? keys.get(0).name() : name;
        Optional<Attribute> key =
                candidates.stream().filter(other -> other.name().equals(wanted)).findFirst();
        Optional<String> problem = key.isEmpty()
                ? Optional.of(MappingRules.unknownKey(
                        name,
                        target.place(),
                        candidates.stream().map(Attribute::name).toList()))
                : key.filter(found -> found.kind() == AttributeKind.BASIC)
                        .flatMap(found -> otherKey(attribute, target, found));
        problem.ifPresent(
                sentence -> problems.error(attribute.annotations(), MapKey.class, text(owner, attribute), sentence));
    }

    private Optional<String> otherKey(Attribute map, MappedClass target, Attribute key) {
        TypeMirror boxed = classes.boxed(key.type());
        return ((DeclaredType) map.type())
                .getTypeArguments().stream()
                        .findFirst()
                        // What is of something itself says nothing of its class, as at run time.
                        .filter(keys -> keys instanceof DeclaredType declared
                                && declared.getTypeArguments().isEmpty()
                                && !classes.isBelow(boxed, keys))
                        .map(keys -> MappingRules.otherKey(
                                classes.name(keys),
                                target.place(),
                                key.name(),
                                classes.name(key.type()),
                                classes.element(boxed)
                                        .map(found -> found.getSimpleName().toString())
                                        .orElseGet(boxed::toString)));
    }

    private void checkInverse(MappedClass owner, Attribute attribute, MappedClass target, String name) {
        List<Attribute> candidates = target.attributes().stream()
                .filter(other -> other.kind().isRelationship())
                .toList();
        Optional<Attribute> other = candidates.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
        if (other.isEmpty()) {
            error(
                    owner,
                    attribute,
                    "It is mapped by \"" + name + "\", and " + target.place() + " has no such relationship; it has "
                            + candidates.stream()
                                    .map(candidate -> text(target, candidate))
                                    .toList()
                            + ".");
            return;
        }
        Attribute held = other.orElseThrow();
        TypeMirror back = relationships.target(held);
        if (!classes.types()
                .isSubtype(
                        classes.types().erasure(owner.type().asType()),
                        classes.types().erasure(back))) {
            error(
                    owner,
                    attribute,
                    "It is mapped by " + text(target, held) + ", which refers to "
                            + classes.element(back)
                                    .map(TypeElement::getSimpleName)
                                    .map(Object::toString)
                                    .orElseGet(back::toString)
                            + "; name the one that refers to " + owner.place() + ".");
        }
        if (ViewRules.is(held)) {
            error(owner, attribute, io.granary.orm.internal.reading.ViewRules.holdsNothing(text(target, held)));
        }
        if (RelationshipRules.mappedBy(held).isPresent()) {
            error(
                    owner,
                    attribute,
                    "It and " + text(target, held)
                            + " are both mapped by the other; take mappedBy from the one that has the column.");
        }
        RelationshipKind kind = RelationshipRules.kind(attribute);
        RelationshipKind heldKind = RelationshipRules.kind(held);
        if (heldKind != counterpart(kind)) {
            error(
                    owner,
                    attribute,
                    "It is " + kind + ", and " + text(target, held) + ", by which it is mapped, is " + heldKind
                            + "; a @OneToMany is mapped by a @ManyToOne, the others by their own kind.");
        }
    }

    private static RelationshipKind counterpart(RelationshipKind inverse) {
        return switch (inverse) {
            case ONE_TO_MANY -> RelationshipKind.MANY_TO_ONE;
            case ONE_TO_ONE -> RelationshipKind.ONE_TO_ONE;
            case MANY_TO_MANY, MANY_TO_ONE -> RelationshipKind.MANY_TO_MANY;
        };
    }

    private void checkOrder(MappedClass owner, Attribute attribute, MappedClass target, String order) {
        for (String term : order.split(",", -1)) {
            String[] words = term.strip().split("\\s+", -1);
            if (words.length > 2 || (words.length == 2 && !isDirection(words[1]))) {
                problems.error(
                        attribute.annotations(),
                        OrderBy.class,
                        attribute.place(),
                        "It is ordered by \"" + term.strip() + "\"; write an attribute, and ASC or DESC behind it.");
            }
            String path = term.strip().split("\\s+", 2)[0];
            if (!isKeyAlone(term.strip()) && !paths(target, "", 0).contains(path)) {
                problems.error(
                        attribute.annotations(),
                        OrderBy.class,
                        text(owner, attribute),
                        "It is ordered by \"" + path + "\", which " + target.place()
                                + " does not have in a column; it has " + paths(target, "", 0) + ".");
            }
        }
    }

    private static boolean isKeyAlone(String term) {
        return term.isEmpty() || isDirection(term);
    }

    private static boolean isDirection(String word) {
        return "asc".equalsIgnoreCase(word) || "desc".equalsIgnoreCase(word);
    }

    /** The attributes that have columns. */
    private List<String> paths(MappedClass mapped, String prefix, int depth) {
        List<String> paths = new ArrayList<>();
        for (Attribute attribute : mapped.attributes()) {
            Optional<TypeElement> embedded = attribute.kind() == AttributeKind.EMBEDDED && depth < EmbeddingRules.DEPTH
                    ? classes.element(attribute.type())
                    : Optional.empty();
            if (embedded.isPresent()) {
                paths.addAll(paths(
                        reader.read(embedded.orElseThrow(), mapped.byProperty()),
                        prefix + attribute.name() + ".",
                        depth + 1));
            } else if (hasColumn(attribute)) {
                paths.add(prefix + attribute.name());
            }
        }
        return paths;
    }

    private boolean hasColumn(Attribute attribute) {
        return attribute.kind() != AttributeKind.TO_MANY
                && (attribute.kind() != AttributeKind.TO_ONE
                        || (RelationshipRules.mappedBy(attribute).isEmpty()
                                && !ViewRules.is(attribute)
                                && relationships.holds(attribute, relationships.target(attribute))
                                && relationships
                                        .entity(relationships.target(attribute))
                                        .isPresent()));
    }

    private void error(MappedClass owner, Attribute attribute, String sentence) {
        problems.error(
                attribute.annotations(), RelationshipRules.annotation(attribute), text(owner, attribute), sentence);
    }

    /** A relationship is said to be one of its entity, also where that inherits it. */
    private static String text(MappedClass owner, Attribute attribute) {
        return owner.place() + "." + attribute.name();
    }
}
