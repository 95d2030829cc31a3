package io.granary.orm.processor;

import io.granary.orm.internal.reading.Unsupported;
import io.granary.type.Types;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;

/** What an attribute converter has to be. */
final class ConverterRules {

    private final Classes classes;
    private final Problems problems;

    ConverterRules(Classes classes, Problems problems) {
        this.classes = classes;
        this.problems = problems;
    }

    void check(Attribute attribute) {
        if (attribute.annotations().type(Convert.class, "converter").isEmpty()) {
            problems.error(attribute, Convert.class, "Its @Convert names no converter; name one.");
            return;
        }
        TypeElement converter = attribute
                .annotations()
                .type(Convert.class, "converter")
                .flatMap(classes::element)
                .orElseGet(() -> classes.elements().getTypeElement(AttributeConverter.class.getName()));
        checkApplied(converter, problems);
        Optional<DeclaredType> said = classes.partlyImplemented(converter.asType(), AttributeConverter.class);
        boolean stored = said.map(type -> type.getTypeArguments().get(1))
                .filter(this::isStored)
                .isPresent();
        if (!stored) {
            problems.error(
                    attribute,
                    Convert.class,
                    "The converter " + converter.getSimpleName()
                            + " does not say which class it stores, or one that a database knows; implement AttributeConverter<X, Y> with a Y such as"
                            + " String.");
        } else if (!classes.canBeMade(converter)) {
            problems.error(attribute, Convert.class, classes.notMade("converter", converter));
        } else {
            checkConverted(
                    attribute, converter, said.orElseThrow().getTypeArguments().get(0));
        }
    }

    /** Checks that it does not want to be applied by itself; one of a library is looked at where it is named. */
    static void checkApplied(TypeElement converter, Problems problems) {
        Annotated annotations = new Annotated(converter);
        if (annotations.get(Converter.class).filter(Converter::autoApply).isPresent()) {
            problems.error(
                    annotations, Converter.class, converter.getSimpleName().toString(), Unsupported.AUTO_APPLY);
        }
    }

    private void checkConverted(Attribute attribute, TypeElement converter, TypeMirror converted) {
        TypeMirror type = classes.types().erasure(classes.boxed(attribute.type()));
        if (!(converted instanceof TypeVariable)
                && !classes.types().isAssignable(type, classes.types().erasure(converted))) {
            problems.error(
                    attribute,
                    Convert.class,
                    "The converter " + converter.getSimpleName() + " is for values of " + classes.name(converted)
                            + ", and this is of " + classes.name(attribute.type()) + "; name another one.");
        }
    }

    private boolean isStored(TypeMirror type) {
        boolean plain = !(type instanceof DeclaredType declared)
                || declared.getTypeArguments().isEmpty();
        return plain
                && !(type instanceof TypeVariable)
                && (classes.isEnum(type)
                        || classes.known(type)
                                .filter(known -> Types.forClass(known).isPresent())
                                .isPresent());
    }
}
