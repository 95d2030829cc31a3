package io.granary.dialect.render;

import io.granary.error.ArgumentException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.GranaryException;
import io.granary.type.ArrayType;
import io.granary.type.DeclaredType;
import io.granary.type.EnumType;
import io.granary.type.JsonType;
import io.granary.type.MappedType;
import io.granary.type.NumericType;
import io.granary.type.OtherType;
import io.granary.type.SizedType;
import io.granary.type.SqlKind;
import io.granary.type.SqlType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What types are called in a database, and how their values look on the way to its driver and back. Stateless. */
public abstract class TypeNames {

    /**
     * {@return what a column of a type is declared as}
     *
     * @param type the type
     */
    public final String columnName(SqlType<?> type) {
        if (type instanceof MappedType<?, ?> mapped) {
            return columnName(mapped.stored());
        } else if (type instanceof EnumType<?> names && names.nativeName().isPresent()) {
            return nativeEnum(names, names.nativeName().get());
        } else if (type instanceof ArrayType<?> array) {
            return array(columnName(array.element()));
        } else if (type instanceof OtherType other) {
            return other.name();
        } else if (type instanceof DeclaredType<?> declared) {
            return declared.name();
        }
        return name(type, type instanceof SizedType<?> sized ? sized.length() : 0);
    }

    /**
     * {@return what a value is converted to by CAST}
     *
     * @param type the type
     */
    public String castName(SqlType<?> type) {
        return columnName(type);
    }

    /** {@return the name of a type that is no array and no enum of the database's own; {@code length} is 0 for any} */
    protected abstract String name(SqlType<?> type, int length);

    /** {@return the name of an enum type of the database's own} */
    protected abstract String nativeEnum(EnumType<?> type, String typeName);

    /** {@return the name of the type of an array} */
    protected abstract String array(String element);

    /** {@return {@code name(precision, scale)}, or another name for decimal numbers of any size} */
    protected static String numeric(SqlType<?> type, String name, String unlimited) {
        return type instanceof NumericType numeric && numeric.precision() > 0
                ? name + "(" + numeric.precision() + ", " + numeric.scale() + ")"
                : unlimited;
    }

    // ---- values

    /**
     * {@return a value as the driver takes it}
     *
     * @param type what it is
     * @param value of the type's class; null for NULL
     */
    public final @Nullable Object toDriver(SqlType<?> type, @Nullable Object value) {
        if (value == null) {
            return null;
        } else if (type instanceof MappedType<?, ?> mapped && mapped.javaType().isInstance(value)) {
            return toDriver(mapped.stored(), apply(mapped, mapped.toStored(), value));
        } else if (type instanceof ArrayType<?> array && value instanceof Collection<?> elements) {
            return arrayOf(array.element(), elements);
        }
        return encoded(type, value);
    }

    /** {@return a value of a kind as the driver takes it} */
    protected Object encoded(SqlType<?> type, Object value) {
        return switch (type.kind()) {
            case ENUM -> value instanceof Enum<?> constant ? constant.name() : value;
            case JSON -> JsonDocuments.write(value);
            default -> value;
        };
    }

    private Object arrayOf(SqlType<?> element, Collection<?> elements) {
        Class<?> wanted = driverClass(element);
        @Nullable Object[] array = (Object[]) Array.newInstance(wanted, elements.size());
        boolean asGiven = isAsGiven(element, wanted);
        int index = 0;
        for (Object each : elements) {
            array[index++] =
                    asGiven && wanted.isInstance(each) ? each : fitting(element, wanted, toDriver(element, each));
        }
        return array;
    }

    /** Whether values of a class are for the driver what they are for the type: asked once for all elements of an array. */
    private static boolean isAsGiven(SqlType<?> element, Class<?> wanted) {
        boolean plain = !(element instanceof MappedType<?, ?>) && !(element instanceof ArrayType<?>);
        return plain
                && switch (element.kind()) {
                    case SMALL_INTEGER, INTEGER, BIG_INTEGER, REAL, DOUBLE, BOOLEAN, STRING, TEXT ->
                        wanted.equals(element.javaType());
                    default -> false;
                };
    }

    /** All elements of an array are of one class, while a value by itself may be of any that the database takes. */
    private @Nullable Object fitting(SqlType<?> element, Class<?> wanted, @Nullable Object value) {
        if (value == null || wanted.isInstance(value)) {
            return value;
        }
        Object fitting = element.kind().isNumeric() && value instanceof Number ? decoded(element, value) : value;
        if (!wanted.isInstance(fitting)) {
            throw ArgumentException.of(
                    "A value of " + value.getClass().getName() + " stands among those of " + element.kind() + ".",
                    "Give a " + wanted.getSimpleName() + ".");
        }
        return fitting;
    }

    @SuppressWarnings("unchecked") // the caller has made sure that the value is of the function's class
    private static <A, B> @Nullable Object apply(MappedType<?, ?> type, Function<A, B> function, Object value) {
        try {
            return function.apply((A) value);
        } catch (GranaryException known) {
            throw known;
        } catch (RuntimeException thrown) {
            throw unmapped(type, thrown);
        }
    }

    /** What a user's function throws is a failure of the statement; where rows are decoded nobody would take another. The value is not told. */
    private static ArgumentException unmapped(MappedType<?, ?> type, RuntimeException thrown) {
        return new ArgumentException(
                ErrorReport.of(
                                ErrorCode.ARGUMENT,
                                "A value of " + type.javaType().getName() + ", mapped to " + type.kind()
                                        + ", could not be converted: a function of its type threw "
                                        + thrown.getClass().getName() + ".")
                        .hint("look at the cause; the functions have to take each value that the column may have"),
                thrown);
    }

    /**
     * {@return the class that NULL of a type is bound as}
     *
     * @param type the type
     */
    public Class<?> driverClass(SqlType<?> type) {
        if (type instanceof MappedType<?, ?> mapped) {
            return driverClass(mapped.stored());
        } else if (type instanceof ArrayType<?> array) {
            return driverClass(array.element()).arrayType();
        }
        return switch (type.kind()) {
            case ENUM, JSON, TEXT, STRING -> String.class;
            case UNKNOWN -> Object.class;
            default -> type.javaType();
        };
    }

    /**
     * {@return a value as the type has it}
     *
     * @param type what it is
     * @param value as the driver decoded it; null for NULL
     * @throws io.granary.error.ArgumentException when it is no value of the type
     */
    public final @Nullable Object fromDriver(SqlType<?> type, @Nullable Object value) {
        if (value == null || type.kind() == SqlKind.UNKNOWN) {
            return value;
        } else if (type instanceof MappedType<?, ?> mapped) {
            Object stored = fromDriver(mapped.stored(), value);
            return stored == null ? null : apply(mapped, mapped.fromStored(), stored);
        } else if (type instanceof ArrayType<?> array && value instanceof Object[] elements) {
            List<@Nullable Object> list = new ArrayList<>(elements.length);
            for (Object each : elements) {
                list.add(fromDriver(array.element(), each));
            }
            return Collections.unmodifiableList(list);
        } else if (type instanceof EnumType<?> names) {
            return EnumNames.constant(names, value);
        } else if (type instanceof JsonType<?> json) {
            return JsonDocuments.read(value, json.javaType());
        }
        return type.javaType().isInstance(value) ? value : decoded(type, value);
    }

    /** {@return a value that the driver decoded to another class than the type has} */
    protected Object decoded(SqlType<?> type, Object value) {
        return Decoding.of(type.kind(), value);
    }
}
