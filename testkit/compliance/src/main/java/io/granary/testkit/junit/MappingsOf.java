package io.granary.testkit.junit;

import io.granary.orm.Mappings;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.stream.Stream;

/** From the classes that a test names to the mappings that it means. */
final class MappingsOf {

    private MappingsOf() {}

    /** None for no classes. */
    static Optional<Mappings> classes(Class<?>... types) {
        if (types.length == 0) {
            return Optional.empty();
        }
        return types.length == 1
                ? constant(types[0]).or(() -> Optional.of(Mappings.of(types)))
                : Optional.of(Mappings.of(types));
    }

    private static Optional<Mappings> constant(Class<?> type) {
        return Stream.of(type.getDeclaredFields())
                .filter(field -> field.getType() == Mappings.class && Modifier.isStatic(field.getModifiers()))
                .findFirst()
                .map(MappingsOf::value);
    }

    private static Mappings value(Field field) {
        try {
            field.setAccessible(true);
            return (Mappings) field.get(null);
        } catch (IllegalAccessException hidden) {
            throw new IllegalStateException(
                    "The mappings " + field + " cannot be read; make the field accessible, or name its classes.",
                    hidden);
        }
    }
}
