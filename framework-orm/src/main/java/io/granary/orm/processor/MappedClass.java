package io.granary.orm.processor;

import java.util.List;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/**
 * A class whose attributes are persistent: an entity, an embeddable class, or that of a key.
 *
 * @param type the class
 * @param lineage it and those above it whose attributes are persistent, the topmost first
 * @param byProperty whether its attributes are its properties, where it and those above it do not say otherwise
 * @param attributes those of all of them, each class's in the order of its source
 */
record MappedClass(TypeElement type, List<TypeElement> lineage, boolean byProperty, List<Attribute> attributes) {

    /** Whether it is of a kind that can have attributes, and no interface or enum. */
    boolean hasAttributes() {
        return type.getKind() == ElementKind.CLASS || isRecord();
    }

    boolean isRecord() {
        return type.getKind() == ElementKind.RECORD;
    }

    /** Its simple name, for what is said of it. */
    String place() {
        return type.getSimpleName().toString();
    }

    Annotated annotations() {
        return new Annotated(type);
    }

    /** {@return the attributes of its key} */
    List<Attribute> key() {
        return attributes.stream().filter(Attribute::isKey).toList();
    }
}
