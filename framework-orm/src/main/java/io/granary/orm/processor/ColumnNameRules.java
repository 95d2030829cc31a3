package io.granary.orm.processor;

import io.granary.orm.internal.reading.JoinKeys;
import io.granary.orm.internal.reading.Names;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.JoinColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** No two attributes of an entity have one column. */
final class ColumnNameRules {

    /** How many keys may be made of one another; more are made of themselves. */
    private static final int KEY_DEPTH = 8;

    private final Classes classes;
    private final ClassReader reader;
    private final RelationshipRules relationships;
    private final Problems problems;

    ColumnNameRules(Classes classes, ClassReader reader, RelationshipRules relationships, Problems problems) {
        this.classes = classes;
        this.reader = reader;
        this.relationships = relationships;
        this.problems = problems;
    }

    /** Checks an entity whose embedded attributes come to an end; what it has from an entity above it is checked with that. */
    void check(MappedClass entity, Set<String> inherited) {
        Map<String, String> owners = new HashMap<>();
        Map<String, String> overrides = new HashMap<>();
        entity.lineage().forEach(at -> overrides.putAll(overridesAt(at)));
        for (Attribute attribute : entity.attributes()) {
            for (Named column : columns(attribute, "", overrides, KEY_DEPTH)) {
                String other = owners.putIfAbsent(column.name(), column.path());
                if (other != null && !inherited.contains(attribute.name())) {
                    problems.error(
                            attribute.carrier(),
                            entity.place() + "." + column.path(),
                            "Its column \"" + column.name() + "\" is that of " + other
                                    + ", too. One column belongs to one attribute, even if the second only reads it; name another column, or take the"
                                    + " second attribute away: the key of what a relationship refers to is had from that.");
                }
            }
        }
    }

    /** The names of the columns of a key, in order; of one that is made of itself, some. */
    List<String> ofKey(TypeElement entity) {
        return key(entity, KEY_DEPTH).stream().map(Named::name).toList();
    }

    private List<Named> key(TypeElement entity, int depth) {
        MappedClass mapped = reader.read(entity);
        Map<String, String> overrides = new HashMap<>();
        mapped.lineage().forEach(at -> overrides.putAll(overridesAt(at)));
        return mapped.key().stream()
                .flatMap(part -> columns(part, "", overrides, depth).stream())
                .toList();
    }

    /** The names of the columns of some attributes of an entity, in order. */
    List<String> of(MappedClass entity, Predicate<Attribute> which) {
        Map<String, String> overrides = new HashMap<>();
        entity.lineage().forEach(at -> overrides.putAll(overridesAt(at)));
        return entity.attributes().stream()
                .filter(which)
                .flatMap(attribute -> columns(attribute, "", overrides, KEY_DEPTH).stream())
                .map(Named::name)
                .toList();
    }

    /** What an attribute has in columns that an entity may say something of, by its path: nothing of a relationship. */
    List<String> paths(Attribute attribute) {
        return attribute.kind().isRelationship()
                ? List.of()
                : columns(attribute, "", Map.of(), KEY_DEPTH).stream()
                        .map(Named::path)
                        .toList();
    }

    private record Named(String name, String path) {}

    private List<Named> columns(Attribute attribute, String prefix, Map<String, String> overrides, int depth) {
        String path = prefix + attribute.name();
        return switch (attribute.kind()) {
            case TO_MANY -> List.of();
            case BASIC -> List.of(new Named(name(attribute, overrides), path));
            case TO_ONE -> references(attribute, path, depth);
            case EMBEDDED -> {
                Map<String, String> inner = within(attribute, overrides);
                List<Named> columns = new ArrayList<>();
                classes.element(attribute.type()).map(reader::read).stream()
                        .flatMap(type -> type.attributes().stream())
                        .filter(part -> !part.kind().isRelationship())
                        .forEach(part -> columns.addAll(columns(part, path + ".", inner, depth)));
                yield columns;
            }
        };
    }

    private static String name(Attribute attribute, Map<String, String> overrides) {
        String own = attribute.annotations().get(Column.class).map(Column::name).orElse("");
        return Names.given(overrides.getOrDefault(attribute.name(), own), Names.inDatabase(attribute.name()));
    }

    private static Map<String, String> overridesAt(Element element) {
        Map<String, String> names = new HashMap<>();
        for (AttributeOverride override : element.getAnnotationsByType(AttributeOverride.class)) {
            names.put(override.name(), override.column().name());
        }
        return names;
    }

    /** What is said further out goes first. */
    private static Map<String, String> within(Attribute attribute, Map<String, String> overrides) {
        Map<String, String> inner = overridesAt(attribute.carrier());
        String prefix = attribute.name() + ".";
        overrides.forEach((path, column) -> {
            if (path.startsWith(prefix)) {
                inner.put(path.substring(prefix.length()), column);
            }
        });
        return inner;
    }

    private List<Named> references(Attribute attribute, String path, int depth) {
        Optional<TypeElement> target = relationships.entity(relationships.target(attribute));
        if (target.isEmpty()
                || depth == 0
                || ViewRules.is(attribute)
                || RelationshipRules.mappedBy(attribute).isPresent()) {
            return List.of();
        }
        List<Named> key = key(target.orElseThrow(), depth - 1);
        List<Optional<JoinColumn>> said = JoinKeys.match(
                JoinRules.joinColumns(attribute),
                key.stream().map(Named::name).toList(),
                attribute.name(),
                sentence -> {});
        List<Named> columns = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            String referred = key.get(i).name();
            String join = said.get(i).map(JoinColumn::name).orElse("");
            columns.add(new Named(Names.given(join, Names.inDatabase(attribute.name()) + "_" + referred), path));
        }
        return columns;
    }
}
