package io.granary.orm.processor;

import io.granary.orm.internal.reading.Unsupported;
import javax.lang.model.element.AnnotationMirror;

/** All that is checked of a mapped class. */
final class Rules {

    private final Problems problems;
    private final ClassRules shape;
    private final PlacementRules placement;
    private final KeyRules keys;
    private final ColumnRules columns;
    private final EmbeddingRules embedding;
    private final RelationshipRules relationships;
    private final CallbackRules callbacks;

    Rules(Classes classes, ClassReader reader, Problems problems) {
        this.problems = problems;
        this.shape = new ClassRules(classes, problems);
        this.placement = new PlacementRules(classes, problems);
        this.keys = new KeyRules(classes, reader, problems);
        this.columns = new ColumnRules(classes, problems);
        this.embedding = new EmbeddingRules(classes, reader, problems);
        this.relationships = new RelationshipRules(classes, reader, problems);
        this.callbacks = new CallbackRules(classes, problems);
    }

    KeyRules keys() {
        return keys;
    }

    /** Checks an entity; gives whether a source can be written for it, though something else may be wrong. */
    boolean checkEntity(MappedClass entity) {
        boolean writable = shape.checkEntity(entity) && embedding.check(entity);
        if (!entity.hasAttributes()) {
            return false;
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
        return writable;
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

    private void checkAnnotations(Attribute attribute) {
        for (AnnotationMirror mirror : attribute.carrier().getAnnotationMirrors()) {
            RefusedAnnotations.find(mirror, Unsupported.AT_ATTRIBUTES)
                    .ifPresent(sentence -> problems.error(attribute.carrier(), mirror, attribute.place(), sentence));
        }
    }
}
