package io.granary.orm.processor;

import io.granary.orm.internal.reading.AttributeKind;
import io.granary.orm.internal.reading.JoinKeys;
import io.granary.orm.internal.reading.JoinTableRules;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinColumns;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.Table;
import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/** What relationships say of their columns, or of the table between. */
final class JoinRules {

    private final RelationshipRules relationships;
    private final ColumnNameRules names;
    private final Problems problems;

    JoinRules(RelationshipRules relationships, ColumnNameRules names, Problems problems) {
        this.relationships = relationships;
        this.names = names;
        this.problems = problems;
    }

    /** Checks a relationship that a class has; what it refers to may be wrong. */
    void check(MappedClass owner, Attribute attribute) {
        Optional<TypeElement> target = relationships.entity(relationships.target(attribute));
        if (target.isEmpty() || ViewRules.is(attribute)) {
            return;
        }
        boolean columns = !joinColumns(attribute).isEmpty();
        if (RelationshipRules.mappedBy(attribute).isPresent()) {
            if (columns || attribute.has(JoinTable.class)) {
                problems.error(
                        attribute, columns ? placeOfColumns(attribute) : JoinTable.class, JoinTableRules.MAPPED_BY);
            }
        } else if (attribute.kind() == AttributeKind.TO_ONE) {
            if (relationships.holds(attribute, relationships.target(attribute))) {
                match(attribute, placeOfColumns(attribute), joinColumns(attribute), target.orElseThrow());
            }
        } else if (columns) {
            if (attribute.has(ManyToMany.class)) {
                problems.error(attribute, placeOfColumns(attribute), JoinTableRules.NO_COLUMN);
            }
        } else {
            attribute.get(JoinTable.class).ifPresent(said -> check(said, owner, attribute, target.orElseThrow()));
        }
    }

    /** Checks that a class has no two tables of one name; those of other classes are seen when all are mapped together. */
    void checkNames(MappedClass owner, List<Attribute> attributes) {
        Map<String, String> names = new HashMap<>();
        for (Attribute attribute : attributes) {
            Optional<JoinTable> said = attribute
                    .get(JoinTable.class)
                    .filter(table -> !table.name().isEmpty()
                            && attribute.kind() == AttributeKind.TO_MANY
                            && RelationshipRules.mappedBy(attribute).isEmpty()
                            && !ViewRules.is(attribute));
            if (said.isPresent()) {
                String name = qualified(said.orElseThrow(), owner);
                String place = owner.place() + "." + attribute.name();
                Optional.ofNullable(names.put(name, place))
                        .ifPresent(other -> problems.error(
                                attribute.annotations(), JoinTable.class, place, JoinTableRules.shared(name, other)));
            }
        }
    }

    private static String qualified(JoinTable said, MappedClass owner) {
        String schema = said.schema().isEmpty()
                ? owner.annotations().get(Table.class).map(Table::schema).orElse("")
                : said.schema();
        return schema.isEmpty() ? said.name() : schema + "." + said.name();
    }

    private void check(JoinTable said, MappedClass owner, Attribute attribute, TypeElement target) {
        JoinTableRules.check(said, sentence -> problems.error(attribute, JoinTable.class, sentence));
        match(attribute, JoinTable.class, List.of(said.joinColumns()), owner.type());
        match(attribute, JoinTable.class, List.of(said.inverseJoinColumns()), target);
    }

    private void match(Attribute attribute, Class<? extends Annotation> at, List<JoinColumn> said, TypeElement target) {
        JoinKeys.match(
                said,
                names.ofKey(target),
                target.getSimpleName().toString(),
                sentence -> problems.error(attribute, at, sentence));
    }

    static List<JoinColumn> joinColumns(Attribute attribute) {
        return List.of(attribute.carrier().getAnnotationsByType(JoinColumn.class));
    }

    private static Class<? extends Annotation> placeOfColumns(Attribute attribute) {
        return attribute.has(JoinColumns.class) ? JoinColumns.class : JoinColumn.class;
    }
}
