package io.granary.orm.internal.reading;

import com.fasterxml.jackson.databind.JsonNode;
import io.granary.orm.Json;
import io.granary.type.SqlType;
import io.granary.type.Types;
import jakarta.persistence.Column;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Lob;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which type of the database an attribute is of. */
final class ColumnTypes {

    private static final int DEFAULT_LENGTH = 255;

    private ColumnTypes() {}

    /** The type; empty, and noted as a fault, if there is none. */
    static Optional<SqlType<?>> typeOf(Member member, Optional<Column> column, Faults faults) {
        if (Converters.isConverted(member)) {
            return Converters.typeOf(member, faults);
        }
        Optional<SqlType<?>> found = unconverted(member, column);
        if (found.isEmpty()) {
            faults.add(
                    member.place(),
                    "Values of " + member.genericType().getTypeName()
                            + " have no type in a database; give it a @Convert, make it @Json,"
                            + " or mark it @Transient.");
        }
        return found;
    }

    private static Optional<SqlType<?>> unconverted(Member member, Optional<Column> column) {
        Class<?> type = boxed(member.type());
        if (member.has(Json.class) || type == JsonNode.class) {
            return Optional.of(type == JsonNode.class ? Types.JSON : Types.json(type));
        }
        if (type == String.class) {
            int length = column.map(Column::length).orElse(DEFAULT_LENGTH);
            return Optional.of(member.has(Lob.class) ? Types.TEXT : Types.string(length));
        }
        if (type == BigDecimal.class) {
            int precision = column.map(Column::precision).orElse(0);
            return Optional.of(
                    precision == 0
                            ? Types.NUMERIC
                            : Types.numeric(precision, column.orElseThrow().scale()));
        }
        if (type.isEnum()) {
            boolean named = member.get(Enumerated.class)
                    .map(enumerated -> enumerated.value() == EnumType.STRING)
                    .orElse(false);
            return named ? Types.forClass(type).map(t -> t) : Optional.of(byOrdinal(type));
        }
        return plain(member.genericType());
    }

    /** The type of a class that no annotation says more of; of a list or an array, by its elements. */
    private static Optional<SqlType<?>> plain(Type generic) {
        if (generic instanceof ParameterizedType of && of.getRawType() == List.class) {
            return plain(of.getActualTypeArguments()[0]).map(ColumnTypes::listOf);
        }
        if (!(generic instanceof Class<?> type)) {
            return Optional.empty();
        }
        if (type == char.class || type == Character.class) {
            return Optional.of(Types.string(1).mapped(Character.class, String::valueOf, text -> text.charAt(0)));
        }
        if (type == byte.class || type == Byte.class) {
            return Optional.of(Types.SMALL_INTEGER.mapped(Byte.class, Byte::shortValue, Short::byteValue));
        }
        if (type.isArray() && type != byte[].class) {
            return plain(boxed(type.getComponentType())).map(element -> arrayOf(type, element));
        }
        return Types.forClass(type).map(found -> found);
    }

    private static <T> SqlType<List<T>> listOf(SqlType<T> element) {
        return Types.array(element);
    }

    private static <A, T> SqlType<A> arrayOf(Class<A> type, SqlType<T> element) {
        return Types.array(element).mapped(type, ColumnTypes::elements, list -> array(type, list));
    }

    @SuppressWarnings("unchecked") // the array is of the element's class, or of its primitive
    private static <T> List<T> elements(Object array) {
        List<T> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            elements.add((T) Array.get(array, i));
        }
        return elements;
    }

    private static <A> A array(Class<A> type, List<?> list) {
        Object array = Array.newInstance(type.getComponentType(), list.size());
        for (int i = 0; i < list.size(); i++) {
            Array.set(array, i, list.get(i));
        }
        return type.cast(array);
    }

    /** The constant's place, which is what the specification stores unless the attribute is @Enumerated(STRING). */
    private static <E> SqlType<E> byOrdinal(Class<E> type) {
        List<E> constants = Arrays.asList(type.getEnumConstants());
        return Types.SMALL_INTEGER.mapped(
                type, constant -> (short) constants.indexOf(constant), number -> constants.get(number));
    }

    static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }
}
