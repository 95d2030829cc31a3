package io.granary.orm.processor;

import io.granary.orm.GeneratedBy;
import io.granary.orm.internal.reading.AttributeKind;
import io.granary.orm.internal.reading.GeneratorRules;
import io.granary.orm.internal.reading.InheritanceRules;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
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
            checkGenerated(entity, attribute, new HierarchyRules(classes, reader, problems).isConcrete(entity));
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

    private void checkGenerated(MappedClass entity, Attribute attribute, boolean concrete) {
        if (!attribute.has(Id.class)) {
            return;
        }
        Optional<GeneratedValue> said = attribute.get(GeneratedValue.class);
        if (attribute.has(GeneratedBy.class)) {
            if (said.isPresent()) {
                problems.error(attribute, GeneratedBy.class, GeneratorRules.BOTH);
            }
            checkGenerator(attribute);
        } else if (said.isPresent()) {
            checkStrategy(entity, attribute, said.orElseThrow(), concrete);
        } else if (attribute.has(SequenceGenerator.class)) {
            problems.error(attribute, SequenceGenerator.class, GeneratorRules.UNUSED);
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

    private void checkStrategy(MappedClass entity, Attribute attribute, GeneratedValue said, boolean concrete) {
        Optional<Class<?>> type = classes.known(classes.boxed(attribute.type()));
        boolean number = type.filter(NUMBERS::contains).isPresent();
        boolean uuid = type.filter(found -> found == UUID.class || found == String.class)
                .isPresent();
        GenerationType strategy = GeneratorRules.strategy(said, uuid);
        boolean fits = switch (strategy) {
            case UUID -> uuid;
            case IDENTITY, SEQUENCE -> number;
            default -> false;
        };
        if (!fits) {
            problems.error(
                    attribute, GeneratedValue.class, GeneratorRules.unfit(classes.name(attribute.type()), strategy));
        } else if (strategy == GenerationType.IDENTITY && concrete) {
            problems.error(attribute, GeneratedValue.class, InheritanceRules.NUMBERED);
        } else if (strategy == GenerationType.SEQUENCE) {
            GeneratorRules.sequence(
                    said.generator(), near(entity, attribute), sentence -> sequenceError(attribute, sentence));
        }
    }

    /** At the generator where it is the attribute's, or else at what uses it. */
    private void sequenceError(Attribute attribute, String sentence) {
        boolean own = attribute.has(SequenceGenerator.class) && !sentence.startsWith(GeneratorRules.UNKNOWN);
        problems.error(attribute, own ? SequenceGenerator.class : GeneratedValue.class, sentence);
    }

    /** The generators that stand at the attribute, and those at its class and above that. */
    private static List<SequenceGenerator> near(MappedClass entity, Attribute attribute) {
        return Stream.concat(Stream.of(attribute.carrier()), entity.lineage().stream())
                .flatMap(at -> Stream.of(at.getAnnotationsByType(SequenceGenerator.class)))
                .toList();
    }
}
