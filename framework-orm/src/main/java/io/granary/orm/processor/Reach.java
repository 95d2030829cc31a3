package io.granary.orm.processor;

import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;

/** Finds how plain Java of a class's package gets at its attributes: by the field where it can be seen, otherwise by getter and setter. */
final class Reach {

    private final Classes classes;
    private final MappedClass mapped;
    private final PackageElement from;

    Reach(Classes classes, MappedClass mapped) {
        this.classes = classes;
        this.mapped = mapped;
        this.from = classes.packageOf(mapped.type());
    }

    /**
     * How an attribute is read and written.
     *
     * @param getter the expression that gives the value, of the object {@code o}
     * @param target what takes the value of a setter: behind the object, {@code name = } or {@code setName(}
     * @param type what is assigned or passed
     * @param end what closes the setter
     */
    record Way(String getter, String target, TypeMirror type, String end) {}

    /** The way to an attribute; empty if there is none. */
    Optional<Way> to(Attribute attribute) {
        if (!classes.canBeNamed(attribute.type(), from)) {
            return Optional.empty();
        }
        if (attribute.carrier() instanceof ExecutableElement getter) {
            return byMethods(attribute, Optional.of(getter));
        }
        VariableElement field = (VariableElement) attribute.carrier();
        if (mapped.isRecord()) {
            return Optional.of(new Way("o." + attribute.name() + "()", "", attribute.type(), ""));
        }
        if (classes.isVisible(field, from)) {
            return Optional.of(new Way("o." + attribute.name(), attribute.name() + " = ", attribute.type(), ""));
        }
        return byMethods(
                attribute,
                new Properties(classes).getter(attribute.declaring(), attribute.name(), attribute.declaredType()));
    }

    private Optional<Way> byMethods(Attribute attribute, Optional<ExecutableElement> getter) {
        Optional<ExecutableElement> setter =
                new Properties(classes).setter(attribute.declaring(), attribute.name(), attribute.declaredType());
        if (!getter.filter(this::canBeCalled).isPresent()
                || !setter.filter(this::canBeCalled).isPresent()) {
            return Optional.empty();
        }
        ExecutableType setting = (ExecutableType) seen(setter.orElseThrow());
        return Optional.of(new Way(
                "o." + getter.orElseThrow().getSimpleName() + "()",
                setter.orElseThrow().getSimpleName() + "(",
                setting.getParameterTypes().get(0),
                ")"));
    }

    private boolean canBeCalled(ExecutableElement method) {
        return classes.isVisible(method, from)
                && method.getThrownTypes().stream().noneMatch(this::isChecked);
    }

    boolean isChecked(TypeMirror thrown) {
        return !isA(thrown, RuntimeException.class) && !isA(thrown, Error.class);
    }

    private boolean isA(TypeMirror type, Class<?> above) {
        return classes.types()
                .isSubtype(
                        type, classes.elements().getTypeElement(above.getName()).asType());
    }

    private TypeMirror seen(Element member) {
        return classes.types().asMemberOf((DeclaredType) mapped.type().asType(), member);
    }
}
