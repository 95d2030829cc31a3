package io.granary.orm.internal.reading;

import io.granary.type.SqlType;
import io.granary.type.Types;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Convert;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;

/** Makes types of attribute converters. */
final class Converters {

    private Converters() {}

    static boolean isConverted(Member member) {
        return member.get(Convert.class)
                .filter(found -> !found.disableConversion())
                .isPresent();
    }

    /** The type of an attribute that is converted; empty, and noted as a fault, if its converter cannot be used. */
    static Optional<SqlType<?>> typeOf(Member member, Faults faults) {
        Class<?> converter = member.get(Convert.class).orElseThrow().converter();
        Optional<Class<?>> stored = storedClass(converter);
        Optional<? extends SqlType<?>> type = stored.flatMap(Types::forClass);
        if (type.isEmpty()) {
            faults.add(
                    member.place(),
                    "The converter " + converter.getSimpleName()
                            + " does not say which class it stores, or one that a database knows; implement AttributeConverter<X, Y> with a Y such as"
                            + " String.");
            return Optional.empty();
        }
        return instance(converter, member, faults).map(made -> mapped(type.orElseThrow(), member.type(), made));
    }

    private static Optional<AttributeConverter<?, ?>> instance(Class<?> converter, Member member, Faults faults) {
        try {
            Constructor<?> constructor = converter.getDeclaredConstructor();
            constructor.setAccessible(true);
            return Optional.of((AttributeConverter<?, ?>) constructor.newInstance());
        } catch (ReflectiveOperationException | RuntimeException e) {
            faults.add(
                    member.place(),
                    "The converter " + converter.getName()
                            + " cannot be made; give it a constructor without parameters that does not fail.");
            return Optional.empty();
        }
    }

    @SuppressWarnings("unchecked") // the classes were read off the converter
    private static <X, Y> SqlType<X> mapped(SqlType<Y> stored, Class<?> type, AttributeConverter<?, ?> converter) {
        AttributeConverter<X, Y> typed = (AttributeConverter<X, Y>) converter;
        return stored.mapped(
                (Class<X>) ColumnTypes.boxed(type), typed::convertToDatabaseColumn, typed::convertToEntityAttribute);
    }

    private static Optional<Class<?>> storedClass(Class<?> converter) {
        for (Class<?> at = converter; at != null; at = at.getSuperclass()) {
            for (Type implemented : at.getGenericInterfaces()) {
                if (implemented instanceof ParameterizedType of
                        && of.getRawType() == AttributeConverter.class
                        && of.getActualTypeArguments()[1] instanceof Class<?> stored) {
                    return Optional.of(stored);
                }
            }
        }
        return Optional.empty();
    }
}
