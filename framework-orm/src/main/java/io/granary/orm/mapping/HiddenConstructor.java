package io.granary.orm.mapping;

import io.granary.error.InvalidRequestException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The constructor without parameters of a class, whoever may see it. */
final class HiddenConstructor<T> implements Supplier<T> {

    private final Class<T> type;
    private final @Nullable MethodHandle handle;

    HiddenConstructor(Class<T> type, MethodHandles.Lookup from) {
        this.type = type;
        this.handle = handle(type, from);
    }

    /** Null if there is none: a class that is written is initialized all the same. */
    private static @Nullable MethodHandle handle(Class<?> type, MethodHandles.Lookup from) {
        try {
            return MethodHandles.privateLookupIn(type, from)
                    .findConstructor(type, MethodType.methodType(void.class))
                    .asType(MethodType.methodType(Object.class));
        } catch (NoSuchMethodException | IllegalAccessException | SecurityException unreachable) {
            return null;
        }
    }

    @Override
    public T get() {
        MethodHandle constructor = handle;
        if (constructor == null) {
            throw InvalidRequestException.of(
                    type.getName() + " has no constructor without parameters any more that can be reached.",
                    "Compile it again, with the annotation processor.");
        }
        try {
            return type.cast((Object) constructor.invokeExact());
        } catch (RuntimeException | Error own) {
            throw own;
        } catch (Throwable checked) {
            throw new IllegalStateException("the constructor of a mapped class failed", checked);
        }
    }
}
