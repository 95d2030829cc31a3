package io.granary.type;

import java.util.function.Function;

/**
 * What a column or an expression holds. Immutable, compared by value, safe for use by many threads; {@link Types} has the common ones.
 *
 * <p>A type has one Java class, which values are of on the way to the database and back. NULL is no value of any type; every type can be
 * NULL. What a type is called and how it is stored is the dialect's to say. (After the generic types of SQLAlchemy, "Column and Data
 * Types".)
 *
 * @param <T> the Java class of its values
 */
public sealed interface SqlType<T>
        permits BasicType,
                SizedType,
                NumericType,
                EnumType,
                JsonType,
                ArrayType,
                MappedType,
                DeclaredType,
                OtherType,
                TupleType {

    /** {@return the kind it is stored as} */
    SqlKind kind();

    /** {@return the class of its values} */
    Class<T> javaType();

    /**
     * {@return a type of other Java values that is stored as this one}
     *
     * <p>The functions are never given null: NULL stays NULL. They are part of the type's identity, so a type should be made once and kept
     * in a constant; made anew for each statement it would fill the cache of compiled ones. They run where values are bound and rows decoded, which may be a thread of the driver's that serves
     * other connections too: they neither block nor take long. (SQLAlchemy's {@code TypeDecorator}.)
     *
     * @param <U> the class of the other values
     * @param javaType that class
     * @param toStored makes of a value what is stored
     * @param fromStored makes of what was stored a value
     */
    default <U> SqlType<U> mapped(Class<U> javaType, Function<U, T> toStored, Function<T, U> fromStored) {
        return new MappedType<>(this, javaType, toStored, fromStored);
    }
}
