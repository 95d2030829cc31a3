package io.granary.orm.processor;

import io.granary.orm.internal.reading.Unsupported;
import jakarta.persistence.Converter;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/** All that is checked of a mapped class. */
final class Rules {

    private final Classes classes;
    private final Problems problems;
    private final ClassRules shape;
    private final PlacementRules placement;
    private final KeyRules keys;
    private final ColumnRules columns;
    private final EmbeddingRules embedding;
    private final RelationshipRules relationships;
    private final ColumnNameRules names;
    private final CallbackRules callbacks;

    Rules(Classes classes, ClassReader reader, Problems problems) {
        this.classes = classes;
        this.problems = problems;
        this.shape = new ClassRules(classes, problems);
        this.placement = new PlacementRules(classes, problems);
        this.keys = new KeyRules(classes, reader, problems);
        this.columns = new ColumnRules(classes, problems);
        this.embedding = new EmbeddingRules(classes, reader, problems);
        this.relationships = new RelationshipRules(classes, reader, problems);
        this.names = new ColumnNameRules(classes, reader, relationships, problems);
        this.callbacks = new CallbackRules(classes, problems);
    }

    KeyRules keys() {
        return keys;
    }

    /** Checks an entity; gives whether a source can be written for it, though something else may be wrong. */
    boolean checkEntity(MappedClass entity) {
        boolean shaped = shape.checkEntity(entity);
        if (!entity.hasAttributes()) {
            return false;
        }
        boolean ends = embedding.check(entity);
        if (ends) {
            names.check(entity);
        }
        placement.check(entity);
        keys.check(entity);
        callbacks.check(entity);
        for (Attribute attribute : entity.attributes()) {
            checkAnnotations(attribute);
            if (attribute.kind().isRelationship()) {
                relationships.check(entity, attribute);
            } else if (attribute.kind() == AttributeKind.BASIC) {
                columns.check(attribute);
            }
        }
        return shaped && ends;
    }

    /** Checks an embeddable class, or that of a key; gives whether a source can be written for it. */
    boolean checkPart(MappedClass part) {
        boolean writable = shape.checkMaking(part);
        embedding.check(part);
        placement.check(part);
        for (Attribute attribute : part.attributes()) {
            if (attribute.kind().isRelationship()) {
                problems.error(
                        attribute,
                        RelationshipRules.annotation(attribute),
                        "A relationship of an embeddable class is not supported; put it into the entity.");
            } else if (attribute.kind() == AttributeKind.BASIC) {
                columns.check(attribute);
            }
        }
        return writable;
    }

    /** Checks a class that is marked as a converter. */
    void checkConverter(TypeElement converter) {
        Annotated annotations = new Annotated(converter);
        if (annotations.get(Converter.class).map(Converter::autoApply).orElse(false)) {
            problems.error(
                    annotations,
                    Converter.class,
                    converter.getSimpleName().toString(),
                    "It wants to be applied by itself, which is not supported; name it in a @Convert at each attribute that it converts.");
        }
    }

    private void checkAnnotations(Attribute attribute) {
        checkAnnotations(attribute, attribute.carrier());
        boolean converted = columns.isConverted(attribute);
        classes.element(attribute.type())
                .filter(type -> type.getKind() == ElementKind.ENUM && !converted)
                .ifPresent(type -> type.getEnclosedElements().forEach(field -> checkAnnotations(attribute, field)));
    }

    private void checkAnnotations(Attribute attribute, Element annotated) {
        for (AnnotationMirror mirror : annotated.getAnnotationMirrors()) {
            RefusedAnnotations.find(mirror, Unsupported.AT_ATTRIBUTES).ifPresent(sentence -> {
                if (annotated.equals(attribute.carrier())) {
                    problems.error(annotated, mirror, attribute.place(), sentence);
                } else {
                    problems.error(attribute, sentence);
                }
            });
        }
    }
}
