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
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the attributes of a class: those of its mapped superclasses first, each class's in the order of its source, properties in that of
 * the alphabet. One that a class declares again is in the place of the first.
 */
final class Members {

    private final TypeArguments arguments;
    private final Map<String, Member> found = new LinkedHashMap<>();

    private Members(Class<?> type) {
        this.arguments = TypeArguments.of(type);
    }

    /** Those of an entity, whose annotations stand where that of its key does. */
    static List<Member> of(Class<?> type) {
        return of(type, byProperty(type));
    }

    /** Those of a class that does not say itself where its annotations stand. */
    static List<Member> of(Class<?> type, boolean properties) {
        Members members = new Members(type);
        for (Class<?> declaring : lineage(type)) {
            members.declared(declaring, properties);
        }
        return List.copyOf(members.found.values());
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

    /** Whether the annotations stand at getters: where the one of the key does. */
    static boolean byProperty(Class<?> type) {
        return !type.isRecord()
                && lineage(type).stream()
                        .flatMap(at -> Arrays.stream(at.getDeclaredMethods()))
                        .anyMatch(method ->
                                method.isAnnotationPresent(Id.class) || method.isAnnotationPresent(EmbeddedId.class));
    }

    private void declared(Class<?> declaring, boolean byDefault) {
        if (declaring.isRecord()) {
            components(declaring);
            return;
        }
        boolean properties = said(declaring, AccessType.PROPERTY) || (byDefault && !said(declaring, AccessType.FIELD));
        if (properties) {
            properties(declaring, false);
            fields(declaring, true);
        } else {
            fields(declaring, false);
            properties(declaring, true);
        }
    }

    private static boolean said(AnnotatedElement element, AccessType type) {
        Access access = element.getAnnotation(Access.class);
        return access != null && access.value() == type;
    }

    private void add(String name, Class<?> type, Type generic, AnnotatedElement annotations, Class<?> declaring) {
        Type resolved = arguments.resolve(generic);
        Class<?> at = TypeArguments.classOf(resolved).orElse(type);
        Member member = new Member(name, at, resolved, annotations, declaring);
        Member above = found.get(name);
        // An override without annotations takes none of them away.
        if (above == null || Placement.isMapping(annotations) || !Placement.isMapping(above.annotations())) {
            found.put(name, member);
        }
    }

    private void components(Class<?> declaring) {
        for (RecordComponent component : declaring.getRecordComponents()) {
            try {
                Field field = declaring.getDeclaredField(component.getName());
                add(component.getName(), component.getType(), component.getGenericType(), field, declaring);
            } catch (NoSuchFieldException e) {
                throw new AssertionError("a record has a field for each component", e);
            }
        }
    }

    private void fields(Class<?> declaring, boolean onlyThoseThatSaySo) {
        for (Field field : declaring.getDeclaredFields()) {
            if (isAttribute(field) && (!onlyThoseThatSaySo || said(field, AccessType.FIELD))) {
                add(field.getName(), field.getType(), field.getGenericType(), field, declaring);
            }
        }
    }

    private static boolean isAttribute(Field field) {
        int modifiers = field.getModifiers();
        return !Modifier.isStatic(modifiers)
                && !Modifier.isTransient(modifiers)
                && !field.isSynthetic()
                && !field.isAnnotationPresent(Transient.class);
    }

    private void properties(Class<?> declaring, boolean onlyThoseThatSaySo) {
        // The JVM gives methods in any order.
        Arrays.stream(declaring.getDeclaredMethods())
                .filter(method -> isProperty(method) && (!onlyThoseThatSaySo || said(method, AccessType.PROPERTY)))
                .sorted(Comparator.comparing(Method::getName))
                .forEach(getter -> add(
                        property(getter).orElseThrow(),
                        getter.getReturnType(),
                        getter.getGenericReturnType(),
                        getter,
                        declaring));
    }

    private static boolean isProperty(Method method) {
        return !method.isAnnotationPresent(Transient.class)
                && property(method).isPresent()
                && ReflectiveAccess.setter(method.getDeclaringClass(), method).isPresent();
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
}
