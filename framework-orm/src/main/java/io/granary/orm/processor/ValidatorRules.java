package io.granary.orm.processor;

import io.granary.orm.Validates;
import io.granary.orm.internal.reading.Validators;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** What the methods have to be that refuse values of attributes. */
record ValidatorRules(Classes classes, RelationshipRules relationships, Problems problems) {

    void check(MappedClass entity) {
        for (TypeElement at : entity.lineage()) {
            methods(at).forEach(method -> check(entity, at, method));
        }
    }

    void checkPart(MappedClass part) {
        for (TypeElement at : part.lineage()) {
            methods(at).forEach(method -> error(at, method, Validators.EMBEDDED));
        }
    }

    private static List<ExecutableElement> methods(TypeElement type) {
        return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                .filter(method -> new Annotated(method).has(Validates.class))
                .toList();
    }

    private void check(MappedClass entity, TypeElement at, ExecutableElement method) {
        int parameters = method.getParameters().size();
        boolean named =
                parameters == 2 && classes.is(method.getParameters().get(0).asType(), String.class);
        if (entity.isRecord()) {
            error(at, method, Validators.IN_RECORD);
        } else if (parameters != 1 && !named) {
            error(at, method, Validators.PARAMETERS);
        } else if (method.getModifiers().contains(Modifier.STATIC)
                || method.getReturnType().getKind() != TypeKind.VOID) {
            error(at, method, Validators.shape());
        } else {
            String[] names = method.getAnnotation(Validates.class).value();
            if (names.length == 0) {
                error(at, method, Validators.NOTHING);
            }
            for (String name : names) {
                checkAttribute(entity, at, method, name);
            }
        }
    }

    private void checkAttribute(MappedClass entity, TypeElement at, ExecutableElement method, String name) {
        Optional<Attribute> found = entity.attributes().stream()
                .filter(attribute -> attribute.name().equals(name))
                .findFirst();
        if (found.isEmpty()) {
            List<String> known =
                    entity.attributes().stream().map(Attribute::name).sorted().toList();
            error(at, method, Validators.unknown(name, entity.place(), known));
            return;
        }
        Attribute attribute = found.orElseThrow();
        Optional<Class<? extends Annotation>> elsewhere = Validators.NOT_GIVEN.stream()
                .filter(attribute.annotations()::has)
                .findFirst();
        if (elsewhere.isPresent()) {
            error(at, method, Validators.notGiven(name, elsewhere.orElseThrow()));
            return;
        }
        TypeMirror values = attribute.kind().isRelationship() ? relationships.target(attribute) : attribute.type();
        TypeMirror parameter =
                method.getParameters().get(method.getParameters().size() - 1).asType();
        boolean takes = values.getKind() == TypeKind.NONE
                || (parameter.getKind().isPrimitive()
                        ? classes.types().isSameType(parameter, values)
                        : classes.isBelow(classes.boxed(values), parameter));
        if (!takes) {
            error(at, method, Validators.misfit(classes.name(parameter), name, classes.name(values)));
        }
    }

    private void error(TypeElement at, ExecutableElement method, String sentence) {
        problems.error(
                new Annotated(method), Validates.class, at.getSimpleName() + "." + method.getSimpleName(), sentence);
    }
}
