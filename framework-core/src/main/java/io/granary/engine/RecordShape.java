package io.granary.engine;

import io.granary.error.ArgumentException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What must be known of a record class to construct it: its components in order, and its canonical constructor as a function of
 * one array.
 */
final class RecordShape {

    /**
     * A component.
     *
     * @param name its name
     * @param declared its type as declared, for messages
     * @param type what a value becomes: no primitive, and of an Optional what is in it
     * @param optional whether it is an Optional
     */
    record Component(String name, Class<?> declared, Class<?> type, boolean optional) {}

    /** The JDK's own memo of facts about a class: it goes away with the class, so that no loader is kept alive. */
    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return new RecordShape(type);
        }
    };

    private final List<Component> components;
    private final MethodHandle constructor;

    private RecordShape(Class<?> type) {
        RecordComponent[] declared = type.getRecordComponents();
        if (declared == null) {
            throw ArgumentException.of(
                    "Class " + type.getName() + " is not a record.", "pass the class of a record, such as User.class");
        }
        components = Arrays.stream(declared).map(RecordShape::component).toList();
        constructor = constructor(type, declared);
    }

    static RecordShape of(Class<? extends Record> type) {
        return SHAPES.get(type);
    }

    List<Component> components() {
        return components;
    }

    /** Takes an {@code Object[]} of one value for each component and gives the record as {@code Object}. */
    MethodHandle constructor() {
        return constructor;
    }

    private static Component component(RecordComponent declared) {
        Class<?> type = declared.getType();
        boolean optional = type == Optional.class;
        return new Component(
                declared.getName(),
                type,
                optional ? content(declared.getGenericType()) : Conversion.boxed(type),
                optional);
    }

    private static Class<?> content(Type optional) {
        Type content =
                optional instanceof ParameterizedType generic ? generic.getActualTypeArguments()[0] : Object.class;
        if (content instanceof ParameterizedType generic) {
            content = generic.getRawType();
        }
        return content instanceof Class<?> known ? known : Object.class;
    }

    private static MethodHandle constructor(Class<?> type, RecordComponent[] components) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflectConstructor(canonical)
                    .asFixedArity()
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (NoSuchMethodException | IllegalAccessException | InaccessibleObjectException e) {
            throw ArgumentException.of(
                    "Record " + type.getName() + " cannot be constructed from outside its module: " + e.getMessage()
                            + ".",
                    "open its package: opens " + type.getPackageName() + " to io.granary.core;");
        }
    }
}
