package io.granary.orm.processor;

import io.granary.orm.internal.reading.AttributeKind;
import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Transient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Finds the attributes of a class by the rules that hold at run time, too. */
final class ClassReader {

    private final Classes classes;

    ClassReader(Classes classes) {
        this.classes = classes;
    }

    /** A class that says itself, or by where the annotation of its key stands, what its attributes are. */
    MappedClass read(TypeElement type) {
        List<TypeElement> lineage = lineage(type);
        return read(type, lineage, isByProperty(lineage));
    }

    /** A class whose attributes are those that an entity's are, unless it says otherwise. */
    MappedClass read(TypeElement type, boolean byProperty) {
        return read(type, lineage(type), byProperty);
    }

    private MappedClass read(TypeElement type, List<TypeElement> lineage, boolean byProperty) {
        // One that a class declares again is in the place of the first.
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        for (TypeElement declaring : lineage) {
            for (Attribute attribute : declared(type, declaring, byProperty)) {
                Attribute above = attributes.get(attribute.name());
                boolean heeded = above == null
                        || PlacementRules.isMapping(attribute.carrier())
                        || !PlacementRules.isMapping(above.carrier());
                if (heeded) {
                    attributes.put(attribute.name(), attribute);
                }
            }
        }
        return new MappedClass(type, lineage, byProperty, List.copyOf(attributes.values()));
    }

    private List<Attribute> declared(TypeElement type, TypeElement declaring, boolean byDefault) {
        if (declaring.getKind() == ElementKind.RECORD) {
            return fields(type, declaring, false);
        }
        boolean byProperty = says(declaring, AccessType.PROPERTY) || (byDefault && !says(declaring, AccessType.FIELD));
        List<Attribute> attributes =
                new ArrayList<>(byProperty ? properties(type, declaring, false) : fields(type, declaring, false));
        attributes.addAll(byProperty ? fields(type, declaring, true) : properties(type, declaring, true));
        return attributes;
    }

    private static boolean says(Element element, AccessType type) {
        return new Annotated(element)
                .get(Access.class)
                .filter(access -> access.value() == type)
                .isPresent();
    }

    private List<TypeElement> lineage(TypeElement type) {
        List<TypeElement> lineage = new ArrayList<>();
        Optional<TypeElement> at = Optional.of(type);
        while (at.isPresent()) {
            Annotated found = new Annotated(at.orElseThrow());
            if (found.element().equals(type)
                    || found.has(MappedSuperclass.class)
                    || found.has(Entity.class)
                    || found.has(Embeddable.class)) {
                lineage.add(0, at.orElseThrow());
            }
            at = at.flatMap(classes::above);
        }
        return lineage;
    }

    /** Whether the attributes of an entity are its properties: where the annotation of the key stands at a getter. */
    private static boolean isByProperty(List<TypeElement> lineage) {
        return lineage.stream()
                .filter(at -> at.getKind() != ElementKind.RECORD)
                .flatMap(at -> ElementFilter.methodsIn(at.getEnclosedElements()).stream())
                .map(Annotated::new)
                .anyMatch(method -> method.has(Id.class) || method.has(EmbeddedId.class));
    }

    private List<Attribute> fields(TypeElement type, TypeElement declaring, boolean onlyThoseThatSaySo) {
        boolean components = declaring.getKind() == ElementKind.RECORD;
        List<Attribute> attributes = new ArrayList<>();
        for (VariableElement field : ElementFilter.fieldsIn(declaring.getEnclosedElements())) {
            boolean persistent = !field.getModifiers().contains(Modifier.STATIC)
                    && !field.getModifiers().contains(Modifier.TRANSIENT)
                    && (components || !new Annotated(field).has(Transient.class))
                    && (!onlyThoseThatSaySo || says(field, AccessType.FIELD));
            if (persistent) {
                attributes.add(attribute(field.getSimpleName().toString(), type, field, declaring));
            }
        }
        return attributes;
    }

    private List<Attribute> properties(TypeElement type, TypeElement declaring, boolean onlyThoseThatSaySo) {
        List<Attribute> attributes = new ArrayList<>();
        for (ExecutableElement getter : ElementFilter.methodsIn(declaring.getEnclosedElements())) {
            Optional<String> name = Properties.nameOf(getter);
            if (name.isPresent()
                    && !new Annotated(getter).has(Transient.class)
                    && (!onlyThoseThatSaySo || says(getter, AccessType.PROPERTY))
                    && new Properties(classes).setter(declaring, getter).isPresent()) {
                attributes.add(attribute(name.orElseThrow(), type, getter, declaring));
            }
        }
        return attributes;
    }

    private Attribute attribute(String name, TypeElement of, Element carrier, TypeElement declaring) {
        TypeMirror type = classes.seenFrom(of, carrier);
        return new Attribute(name, type, kind(new Annotated(carrier), type), carrier, declaring);
    }

    private AttributeKind kind(Annotated carrier, TypeMirror type) {
        if (carrier.has(ManyToOne.class) || carrier.has(OneToOne.class)) {
            return AttributeKind.TO_ONE;
        }
        if (carrier.has(OneToMany.class) || carrier.has(ManyToMany.class)) {
            return AttributeKind.TO_MANY;
        }
        boolean embedded = carrier.has(Embedded.class)
                || carrier.has(EmbeddedId.class)
                || classes.element(type)
                        .filter(found -> new Annotated(found).has(Embeddable.class))
                        .isPresent();
        return embedded ? AttributeKind.EMBEDDED : AttributeKind.BASIC;
    }
}
