package io.granary.orm.internal.reading;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Methods of a class that are called as its objects are loaded and written.
 *
 * @param what what they are, for what is said of them
 * @param faults is told what is wrong with them
 */
record CalledMethods(String what, Faults faults) {

    /** What is said of a method that gives something or belongs to no object. */
    static String shape(String what) {
        return "A " + what + " is a method of an object that returns nothing, and this is not; make it one.";
    }

    /** Whether a method can be called; what keeps it from that is a fault. */
    boolean usable(Method method) {
        if (Modifier.isStatic(method.getModifiers()) || method.getReturnType() != void.class) {
            faults.add(place(method), shape(what));
            return false;
        }
        try {
            method.setAccessible(true);
            return true;
        } catch (RuntimeException closed) {
            faults.add(
                    place(method),
                    "It cannot be called (" + closed.getMessage() + "); open its package to io.granary.orm.");
            return false;
        }
    }

    /** Whether a class further down has the same method; private ones are each class's own. */
    static boolean isOverridden(Method method, Class<?> lowest) {
        if (Modifier.isPrivate(method.getModifiers())) {
            return false;
        }
        for (Class<?> at = lowest; at != null && at != method.getDeclaringClass(); at = at.getSuperclass()) {
            boolean same = Arrays.stream(at.getDeclaredMethods())
                    .anyMatch(other -> other.getName().equals(method.getName())
                            && Arrays.equals(other.getParameterTypes(), method.getParameterTypes())
                            && !Modifier.isPrivate(other.getModifiers()));
            if (same) {
                return true;
            }
        }
        return false;
    }

    static String place(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    /** Calls one; what it throws is thrown. */
    void call(Method method, Object target, @Nullable Object... arguments) {
        try {
            method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException own) {
                throw own;
            }
            if (e.getCause() instanceof Error own) {
                throw own;
            }
            throw new IllegalStateException("the " + what + " " + place(method) + " failed", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the " + what + " " + place(method) + " cannot be called", e);
        }
    }
}
