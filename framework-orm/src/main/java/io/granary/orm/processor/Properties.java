package io.granary.orm.processor;

import java.beans.Introspector;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Finds the methods that get and set a property. */
record Properties(Classes classes) {

    /** The property that a method gets; empty if it is no getter. */
    static Optional<String> nameOf(ExecutableElement method) {
        if (!method.getParameters().isEmpty() || method.getModifiers().contains(Modifier.STATIC)) {
            return Optional.empty();
        }
        String name = method.getSimpleName().toString();
        TypeKind gives = method.getReturnType().getKind();
        if (name.length() > 3 && name.startsWith("get") && gives != TypeKind.VOID) {
            return Optional.of(Introspector.decapitalize(name.substring(3)));
        }
        return gives == TypeKind.BOOLEAN && name.length() > 2 && name.startsWith("is")
                ? Optional.of(Introspector.decapitalize(name.substring(2)))
                : Optional.empty();
    }

    /** The method that sets what a getter gets, at the class or above it: of {@code geteMail} {@code seteMail}, which the name eMail would not say. */
    Optional<ExecutableElement> setter(TypeElement declaring, ExecutableElement getter) {
        String got = getter.getSimpleName().toString();
        String name = "set" + got.substring(got.startsWith("is") ? 2 : 3);
        TypeMirror type = getter.getReturnType();
        Optional<TypeElement> at = Optional.of(declaring);
        while (at.isPresent()) {
            Optional<ExecutableElement> found = ElementFilter.methodsIn(
                            at.orElseThrow().getEnclosedElements())
                    .stream()
                    .filter(method -> method.getSimpleName().contentEquals(name)
                            && method.getParameters().size() == 1
                            && same(method.getParameters().get(0).asType(), type))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            at = at.flatMap(classes::above);
        }
        return Optional.empty();
    }

    private boolean same(TypeMirror one, TypeMirror other) {
        return classes.types()
                .isSameType(classes.types().erasure(one), classes.types().erasure(other));
    }
}
