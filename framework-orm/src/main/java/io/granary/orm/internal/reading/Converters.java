package io.granary.orm.internal.reading;

import io.granary.type.SqlType;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import java.lang.reflect.Type;
import java.util.Optional;

/** Makes types of attribute converters. */
final class Converters {

    private Converters() {}

    /** The type that a converter makes; empty if it cannot, and that was noted. */
    static Optional<SqlType<?>> typeOf(Member member, Convert convert, Optional<Column> column, Faults faults) {
        Class<?> converter = convert.converter();
        if (converter == AttributeConverter.class) {
            faults.add(member.place(), "Its @Convert names no converter; name one.");
            return Optional.empty();
        }
        if (Optional.ofNullable(converter.getAnnotation(Converter.class))
                .filter(Converter::autoApply)
                .isPresent()) {
            faults.add(converter.getSimpleName(), Unsupported.AUTO_APPLY);
        }
        Optional<Type> converted = TypeArguments.of(converter, AttributeConverter.class, 0);
        Optional<Class<?>> attribute = converted.flatMap(TypeArguments::classOf);
        if (attribute.isPresent()
                && !ColumnTypes.boxed(attribute.orElseThrow()).isAssignableFrom(ColumnTypes.boxed(member.type()))) {
            faults.add(
                    member.place(),
                    "The converter " + converter.getSimpleName() + " is for values of "
                            + attribute.orElseThrow().getName() + ", and this is of "
                            + member.type().getName() + "; name another one.");
            return Optional.empty();
        }
        Optional<SqlType<?>> stored = TypeArguments.of(converter, AttributeConverter.class, 1)
                .flatMap(type -> TypeArguments.classOf(type)
                        .flatMap(raw -> ColumnTypes.plainTypeOf(
                                new Member(member.name(), raw, type, member.annotations(), member.declaring()),
                                column)));
        if (stored.isEmpty()) {
            faults.add(
                    member.place(),
                    "The converter " + converter.getSimpleName()
                            + " does not say which class it stores, or one that a database knows; implement AttributeConverter<X, Y> with a Y such as"
                            + " String.");
            return Optional.empty();
        }
        return Instances.of(converter, "converter", member.place(), faults)
                .map(made -> mapped(stored.orElseThrow(), member.type(), (AttributeConverter<?, ?>) made));
    }

    @SuppressWarnings("unchecked") // the classes were read off the converter
    private static <X, Y> SqlType<X> mapped(SqlType<Y> stored, Class<?> type, AttributeConverter<?, ?> converter) {
        AttributeConverter<X, Y> typed = (AttributeConverter<X, Y>) converter;
        return stored.mapped(
                (Class<X>) ColumnTypes.boxed(type), typed::convertToDatabaseColumn, typed::convertToEntityAttribute);
    }
}
