package io.granary.orm.processor;

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
import java.util.List;
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

    MappedClass read(TypeElement type) {
        List<TypeElement> lineage = lineage(type);
        List<Attribute> attributes = new ArrayList<>();
        for (TypeElement declaring : lineage) {
            if (declaring.getKind() == ElementKind.RECORD) {
                attributes.addAll(fields(declaring));
            } else {
                attributes.addAll(isByProperty(declaring, lineage) ? properties(declaring) : fields(declaring));
            }
        }
        return new MappedClass(type, lineage, List.copyOf(attributes));
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

    /** Whether the attributes of a class are its properties: where the annotation of the key stands at a getter. */
    static boolean isByProperty(TypeElement declaring, List<TypeElement> lineage) {
        return new Annotated(declaring)
                .get(Access.class)
                .map(access -> access.value() == AccessType.PROPERTY)
                .orElseGet(() -> lineage.stream()
                        .filter(at -> at.getKind() != ElementKind.RECORD)
                        .flatMap(at -> ElementFilter.methodsIn(at.getEnclosedElements()).stream())
                        .map(Annotated::new)
                        .anyMatch(method -> method.has(Id.class) || method.has(EmbeddedId.class)));
    }

    private List<Attribute> fields(TypeElement declaring) {
        boolean components = declaring.getKind() == ElementKind.RECORD;
        List<Attribute> attributes = new ArrayList<>();
        for (VariableElement field : ElementFilter.fieldsIn(declaring.getEnclosedElements())) {
            boolean persistent = !field.getModifiers().contains(Modifier.STATIC)
                    && !field.getModifiers().contains(Modifier.TRANSIENT)
                    && (components || !new Annotated(field).has(Transient.class));
            if (persistent) {
                attributes.add(attribute(field.getSimpleName().toString(), field.asType(), field, declaring));
            }
        }
        return attributes;
    }

    private List<Attribute> properties(TypeElement declaring) {
        List<Attribute> attributes = new ArrayList<>();
        for (ExecutableElement getter : ElementFilter.methodsIn(declaring.getEnclosedElements())) {
            Optional<String> name = Properties.nameOf(getter);
            if (name.isPresent()
                    && !new Annotated(getter).has(Transient.class)
                    && new Properties(classes)
                            .setter(declaring, name.orElseThrow(), getter.getReturnType())
                            .isPresent()) {
                attributes.add(attribute(name.orElseThrow(), getter.getReturnType(), getter, declaring));
            }
        }
        return attributes;
    }

    private Attribute attribute(String name, TypeMirror type, Element carrier, TypeElement declaring) {
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
