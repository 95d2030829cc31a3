package io.granary.orm.processor;

import io.granary.orm.GeneratedBy;
import io.granary.orm.internal.reading.InheritanceRules;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Version;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/** What the key of an entity has to be, and what can generate it. */
final class KeyRules {

    private static final Set<Class<?>> NUMBERS = Set.of(Long.class, Integer.class, Short.class);

    private final Classes classes;
    private final ClassReader reader;
    private final Problems problems;

    KeyRules(Classes classes, ClassReader reader, Problems problems) {
        this.classes = classes;
        this.reader = reader;
        this.problems = problems;
    }

    void check(MappedClass entity) {
        List<Attribute> ids = entity.attributes().stream()
                .filter(attribute -> attribute.annotations().has(Id.class))
                .toList();
        Optional<TypeElement> said = keyClass(entity);
        if (entity.key().isEmpty()) {
            problems.error(entity, "It has no key; mark an attribute with @Id.");
        } else if (new KeySize(classes, reader, new RelationshipRules(classes, reader, problems))
                .isCircular(entity.type())) {
            problems.error(
                    entity,
                    "Its key is made of the keys of others, and one of those of its own; take @Id from one of the relationships.");
        }
        int embedded = entity.key().size() - ids.size();
        if (embedded > 1 || (embedded == 1 && (!ids.isEmpty() || said.isPresent()))) {
            problems.error(
                    entity,
                    "An @EmbeddedId is all of a key, and here is another @EmbeddedId, an @Id or an @IdClass; keep one.");
        }
        checkVersions(entity);
        if (said.isPresent()) {
            checkKeyClass(entity, ids, reader.read(said.orElseThrow(), false));
        } else if (ids.size() > 1) {
            problems.error(
                    entity,
                    "It has " + ids.size()
                            + " attributes marked with @Id and no @IdClass; give it one, with attributes of the same names.");
        }
        for (Attribute attribute : entity.attributes()) {
            checkGenerated(attribute, new HierarchyRules(classes, reader, problems).isConcrete(entity));
        }
    }

    private void checkVersions(MappedClass entity) {
        entity.attributes().stream()
                .filter(attribute -> attribute.annotations().has(Version.class))
                .skip(1)
                .forEach(second -> problems.error(
                        second, Version.class, "It is the second @Version of " + entity.place() + "; keep one."));
    }

    /** The class that @IdClass names. */
    Optional<TypeElement> keyClass(MappedClass entity) {
        return entity.lineage().stream()
                .flatMap(at -> new Annotated(at).type(IdClass.class, "value").stream())
                .reduce((above, below) -> below)
                .flatMap(classes::element);
    }

    private void checkKeyClass(MappedClass entity, List<Attribute> ids, MappedClass key) {
        List<String> names =
                key.attributes().stream().map(Attribute::name).sorted().toList();
        List<String> own = ids.stream().map(Attribute::name).sorted().toList();
        if (!names.equals(own)) {
            problems.error(
                    entity,
                    IdClass.class,
                    "Its attributes marked with @Id are " + own + ", and those of " + key.place() + " are " + names
                            + "; give both the same.");
            return;
        }
        for (Attribute id : ids) {
            key.attributes().stream()
                    .filter(part -> part.name().equals(id.name()))
                    .filter(part -> id.kind() == AttributeKind.BASIC && !sameClass(part.type(), id.type()))
                    .forEach(part -> problems.error(
                            id.carrier(),
                            entity.place(),
                            "Its key's attribute " + id.name() + " is of " + classes.name(classes.boxed(id.type()))
                                    + ", and that of " + key.place() + " of "
                                    + classes.name(classes.boxed(part.type())) + "; give both one class."));
        }
    }

    private boolean sameClass(TypeMirror one, TypeMirror other) {
        return classes.types()
                .isSameType(
                        classes.types().erasure(classes.boxed(one)),
                        classes.types().erasure(classes.boxed(other)));
    }

    private void checkGenerated(Attribute attribute, boolean concrete) {
        Annotated annotations = attribute.annotations();
        boolean own = annotations.has(GeneratedBy.class);
        if (!own && !annotations.has(GeneratedValue.class)) {
            return;
        }
        if (!annotations.has(Id.class)) {
            return;
        }
        if (own && annotations.has(GeneratedValue.class)) {
            problems.error(attribute, GeneratedBy.class, "It has @GeneratedBy and @GeneratedValue; choose one.");
        }
        if (own) {
            checkGenerator(attribute);
        } else {
            checkStrategy(attribute, annotations.get(GeneratedValue.class).orElseThrow(), concrete);
        }
    }

    private void checkGenerator(Attribute attribute) {
        Optional<TypeElement> type =
                attribute.annotations().type(GeneratedBy.class, "value").flatMap(classes::element);
        if (type.isPresent() && !classes.canBeMade(type.orElseThrow())) {
            problems.error(
                    attribute.annotations(),
                    GeneratedBy.class,
                    attribute.place(),
                    classes.notMade("generator", type.orElseThrow()));
        }
    }

    private void checkStrategy(Attribute attribute, GeneratedValue said, boolean concrete) {
        Optional<Class<?>> type = classes.known(classes.boxed(attribute.type()));
        boolean number = type.filter(NUMBERS::contains).isPresent();
        boolean uuid = type.filter(found -> found == UUID.class || found == String.class)
                .isPresent();
        GenerationType strategy = said.strategy();
        if (strategy == GenerationType.AUTO) {
            strategy = !said.generator().isEmpty()
                    ? GenerationType.SEQUENCE
                    : uuid ? GenerationType.UUID : GenerationType.IDENTITY;
        }
        boolean fits = switch (strategy) {
            case UUID -> uuid;
            case IDENTITY, SEQUENCE -> number;
            default -> false;
        };
        if (!fits) {
            problems.error(
                    attribute,
                    GeneratedValue.class,
                    "A key of " + classes.name(attribute.type()) + " is not generated by " + strategy
                            + "; use IDENTITY or SEQUENCE for a short, int or long, UUID for a UUID or a String, or @GeneratedBy.");
        } else if (strategy == GenerationType.IDENTITY && concrete) {
            problems.error(attribute, GeneratedValue.class, InheritanceRules.NUMBERED);
        }
    }
}
