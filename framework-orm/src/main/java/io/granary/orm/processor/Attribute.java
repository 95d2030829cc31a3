package io.granary.orm.processor;

import io.granary.orm.internal.reading.AttributeKind;
import io.granary.orm.internal.reading.AttributeRules;
import java.lang.annotation.Annotation;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/**
 * An attribute as a class declares it: a field, a property, or a component of a record.
 *
 * @param name its name
 * @param type its class, as the mapped class has it
 * @param kind what it is
 * @param carrier the field or the getter, which carries its annotations
 * @param declaring the class that declares it
 */
record Attribute(String name, TypeMirror type, AttributeKind kind, Element carrier, TypeElement declaring)
        implements AttributeRules.Subject {

    Annotated annotations() {
        return new Annotated(carrier);
    }

    @Override
    public <A extends Annotation> Optional<A> get(Class<A> annotation) {
        return annotations().get(annotation);
    }

    @Override
    public boolean has(Class<? extends Annotation> annotation) {
        return annotations().has(annotation);
    }

    @Override
    public boolean isComponent() {
        return declaring.getKind() == ElementKind.RECORD;
    }

    /** Class and name, for what is said of it. */
    String place() {
        return declaring.getSimpleName() + "." + name;
    }
}
