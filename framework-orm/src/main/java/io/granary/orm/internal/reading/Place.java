package io.granary.orm.internal.reading;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import java.lang.reflect.AnnotatedElement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where an attribute stands, and what is said of it from outside its class.
 *
 * @param path the attributes it is within
 * @param overrides the columns of attributes here, by their names
 * @param converts the converters of attributes here, by their names
 * @param properties whether classes that do not say so themselves are read at their getters
 * @param within the embeddable classes it is within
 */
record Place(
        String path,
        Map<String, Column> overrides,
        Map<String, Convert> converts,
        boolean properties,
        Set<Class<?>> within) {

    /** That of an entity's attributes; the entity may say something of those it inherits. */
    static Place top(Class<?> entity) {
        Map<String, Column> overrides = new HashMap<>();
        Map<String, Convert> converts = new HashMap<>();
        for (Class<?> at : Members.lineage(entity)) {
            overridesAt(at).forEach(override -> overrides.put(override.name(), override.column()));
            convertsAt(at).forEach(convert -> converts.put(convert.attributeName(), convert));
        }
        return new Place("", overrides, converts, Members.byProperty(entity), Set.of());
    }

    String pathOf(Member member) {
        return path.isEmpty() ? member.name() : path + "." + member.name();
    }

    Optional<Column> columnOf(Member member) {
        Column override = overrides.get(member.name());
        return override == null ? member.get(Column.class) : Optional.of(override);
    }

    Optional<Convert> converterOf(Member member) {
        Convert said = converts.get(member.name());
        return said == null ? member.get(Convert.class) : Optional.of(said);
    }

    /** The place within an embedded attribute: what is said further out goes first. */
    Place within(Member member) {
        Map<String, Column> columns = new HashMap<>();
        Map<String, Convert> converters = new HashMap<>();
        overridesAt(member.annotations()).forEach(override -> columns.put(override.name(), override.column()));
        convertsAt(member.annotations()).forEach(convert -> converters.put(convert.attributeName(), convert));
        columns.putAll(behind(member, overrides));
        converters.putAll(behind(member, converts));
        Set<Class<?>> classes = new HashSet<>(within);
        classes.add(member.type());
        return new Place(pathOf(member), columns, converters, properties, classes);
    }

    private static <T> Map<String, T> behind(Member member, Map<String, T> all) {
        String prefix = member.name() + ".";
        Map<String, T> some = new HashMap<>();
        all.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                some.put(name.substring(prefix.length()), value);
            }
        });
        return some;
    }

    static List<AttributeOverride> overridesAt(AnnotatedElement element) {
        return List.of(element.getDeclaredAnnotationsByType(AttributeOverride.class));
    }

    static List<Convert> convertsAt(AnnotatedElement element) {
        return List.of(element.getDeclaredAnnotationsByType(Convert.class));
    }
}
