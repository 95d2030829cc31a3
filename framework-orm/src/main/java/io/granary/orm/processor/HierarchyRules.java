package io.granary.orm.processor;

import io.granary.orm.internal.reading.AttributeKind;
import io.granary.orm.internal.reading.InheritanceRules;
import io.granary.orm.internal.reading.Names;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.Version;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeMirror;

/** What a class has from the entities above it, and what it has to keep to beside them. */
final class HierarchyRules {

    private final Classes classes;
    private final ClassReader reader;
    private final Problems problems;

    HierarchyRules(Classes classes, ClassReader reader, Problems problems) {
        this.classes = classes;
        this.reader = reader;
        this.problems = problems;
    }

    /** The class, and the entities above it before it, the topmost first. */
    private List<TypeElement> entities(MappedClass entity) {
        List<TypeElement> entities = new ArrayList<>(List.of(entity.type()));
        for (Optional<TypeElement> at = classes.above(entity.type()); at.isPresent(); at = at.flatMap(classes::above)) {
            at.filter(above -> new Annotated(above).has(Entity.class)).ifPresent(above -> entities.add(0, above));
        }
        return entities;
    }

    /** The topmost entity. */
    TypeElement root(MappedClass entity) {
        return entities(entity).get(0);
    }

    /** Whether a class is in a hierarchy of entities, or may have one below it. */
    boolean isInHierarchy(MappedClass entity) {
        return new Annotated(root(entity)).has(Inheritance.class);
    }

    /** Whether it is in a hierarchy of which each class that has objects has a table of its own. */
    boolean isConcrete(MappedClass entity) {
        return InheritanceRules.isConcrete(new Compiled(root(entity)));
    }

    /** Whether it is in a hierarchy of which each class has a table for what it has beside the one above. */
    boolean isJoined(MappedClass entity) {
        return InheritanceRules.isJoined(new Compiled(root(entity)));
    }

    /** The names of the topmost entity's attributes. */
    Set<String> ofRoot(MappedClass entity) {
        return reader.read(root(entity)).attributes().stream()
                .map(Attribute::name)
                .collect(Collectors.toSet());
    }

    /** The column that tells the classes of a hierarchy apart; empty for a class that is in none. */
    Optional<String> discriminator(MappedClass entity) {
        return isInHierarchy(entity)
                ? Optional.of(InheritanceRules.discriminatorOf(new Compiled(root(entity))))
                : Optional.empty();
    }

    /** The class and those above it that the entity above it does not have. */
    List<TypeElement> own(MappedClass entity) {
        List<TypeElement> entities = entities(entity);
        if (entities.size() < 2) {
            return entity.lineage();
        }
        TypeElement parent = entities.get(entities.size() - 2);
        return entity.lineage().stream()
                .filter(at -> !classes.types()
                        .isSubtype(
                                classes.types().erasure(parent.asType()),
                                classes.types().erasure(at.asType())))
                .toList();
    }

    /** The attributes that the entity above a class has, by their names; none if there is no such entity. */
    Map<String, Attribute> inherited(MappedClass entity) {
        List<TypeElement> entities = entities(entity);
        Map<String, Attribute> inherited = new HashMap<>();
        if (entities.size() > 1) {
            reader.read(entities.get(entities.size() - 2))
                    .attributes()
                    .forEach(attribute -> inherited.put(attribute.name(), attribute));
        }
        return inherited;
    }

    boolean isBelow(MappedClass entity) {
        return entities(entity).size() > 1;
    }

    void check(MappedClass entity) {
        InheritanceRules.check(
                entities(entity).stream().map(Compiled::new).toList(),
                (annotation, sentence) -> annotation.ifPresentOrElse(
                        at -> problems.error(entity, at, sentence), () -> problems.error(entity, sentence)));
        if (!isBelow(entity)) {
            if (isInHierarchy(entity) && !isConcrete(entity)) {
                checkDiscriminator(entity);
            }
            return;
        }
        Map<String, Attribute> inherited = inherited(entity);
        String root = root(entity).getSimpleName().toString();
        for (Attribute attribute : entity.attributes()) {
            check(attribute, Optional.ofNullable(inherited.get(attribute.name())), root);
        }
        checkOverrides(entity, inherited);
    }

    private void checkDiscriminator(MappedClass root) {
        Compiled topmost = new Compiled(root.type());
        String name = InheritanceRules.discriminatorOf(topmost);
        for (Attribute attribute : root.attributes()) {
            Optional<Column> said = attribute.annotations().get(Column.class);
            String column = Names.given(said.map(Column::name).orElse(""), Names.inDatabase(attribute.name()));
            boolean written = said.map(Column::insertable).orElse(true)
                    || said.map(Column::updatable).orElse(true);
            if (attribute.kind() != AttributeKind.BASIC || !column.equals(name)) {
                continue;
            }
            if (written) {
                problems.error(attribute, InheritanceRules.written(name));
            }
            InheritanceRules.unfit(topmost, boxed(attribute.type()))
                    .ifPresent(sentence -> problems.error(attribute, sentence));
        }
    }

    /** The name of a class, of a primitive one that of the class in its place; without the annotations of its use. */
    private String boxed(TypeMirror type) {
        TypeMirror given = type.getKind().isPrimitive()
                ? classes.types().boxedClass((PrimitiveType) type).asType()
                : type;
        return classes.types().asElement(given) instanceof TypeElement named
                ? named.getQualifiedName().toString()
                : given.toString();
    }

    private void check(Attribute attribute, Optional<Attribute> above, String root) {
        if (above.isEmpty() && attribute.isKey()) {
            problems.error(
                    attribute,
                    attribute.annotations().has(Id.class) ? Id.class : EmbeddedId.class,
                    "The key of a hierarchy is that of " + root + ", the topmost entity; take @Id away.");
        } else if (above.isEmpty() && attribute.annotations().has(Version.class)) {
            problems.error(
                    attribute,
                    Version.class,
                    "The version of a hierarchy is that of " + root + ", the topmost entity; put @Version there.");
        } else if (above.isPresent()
                && !above.orElseThrow().declaring().equals(attribute.declaring())
                && PlacementRules.isMapping(attribute.carrier())) {
            problems.error(
                    attribute,
                    "It is the attribute of " + above.orElseThrow().declaring().getSimpleName()
                            + ", which says how it is mapped; take the annotations away.");
        }
    }

    private void checkOverrides(MappedClass entity, Map<String, Attribute> inherited) {
        List<TypeElement> entities = entities(entity);
        TypeElement parent = entities.get(entities.size() - 2);
        for (TypeElement at : own(entity)) {
            Stream.concat(
                            Arrays.stream(at.getAnnotationsByType(AttributeOverride.class))
                                    .map(AttributeOverride::name),
                            Arrays.stream(at.getAnnotationsByType(Convert.class))
                                    .map(Convert::attributeName))
                    .filter(name -> inherited.containsKey(name.split("\\.", 2)[0]))
                    .forEach(name -> problems.error(
                            entity,
                            "It says something of the attribute \"" + name + "\" of " + parent.getSimpleName()
                                    + ", whose columns are the same for all that extend it; say it there."));
        }
    }

    private record Compiled(TypeElement type) implements InheritanceRules.Subject {

        @Override
        public String name() {
            return type.getSimpleName().toString();
        }

        @Override
        public String entityName() {
            return get(Entity.class)
                    .map(Entity::name)
                    .filter(said -> !said.isBlank())
                    .orElseGet(this::name);
        }

        @Override
        public boolean isAbstract() {
            return type.getModifiers().contains(Modifier.ABSTRACT);
        }

        @Override
        public <A extends Annotation> Optional<A> get(Class<A> annotation) {
            return Optional.ofNullable(type.getAnnotation(annotation));
        }
    }
}
