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

    /** The method that sets a property, at the class or above it. */
    Optional<ExecutableElement> setter(TypeElement declaring, String property, TypeMirror type) {
        String name = "set" + capitalized(property);
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

    private static String capitalized(String property) {
        return Character.toUpperCase(property.charAt(0)) + property.substring(1);
    }
}
