package io.granary.orm.processor;

import io.granary.orm.internal.reading.AttributeKind;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** All that is checked of a mapped class. */
final class Rules {

    private final Classes classes;
    private final ClassReader reader;
    private final Problems problems;
    private final HierarchyRules hierarchies;
    private final ClassRules shape;
    private final PlacementRules placement;
    private final KeyRules keys;
    private final AnnotationRules annotations;
    private final ColumnRules columns;
    private final PropertyRules properties;
    private final EmbeddingRules embedding;
    private final RelationshipRules relationships;
    private final ColumnNameRules names;
    private final JoinRules joins;
    private final OverridingRules overriding;
    private final TableColumnRules tables;
    private final CallbackRules callbacks;
    private final ValidatorRules validators;

    Rules(Classes classes, ClassReader reader, Problems problems) {
        this.classes = classes;
        this.reader = reader;
        this.problems = problems;
        this.hierarchies = new HierarchyRules(classes, reader, problems);
        this.shape = new ClassRules(classes, hierarchies, problems);
        this.placement = new PlacementRules(classes, problems);
        this.keys = new KeyRules(classes, reader, problems);
        this.annotations = new AnnotationRules(problems);
        this.columns = new ColumnRules(classes, problems);
        this.properties = new PropertyRules(classes, hierarchies, problems);
        this.embedding = new EmbeddingRules(classes, reader, problems);
        this.relationships = new RelationshipRules(classes, reader, problems);
        this.names = new ColumnNameRules(classes, reader, relationships, problems);
        this.joins = new JoinRules(relationships, names, problems);
        this.overriding = new OverridingRules(classes, names, problems);
        this.tables = new TableColumnRules(names, hierarchies, problems);
        this.callbacks = new CallbackRules(classes, problems);
        this.validators = new ValidatorRules(classes, relationships, problems);
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
        // What is inherited from an entity is checked with that.
        Set<String> inherited = hierarchies.inherited(entity).keySet();
        List<Attribute> own = entity.attributes().stream()
                .filter(attribute -> !inherited.contains(attribute.name()))
                .toList();
        Set<String> overridden = OverridingRules.overridden(entity);
        boolean ends = embedding.check(entity);
        if (ends) {
            names.check(entity, inherited);
            tables.check(entity, inherited);
            overriding.check(entity, hierarchies.own(entity), inherited);
            own.forEach(attribute -> overriding.check(attribute, overridden));
        }
        placement.check(entity);
        if (!hierarchies.isBelow(entity)) {
            keys.check(entity);
        }
        callbacks.check(entity);
        validators.check(entity);
        for (Attribute attribute : own) {
            annotations.check(attribute, false, overridden);
            properties.check(entity, attribute);
            if (attribute.kind().isRelationship()) {
                relationships.check(entity, attribute);
                joins.check(entity, attribute);
            }
        }
        joins.checkNames(entity, own);
        if (ends) {
            Set<String> converted = new HashSet<>();
            entity.lineage().forEach(at -> converted.addAll(converted(at)));
            checkColumns(entity, own, converted);
        }
        return shaped && ends;
    }

    /** Checks attributes in columns, embedded ones within the entity, which may say how they are converted. */
    private void checkColumns(MappedClass mapped, List<Attribute> attributes, Set<String> converted) {
        for (Attribute attribute : attributes) {
            if (attribute.kind() == AttributeKind.BASIC) {
                columns.check(attribute, converted.contains(attribute.name()));
            } else if (attribute.kind() == AttributeKind.EMBEDDED) {
                Set<String> inner = new HashSet<>(converted(attribute.carrier()));
                String prefix = attribute.name() + ".";
                converted.stream()
                        .filter(path -> path.startsWith(prefix))
                        .forEach(path -> inner.add(path.substring(prefix.length())));
                classes.element(attribute.type())
                        .map(type -> reader.read(type, mapped.byProperty()))
                        .ifPresent(part -> checkColumns(part, part.attributes(), inner));
            }
        }
    }

    private static List<String> converted(Element element) {
        return Arrays.stream(element.getAnnotationsByType(Convert.class))
                .map(Convert::attributeName)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Checks an embeddable class, or that of a key; gives whether a source can be written for it. */
    boolean checkPart(MappedClass part) {
        boolean writable = shape.checkMaking(part);
        if (embedding.check(part)) {
            part.attributes().forEach(attribute -> overriding.check(attribute, Set.of()));
        }
        placement.check(part);
        validators.checkPart(part);
        if (part.annotations().has(Embeddable.class)) {
            shape.checkEmbeddable(part.type());
            callbacks.checkEmbeddable(part.type());
        }
        for (Attribute attribute : part.attributes()) {
            annotations.check(attribute, true, Set.of());
            properties.checkPart(attribute);
            if (attribute.kind().isRelationship()) {
                problems.error(
                        attribute,
                        RelationshipRules.annotation(attribute),
                        "A relationship of an embeddable class is not supported; put it into the entity.");
            }
        }
        return writable;
    }

    /** Checks a class that is marked as a converter. */
    void checkConverter(TypeElement converter) {
        ConverterRules.checkApplied(converter, problems);
    }
}
