package io.granary.orm.processor;

import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;

/**
 * Finds how Java of a class's package gets at its attributes: at a field itself, seen or by a handle, for a getter or a setter may do
 * something else; by those where the attribute is a property.
 */
final class Reach {

    private final Classes classes;
    private final MappedClass mapped;
    private final PackageElement from;

    Reach(Classes classes, MappedClass mapped) {
        this.classes = classes;
        this.mapped = mapped;
        this.from = classes.packageOf(mapped.type());
    }

    /** How an attribute is read and written. */
    sealed interface Way {}

    /** By a field that can be seen. */
    record Seen() implements Way {}

    /**
     * By a handle of a field that cannot be seen.
     *
     * @param declaring the class of the field
     * @param type the field's type there
     */
    record Handled(TypeMirror declaring, TypeMirror type) implements Way {}

    /**
     * By methods.
     *
     * @param getter that which reads it
     * @param setter that which writes it
     * @param type what the setter is given
     */
    record Called(String getter, String setter, TypeMirror type) implements Way {}

    /** The way to an attribute; empty if there is none. */
    Optional<Way> to(Attribute attribute) {
        if (!classes.canBeNamed(attribute.type(), from)) {
            return Optional.empty();
        }
        if (attribute.carrier() instanceof ExecutableElement getter) {
            return byMethods(attribute, getter);
        }
        return toField((VariableElement) attribute.carrier(), attribute);
    }

    /** Whether the constructor without parameters can be called. */
    boolean constructorIsSeen() {
        return classes.emptyConstructor(mapped.type())
                .filter(constructor -> classes.isVisible(constructor, from))
                .isPresent();
    }

    private Optional<Way> toField(VariableElement field, Attribute attribute) {
        if (classes.isVisible(field, from)) {
            return Optional.of(new Seen());
        }
        TypeMirror declaring = classes.types().erasure(attribute.declaring().asType());
        TypeMirror type = classes.types().erasure(field.asType());
        return classes.canBeNamed(declaring, from) && classes.canBeNamed(type, from)
                ? Optional.of(new Handled(declaring, type))
                : Optional.empty();
    }

    private Optional<Way> byMethods(Attribute attribute, ExecutableElement getter) {
        Optional<ExecutableElement> setter = new Properties(classes).setter(attribute.declaring(), getter);
        if (!canBeCalled(getter) || !setter.filter(this::canBeCalled).isPresent()) {
            return Optional.empty();
        }
        ExecutableType setting = (ExecutableType) seen(setter.orElseThrow());
        return Optional.of(new Called(
                getter.getSimpleName().toString(),
                setter.orElseThrow().getSimpleName().toString(),
                setting.getParameterTypes().get(0)));
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
