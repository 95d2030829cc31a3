package io.granary.orm.internal.reading;

import io.granary.error.InvalidRequestException;
import io.granary.orm.mapping.ObjectAccess;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Access to classes that the annotation processor has not seen, by reflection. */
final class ReflectiveAccess {

    private ReflectiveAccess() {}

    /** Something of reflection, whose exceptions are wrapped at one place. */
    @FunctionalInterface
    private interface Reflected<T extends @Nullable Object> {
        T run() throws ReflectiveOperationException;
    }

    static <T> ObjectAccess<T> of(Class<T> type, List<Member> members, Faults faults) {
        ObjectAccess<T> access = type.isRecord()
                ? ofRecord(type, faults)
                : Modifier.isAbstract(type.getModifiers()) ? ObjectAccess.ofAbstract(type) : ofClass(type, faults);
        for (Member member : members) {
            access = with(access, member, faults);
        }
        return access;
    }

    private static <T> ObjectAccess<T> ofRecord(Class<T> type, Faults faults) {
        Class<?>[] components = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Constructor<T> constructor = reflected(() -> type.getDeclaredConstructor(components));
        try {
            constructor.setAccessible(true);
        } catch (RuntimeException closed) {
            faults.add(type.getSimpleName(), closed(closed));
        }
        return ObjectAccess.ofRecord(type, values -> reflected(() -> constructor.newInstance(values)));
    }

    private static <T> ObjectAccess<T> ofClass(Class<T> type, Faults faults) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return ObjectAccess.of(type, () -> reflected(constructor::newInstance));
        } catch (NoSuchMethodException e) {
            faults.add(
                    type.getSimpleName(),
                    "It has no constructor without parameters, which its objects are made with; give it one, which may be private,"
                            + " and let it be a static class where it stands in another.");
        } catch (RuntimeException closed) {
            faults.add(type.getSimpleName(), closed(closed));
        }
        return none(type);
    }

    /** Access to a class whose objects cannot be made, which is a fault. */
    static <T> ObjectAccess<T> none(Class<T> type) {
        return ObjectAccess.of(type, () -> {
            throw InvalidRequestException.of(
                    "Objects of " + type.getName() + " cannot be made.", "Mappings.of says what is wrong with it.");
        });
    }

    private static String closed(RuntimeException closed) {
        return "It cannot be accessed by reflection (" + closed.getMessage()
                + "); open its package to io.granary.orm, or use the annotation processor.";
    }

    private static <T> ObjectAccess<T> with(ObjectAccess<T> access, Member member, Faults faults) {
        try {
            if (member.annotations() instanceof Field field) {
                if (!access.byConstructor() && Modifier.isFinal(field.getModifiers())) {
                    faults.add(
                            member.place(),
                            "It is final, and objects are filled after they were made; take final away.");
                }
                field.setAccessible(true);
                Function<T, @Nullable Object> reading = object -> reflected(() -> field.get(object));
                return access.byConstructor()
                        ? access.withComponent(member.name(), reading)
                        : access.with(member.name(), reading, (object, value) -> set(field, object, value));
            }
            Method getter = (Method) member.annotations();
            Method setter = setter(member.declaring(), getter).orElseThrow();
            getter.setAccessible(true);
            setter.setAccessible(true);
            Function<T, @Nullable Object> reading = object -> reflected(() -> getter.invoke(object));
            return access.with(
                    member.name(), reading, (object, value) -> reflected(() -> setter.invoke(object, value)));
        } catch (RuntimeException closed) {
            faults.add(member.place(), closed(closed));
            return access;
        }
    }

    private static void set(Field field, Object object, @Nullable Object value) {
        reflected(() -> {
            field.set(object, value);
            return object;
        });
    }

    /** The method that sets what a getter gets, at the class or above it: of {@code geteMail} {@code seteMail}, which the name eMail would not say. */
    static Optional<Method> setter(Class<?> declaring, Method getter) {
        String name = "set" + getter.getName().substring(getter.getName().startsWith("is") ? 2 : 3);
        for (Class<?> at = declaring; at != null; at = at.getSuperclass()) {
            try {
                return Optional.of(at.getDeclaredMethod(name, getter.getReturnType()));
            } catch (NoSuchMethodException e) {
                // It may be above.
            }
        }
        return Optional.empty();
    }

    /** What the user's code threw is thrown as it is. */
    private static <T extends @Nullable Object> T reflected(Reflected<T> work) {
        try {
            return work.run();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException own) {
                throw own;
            }
            if (e.getCause() instanceof Error own) {
                throw own;
            }
            throw new IllegalStateException("a constructor, getter or setter of a mapped class failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a mapped class cannot be accessed", e);
        }
    }
}
