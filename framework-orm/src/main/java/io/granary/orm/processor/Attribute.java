package io.granary.orm.processor;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Id;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
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
record Attribute(String name, TypeMirror type, AttributeKind kind, Element carrier, TypeElement declaring) {

    Annotated annotations() {
        return new Annotated(carrier);
    }

    boolean isKey() {
        return annotations().has(Id.class) || annotations().has(EmbeddedId.class);
    }

    /** Its type where it is declared, which may be a type variable. */
    TypeMirror declaredType() {
        return carrier instanceof ExecutableElement getter ? getter.getReturnType() : carrier.asType();
    }

    /** Class and name, for what is said of it. */
    String place() {
        return declaring.getSimpleName() + "." + name;
    }
}
