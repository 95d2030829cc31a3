package io.granary.orm.internal.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.error.InvalidRequestException;
import io.granary.orm.Json;
import io.granary.type.SqlKind;
import io.granary.type.SqlType;
import io.granary.type.Types;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.EnumeratedValue;
import jakarta.persistence.Lob;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which type of the database an attribute is of. */
final class ColumnTypes {

    private static final int DEFAULT_LENGTH = 255;

    private static final SqlType<Year> YEAR = Types.INTEGER.mapped(Year.class, Year::getValue, Year::of);

    private static final SqlType<Byte> BYTE =
            Types.SMALL_INTEGER.mapped(Byte.class, Byte::shortValue, Short::byteValue);

    private static final SqlType<Character> CHARACTER =
            Types.string(1).mapped(Character.class, String::valueOf, ColumnTypes::character);

    private ColumnTypes() {}

    /** The type; empty, and noted as a fault, if there is none. */
    static Optional<SqlType<?>> typeOf(
            Member member, Optional<Column> column, Optional<Convert> convert, Faults faults) {
        if (convert.isPresent() && !convert.orElseThrow().disableConversion()) {
            return Converters.typeOf(member, convert.orElseThrow(), column, faults);
        }
        check(member, faults);
        Optional<SqlType<?>> found = plainTypeOf(member, column);
        if (found.isEmpty()) {
            faults.add(
                    member.place(),
                    unsaid(member)
                            .orElseGet(() -> "Values of " + member.genericType().getTypeName()
                                    + " have no type in a database; use one of java.time for dates and times, give it a @Convert, make it @Json, or mark it"
                                    + " @Transient."));
        }
        return found;
    }

    /** What is said of entities that no annotation makes a relationship of. */
    private static Optional<String> unsaid(Member member) {
        if (member.type().isAnnotationPresent(Entity.class)) {
            return Optional.of(TargetRules.unsaid(member.type().getSimpleName()));
        }
        if (!(member.genericType() instanceof ParameterizedType of)) {
            return Optional.empty();
        }
        Type last = of.getActualTypeArguments()[of.getActualTypeArguments().length - 1];
        return TypeArguments.classOf(last)
                .filter(held -> held.isAnnotationPresent(Entity.class))
                .flatMap(held -> TargetRules.unsaid(member.type().getName(), held.getSimpleName()));
    }

    private static void check(Member member, Faults faults) {
        Class<?> element = element(member.genericType()).orElse(member.type());
        if (member.has(Enumerated.class) && !element.isEnum()) {
            faults.add(
                    member.place(),
                    "@Enumerated says nothing of " + member.type().getName() + "; take it away.");
        }
        if (Arrays.stream(element.isEnum() ? element.getDeclaredFields() : new Field[0])
                .anyMatch(field -> field.isAnnotationPresent(EnumeratedValue.class))) {
            faults.add(
                    member.place(),
                    "@EnumeratedValue in " + element.getSimpleName()
                            + " is not supported; store the enum by a @Convert.");
        }
        if (member.has(Lob.class)
                && !List.of(String.class, byte[].class, char[].class).contains(member.type())) {
            faults.add(
                    member.place(),
                    "@Lob is for text and bytes, and this is " + member.type().getName() + "; take it away.");
        }
    }

    /** The type of an attribute without a converter. */
    static Optional<SqlType<?>> plainTypeOf(Member member, Optional<Column> column) {
        Class<?> type = boxed(member.type());
        if (member.has(Json.class) || JsonNode.class == type) {
            return Optional.of(json(type, member.genericType()));
        }
        // What cannot be is a fault already, and no type is made of it.
        int length = column.map(Column::length).filter(said -> said > 0).orElse(DEFAULT_LENGTH);
        if (type == String.class) {
            return Optional.of(text(member, length));
        }
        if (type == char[].class) {
            return Optional.of(text(member, length).mapped(char[].class, String::new, String::toCharArray));
        }
        if (type == byte[].class && length != DEFAULT_LENGTH && !member.has(Lob.class)) {
            return Optional.of(Types.bytes(length));
        }
        int precision =
                column.filter(ColumnRules::isPrecision).map(Column::precision).orElse(0);
        if (type == BigDecimal.class && precision != 0) {
            return Optional.of(Types.numeric(precision, column.orElseThrow().scale()));
        }
        boolean named = member.get(Enumerated.class)
                .map(enumerated -> enumerated.value() == EnumType.STRING)
                .orElse(false);
        return plain(member.genericType(), named);
    }

    private static SqlType<?> json(Class<?> type, Type generic) {
        if (type == JsonNode.class) {
            return Types.JSON;
        }
        return generic instanceof Class<?> ? Types.json(type) : JsonTrees.typeOf(type, generic);
    }

    private static SqlType<String> text(Member member, int length) {
        return member.has(Lob.class) ? Types.TEXT : Types.string(length);
    }

    /** The type of a class that no annotation says more of; of a list or an array, by its elements. */
    private static Optional<SqlType<?>> plain(Type generic, boolean named) {
        if (generic instanceof ParameterizedType of && of.getRawType() == List.class) {
            return elementType(of.getActualTypeArguments()[0], named).map(ColumnTypes::listOf);
        }
        if (!(generic instanceof Class<?> type)) {
            return Optional.empty();
        }
        if (type == char.class || type == Character.class) {
            return Optional.of(CHARACTER);
        }
        if (type == byte.class || type == Byte.class) {
            return Optional.of(BYTE);
        }
        if (type == Year.class) {
            return Optional.of(YEAR);
        }
        if (type.isArray() && type != byte[].class) {
            return elementType(boxed(type.getComponentType()), named).map(element -> JavaArrays.typeOf(type, element));
        }
        if (type.isEnum() && !named) {
            return Optional.of(byOrdinal(type));
        }
        return Types.forClass(type).map(found -> found);
    }

    /** No database here has arrays of arrays that all drivers know. */
    private static Optional<SqlType<?>> elementType(Type generic, boolean named) {
        return plain(generic, named).filter(element -> element.kind() != SqlKind.ARRAY);
    }

    /** The class of a list's or an array's elements. */
    private static Optional<Class<?>> element(Type generic) {
        if (generic instanceof ParameterizedType of && of.getRawType() == List.class) {
            return TypeArguments.classOf(of.getActualTypeArguments()[0]);
        }
        return generic instanceof Class<?> type && type.isArray()
                ? Optional.of(type.getComponentType())
                : generic instanceof GenericArrayType array
                        ? TypeArguments.classOf(array.getGenericComponentType())
                        : Optional.empty();
    }

    /** Lists that may be changed, as an attribute may: those that come with rows may not. */
    @SuppressWarnings("unchecked") // a class says nothing of what a list holds
    private static <T> SqlType<List<T>> listOf(SqlType<T> element) {
        return Types.array(element).mapped((Class<List<T>>) (Class<?>) List.class, list -> list, ArrayList::new);
    }

    private static char character(String text) {
        if (text.length() != 1) {
            throw InvalidRequestException.of(
                    "The text \"" + text + "\" is not one character.", "Map the column as a String.");
        }
        return text.charAt(0);
    }

    /** The constant's place, which is what the specification stores unless the attribute is @Enumerated(STRING). */
    @SuppressWarnings("EnumOrdinal") // it is what is to be stored
    private static <E> SqlType<E> byOrdinal(Class<E> type) {
        List<E> constants = List.of(type.getEnumConstants());
        return Types.SMALL_INTEGER.mapped(
                type, constant -> (short) ((Enum<?>) constant).ordinal(), number -> constant(type, constants, number));
    }

    private static <E> E constant(Class<E> type, List<E> constants, short number) {
        if (number < 0 || number >= constants.size()) {
            throw InvalidRequestException.of(
                    "There is no constant " + number + " in " + type.getName() + "; it has 0 to "
                            + (constants.size() - 1) + ".",
                    "Give the enum what the database has, or store names: @Enumerated(EnumType.STRING).");
        }
        return constants.get(number);
    }

    static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }
}
