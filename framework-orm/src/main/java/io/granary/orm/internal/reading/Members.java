package io.granary.orm.internal.reading;

import jakarta.persistence.Access;
import jakarta.persistence.AccessType;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Transient;
import java.beans.Introspector;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the attributes of a class: those of its mapped superclasses first, each class's in the order of its source. */
final class Members {

    private Members() {}

    static List<Member> of(Class<?> type) {
        boolean properties = byProperty(type);
        List<Member> members = new ArrayList<>();
        for (Class<?> declaring : lineage(type)) {
            members.addAll(declared(declaring, properties));
        }
        return members;
    }

    /** The class and those above it whose attributes are persistent, the topmost first. */
    static List<Class<?>> lineage(Class<?> type) {
        List<Class<?>> lineage = new ArrayList<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            if (at == type
                    || at.isAnnotationPresent(MappedSuperclass.class)
                    || at.isAnnotationPresent(Entity.class)
                    || at.isAnnotationPresent(Embeddable.class)) {
                lineage.add(0, at);
            }
        }
        return lineage;
    }

    private static List<Member> declared(Class<?> declaring, boolean byDefault) {
        boolean properties = Optional.ofNullable(declaring.getAnnotation(Access.class))
                .map(access -> access.value() == AccessType.PROPERTY)
                .orElse(byDefault);
        if (declaring.isRecord()) {
            return components(declaring);
        }
        return properties ? properties(declaring) : fields(declaring);
    }

    private static List<Member> components(Class<?> declaring) {
        List<Member> members = new ArrayList<>();
        for (RecordComponent component : declaring.getRecordComponents()) {
            Field field = field(declaring, component.getName());
            members.add(
                    new Member(component.getName(), component.getType(), component.getGenericType(), field, declaring));
        }
        return members;
    }

    private static Field field(Class<?> declaring, String name) {
        try {
            return declaring.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            throw new AssertionError("a record has a field for each component", e);
        }
    }

    private static List<Member> fields(Class<?> declaring) {
        List<Member> members = new ArrayList<>();
        for (Field field : declaring.getDeclaredFields()) {
            int modifiers = field.getModifiers();
            if (!Modifier.isStatic(modifiers)
                    && !Modifier.isTransient(modifiers)
                    && !field.isSynthetic()
                    && !field.isAnnotationPresent(Transient.class)) {
                members.add(new Member(field.getName(), field.getType(), field.getGenericType(), field, declaring));
            }
        }
        return members;
    }

    private static List<Member> properties(Class<?> declaring) {
        List<Member> members = new ArrayList<>();
        for (Method getter : declaring.getDeclaredMethods()) {
            Optional<String> name = property(getter);
            if (name.isPresent()
                    && !getter.isAnnotationPresent(Transient.class)
                    && ReflectiveAccess.setter(declaring, name.orElseThrow(), getter.getReturnType())
                            .isPresent()) {
                members.add(new Member(
                        name.orElseThrow(), getter.getReturnType(), getter.getGenericReturnType(), getter, declaring));
            }
        }
        // The JVM gives methods in any order.
        members.sort(Comparator.comparing(Member::name));
        return members;
    }

    /** The property that a method gets; empty if it is no getter. */
    static Optional<String> property(Method method) {
        if (method.getParameterCount() > 0 || Modifier.isStatic(method.getModifiers()) || method.isSynthetic()) {
            return Optional.empty();
        }
        String name = method.getName();
        boolean truth = method.getReturnType() == boolean.class;
        if (name.length() > 3 && name.startsWith("get") && method.getReturnType() != void.class) {
            return Optional.of(Introspector.decapitalize(name.substring(3)));
        }
        return truth && name.length() > 2 && name.startsWith("is")
                ? Optional.of(Introspector.decapitalize(name.substring(2)))
                : Optional.empty();
    }

    /** Whether the annotations stand at getters: where the one of the key does. */
    private static boolean byProperty(Class<?> type) {
        return lineage(type).stream()
                .flatMap(at -> Arrays.stream(at.getDeclaredMethods()))
                .anyMatch(
                        method -> method.isAnnotationPresent(Id.class) || method.isAnnotationPresent(EmbeddedId.class));
    }
}
