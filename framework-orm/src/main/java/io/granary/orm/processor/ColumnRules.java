package io.granary.orm.processor;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.orm.Json;
import io.granary.orm.internal.reading.TargetRules;
import io.granary.orm.internal.reading.VersionTypes;
import io.granary.type.Types;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Enumerated;
import jakarta.persistence.EnumeratedValue;
import jakarta.persistence.Lob;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Year;
import java.util.List;
import java.util.Optional;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Whether attributes have a type in the database. */
final class ColumnRules {

    private final Classes classes;
    private final Problems problems;
    private final ConverterRules converters;

    ColumnRules(Classes classes, Problems problems) {
        this.classes = classes;
        this.problems = problems;
        this.converters = new ConverterRules(classes, problems);
    }

    /** Checks an attribute; one that is converted where it is embedded or inherited needs no type of its own. */
    void check(Attribute attribute, boolean convertedElsewhere) {
        checkVersion(attribute);
        if (convertedElsewhere) {
            return;
        }
        if (isConverted(attribute)) {
            converters.check(attribute);
            return;
        }
        checkEnum(attribute);
        checkLob(attribute);
        if (!hasType(attribute)) {
            problems.error(
                    attribute,
                    unsaid(attribute.type())
                            .orElseGet(() -> "Values of " + classes.genericName(attribute.type())
                                    + " have no type in a database; use one of java.time for dates and times, give it a @Convert, make it @Json, or mark it"
                                    + " @Transient."));
        }
    }

    /** What is said of entities that no annotation makes a relationship of. */
    private Optional<String> unsaid(TypeMirror type) {
        Optional<String> itself = entity(type).map(TargetRules::unsaid);
        List<? extends TypeMirror> of = arguments(type);
        return itself.isPresent() || of.isEmpty()
                ? itself
                : entity(of.get(of.size() - 1)).flatMap(held -> TargetRules.unsaid(classes.name(type), held));
    }

    private Optional<String> entity(TypeMirror type) {
        return classes.element(type)
                .filter(found -> new Annotated(found).has(Entity.class))
                .map(found -> found.getSimpleName().toString());
    }

    private void checkVersion(Attribute attribute) {
        boolean versions = classes.known(classes.boxed(attribute.type()))
                .filter(VersionTypes::isKnown)
                .isPresent();
        if (attribute.annotations().has(Version.class) && !versions) {
            problems.error(
                    attribute,
                    Version.class,
                    "A @Version is a short, int or long, or an Instant, LocalDateTime or OffsetDateTime, and this is "
                            + classes.name(attribute.type()) + "; use one of them.");
        }
    }

    private void checkEnum(Attribute attribute) {
        TypeMirror type = attribute.type() instanceof ArrayType array
                ? array.getComponentType()
                : classes.is(attribute.type(), List.class)
                                && !arguments(attribute.type()).isEmpty()
                        ? arguments(attribute.type()).get(0)
                        : attribute.type();
        if (attribute.annotations().has(Enumerated.class) && !classes.isEnum(type)) {
            problems.error(
                    attribute,
                    Enumerated.class,
                    "@Enumerated says nothing of " + classes.name(attribute.type()) + "; take it away.");
        }
        classes.element(type)
                .filter(found -> found.getEnclosedElements().stream()
                        .anyMatch(field -> new Annotated(field).has(EnumeratedValue.class)))
                .ifPresent(found -> problems.error(
                        attribute,
                        "@EnumeratedValue in " + found.getSimpleName()
                                + " is not supported; store the enum by a @Convert."));
    }

    private void checkLob(Attribute attribute) {
        TypeMirror type = attribute.type();
        boolean large = classes.is(type, String.class)
                || (type instanceof ArrayType array
                        && (array.getComponentType().getKind() == TypeKind.BYTE
                                || array.getComponentType().getKind() == TypeKind.CHAR));
        if (attribute.annotations().has(Lob.class) && !large) {
            problems.error(
                    attribute,
                    Lob.class,
                    "@Lob is for text and bytes, and this is " + classes.name(type) + "; take it away.");
        }
    }

    boolean isConverted(Attribute attribute) {
        return attribute
                .annotations()
                .get(Convert.class)
                .filter(found -> !found.disableConversion())
                .isPresent();
    }

    private boolean hasType(Attribute attribute) {
        TypeMirror type = attribute.type();
        return attribute.annotations().has(Json.class)
                || classes.is(type, JsonNode.class)
                || classes.is(type, BigDecimal.class)
                || classes.isEnum(type)
                || isPlain(type);
    }

    /** Whether a class has one that no annotation says more of; a list or an array, if its elements have. */
    private boolean isPlain(TypeMirror type) {
        if (type instanceof ArrayType array) {
            TypeMirror component = array.getComponentType();
            return component.getKind() == TypeKind.BYTE
                    || component.getKind() == TypeKind.CHAR
                    || (arguments(component).isEmpty() && isElement(classes.boxed(component)));
        }
        if (type.getKind() != TypeKind.DECLARED && !type.getKind().isPrimitive()) {
            return false;
        }
        List<? extends TypeMirror> of = arguments(type);
        if (!of.isEmpty()) {
            return classes.is(type, List.class) && isElement(of.get(0));
        }
        return classes.isEnum(type)
                || classes.known(classes.boxed(type))
                        .filter(known -> known == Character.class
                                || known == Byte.class
                                || known == Year.class
                                || Types.forClass(known).isPresent())
                        .isPresent();
    }

    /** No database has arrays of arrays that all drivers know; bytes are no array. */
    private boolean isElement(TypeMirror type) {
        boolean bytes =
                type instanceof ArrayType array && array.getComponentType().getKind() == TypeKind.BYTE;
        return isPlain(type)
                && (bytes
                        || (type.getKind() != TypeKind.ARRAY && arguments(type).isEmpty()));
    }

    private static List<? extends TypeMirror> arguments(TypeMirror type) {
        return type instanceof DeclaredType declared ? declared.getTypeArguments() : List.of();
    }
}
