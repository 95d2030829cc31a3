package io.granary.orm.processor;

import io.granary.orm.ColumnProperty;
import io.granary.orm.PropertyExpression;
import io.granary.orm.internal.reading.ColumnProperties;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** What is checked of attributes that an expression is read in the place of. */
record PropertyRules(Classes classes, HierarchyRules hierarchies, Problems problems) {

    void checkPart(Attribute attribute) {
        if (attribute.annotations().has(ColumnProperty.class)) {
            problems.error(attribute, ColumnProperty.class, ColumnProperties.EMBEDDED);
        }
    }

    void check(MappedClass entity, Attribute attribute) {
        if (!attribute.annotations().has(ColumnProperty.class)) {
            return;
        }
        ColumnProperties.OF_COLUMNS.stream()
                .filter(other -> attribute.annotations().has(other))
                .forEach(other -> problems.error(attribute, ColumnProperty.class, ColumnProperties.together(other)));
        if (hierarchies.isBelow(entity)) {
            problems.error(attribute, ColumnProperty.class, ColumnProperties.BELOW);
        }
        attribute
                .annotations()
                .type(ColumnProperty.class, "value")
                .flatMap(classes::element)
                .ifPresent(expression -> checkExpression(entity, attribute, expression));
    }

    private void checkExpression(MappedClass entity, Attribute attribute, TypeElement expression) {
        String name = expression.getSimpleName().toString();
        Optional<DeclaredType> said = classes.implemented(expression.asType(), PropertyExpression.class);
        TypeMirror row = entity.type().asType();
        if (said.isEmpty()) {
            problems.error(attribute, ColumnProperty.class, ColumnProperties.untold(name));
            return;
        }
        List<? extends TypeMirror> of = said.orElseThrow().getTypeArguments();
        if (!classes.types().isAssignable(row, classes.types().erasure(of.get(0)))) {
            problems.error(
                    attribute,
                    ColumnProperty.class,
                    ColumnProperties.misfit(name, "rows of " + classes.name(of.get(0)), classes.name(row)));
        } else if (!classes.types()
                .isSameType(
                        classes.types().erasure(classes.boxed(attribute.type())),
                        classes.types().erasure(of.get(1)))) {
            problems.error(
                    attribute,
                    ColumnProperty.class,
                    ColumnProperties.misfit(
                            name, "values of " + classes.name(of.get(1)), classes.name(attribute.type())));
        } else if (!classes.canBeMade(expression)) {
            problems.error(attribute, ColumnProperty.class, classes.notMade("expression", expression));
        }
    }
}
