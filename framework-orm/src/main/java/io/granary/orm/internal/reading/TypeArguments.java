package io.granary.orm.internal.reading;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the type variables of a class's superclasses and interfaces stand for in it: T of {@code Base<T>} in {@code User extends Base<Long>}. */
final class TypeArguments {

    private final Map<TypeVariable<?>, Type> known = new HashMap<>();

    private TypeArguments() {}

    static TypeArguments of(Class<?> type) {
        TypeArguments arguments = new TypeArguments();
        arguments.learn(type);
        return arguments;
    }

    private void learn(Class<?> type) {
        learn(type.getGenericSuperclass());
        for (Type implemented : type.getGenericInterfaces()) {
            learn(implemented);
        }
    }

    private void learn(Type above) {
        if (above instanceof ParameterizedType of && of.getRawType() instanceof Class<?> raw) {
            TypeVariable<?>[] variables = raw.getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                known.put(variables[i], resolve(of.getActualTypeArguments()[i]));
            }
            learn(raw);
        } else if (above instanceof Class<?> raw) {
            learn(raw);
        }
    }

    /** The type with what its variables stand for; those of which nothing is known stay. */
    Type resolve(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            return known.getOrDefault(variable, variable);
        }
        if (type instanceof ParameterizedType of) {
            return new Resolved(
                    of.getRawType(),
                    Arrays.stream(of.getActualTypeArguments())
                            .map(this::resolve)
                            .toList());
        }
        if (type instanceof GenericArrayType array && resolve(array.getGenericComponentType()) instanceof Class<?> of) {
            return Array.newInstance(of, 0).getClass();
        }
        return type;
    }

    /** The class of a type; empty where it is a variable that stands for nothing known. */
    static Optional<Class<?>> classOf(Type type) {
        if (type instanceof Class<?> plain) {
            return Optional.of(plain);
        }
        return type instanceof ParameterizedType of ? classOf(of.getRawType()) : Optional.empty();
    }

    /** What a class, which extends or implements another one, gives for a type variable of that. */
    static Optional<Type> of(Class<?> type, Class<?> generic, int position) {
        Type variable = generic.getTypeParameters()[position];
        Type found = of(type).resolve(variable);
        return found instanceof TypeVariable<?> ? Optional.empty() : Optional.of(found);
    }

    /** A generic class with what it is of. */
    private record Resolved(Type raw, List<Type> arguments) implements ParameterizedType {

        @Override
        public Type[] getActualTypeArguments() {
            return arguments.toArray(Type[]::new);
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        @SuppressWarnings("NullAway") // the interface says null where there is none
        public Type getOwnerType() {
            return null;
        }

        @Override
        public String toString() {
            return raw.getTypeName() + "<"
                    + String.join(
                            ", ", arguments.stream().map(Type::getTypeName).toList()) + ">";
        }
    }
}
