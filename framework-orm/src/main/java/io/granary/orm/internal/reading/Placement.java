package io.granary.orm.internal.reading;

import io.granary.orm.Json;
import io.granary.orm.Validates;
import jakarta.persistence.Entity;
import jakarta.persistence.Transient;
import java.lang.annotation.Annotation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds annotations that would not be read, for they stand where no attribute is. */
final class Placement {

    /** What may stand at any method or field and says nothing of a column or a relationship. */
    private static final Set<String> ELSEWHERE = Set.of(
            "Transient",
            "Access",
            "PrePersist",
            "PostPersist",
            "PreUpdate",
            "PostUpdate",
            "PreRemove",
            "PostRemove",
            "PostLoad",
            "PersistenceContext",
            "PersistenceUnit");

    private Placement() {}

    /** Whether something says how an attribute is mapped. */
    static boolean isMapping(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations()).anyMatch(Placement::isMapping);
    }

    private static boolean isMapping(Annotation annotation) {
        Class<?> kind = annotation.annotationType();
        return (kind.getPackage() == Entity.class.getPackage() && !ELSEWHERE.contains(kind.getSimpleName()))
                || (kind.getPackage() == Json.class.getPackage() && kind != Validates.class);
    }

    /** Notes what stands at the wrong place of a class and those above it. */
    static void check(Class<?> type, List<Member> members, Faults faults) {
        List<Class<?>> lineage = Members.lineage(type);
        Map<String, Class<?>> fields = new HashMap<>();
        for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
            if (at.isRecord()) {
                components(at, faults);
            } else if (lineage.contains(at)) {
                declared(at, members, faults);
                hidden(at, members, fields, faults);
            } else if (elements(at).stream().anyMatch(Placement::isMapping)) {
                faults.add(
                        type.getSimpleName(),
                        "It extends " + at.getSimpleName()
                                + ", whose attributes are annotated and not read; make that a @MappedSuperclass.");
            }
        }
    }

    private static List<AccessibleObject> elements(Class<?> type) {
        List<AccessibleObject> elements = new ArrayList<>(List.of(type.getDeclaredFields()));
        // The compiler copies annotations to methods of its own.
        Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .forEach(elements::add);
        return elements;
    }

    private static void components(Class<?> type, Faults faults) {
        for (Field field : type.getDeclaredFields()) {
            if (field.isAnnotationPresent(Transient.class)) {
                faults.add(
                        place(type, field.getName()),
                        "A component of a record is a column, for a record is made of all of them; take @Transient away,"
                                + " or the component.");
            }
        }
        for (RecordComponent component : type.getRecordComponents()) {
            accessor(type, component, faults);
        }
    }

    /** The compiler copies what stands at a component to the field, and to the accessor if that is not written. */
    private static void accessor(Class<?> type, RecordComponent component, Faults faults) {
        boolean unread = Arrays.stream(component.getAccessor().getAnnotations())
                .filter(Placement::isMapping)
                .anyMatch(annotation -> field(type, component).getAnnotation(annotation.annotationType()) == null);
        if (unread) {
            faults.add(place(type, component.getName()), Unheeded.ACCESSOR);
        }
    }

    private static Field field(Class<?> type, RecordComponent component) {
        try {
            return type.getDeclaredField(component.getName());
        } catch (NoSuchFieldException e) {
            throw new AssertionError("a record has a field for each component", e);
        }
    }

    private static void declared(Class<?> at, List<Member> members, Faults faults) {
        for (AccessibleObject element : elements(at)) {
            if (!isMapping(element) || isRead(element, members)) {
                continue;
            }
            String name = element instanceof Method method ? method.getName() : ((Field) element).getName();
            faults.add(place(at, name), "It is annotated and not read: " + reason(element));
        }
    }

    private static boolean isRead(AccessibleObject element, List<Member> members) {
        return members.stream().anyMatch(member -> member.annotations().equals(element) || overrides(member, element));
    }

    /** Whether a property is one that was declared before, in a superclass. */
    private static boolean overrides(Member member, AccessibleObject element) {
        return element instanceof Method method
                && member.annotations() instanceof Method getter
                && getter.getName().equals(method.getName())
                && method.getParameterCount() == 0;
    }

    private static String reason(AccessibleObject element) {
        if (element.isAnnotationPresent(Transient.class)) {
            return "it is @Transient. Take that away, or the others.";
        }
        if (element instanceof Field field) {
            return Modifier.isStatic(field.getModifiers()) || Modifier.isTransient(field.getModifiers())
                    ? "static and transient fields are no attributes. Let it be neither, or take the annotations away."
                    : "the attributes of this class are its getters, for the annotation of its key stands at one. Annotate the getter,"
                            + " or add @Access(AccessType.FIELD).";
        }
        Method method = (Method) element;
        if (Members.property(method).isEmpty()) {
            return "it is no getter. Annotate the field, or the getter.";
        }
        return ReflectiveAccess.setter(method.getDeclaringClass(), method).isPresent()
                ? "the attributes of this class are its fields. Annotate the field, or add @Access(AccessType.PROPERTY)."
                : "the property has no setter. Give it one, or make it @Transient.";
    }

    /** Fields of one name in a class and above it, of which only one would be read. */
    private static void hidden(Class<?> at, List<Member> members, Map<String, Class<?>> fields, Faults faults) {
        for (Field field : at.getDeclaredFields()) {
            boolean attribute = members.stream()
                    .anyMatch(member -> member.annotations() instanceof Field found
                            && found.getName().equals(field.getName()));
            if (Modifier.isStatic(field.getModifiers()) || field.isSynthetic() || !attribute) {
                continue;
            }
            Class<?> below = fields.put(field.getName(), at);
            if (below != null) {
                faults.add(
                        place(below, field.getName()),
                        "It hides the attribute of the same name in " + at.getSimpleName()
                                + "; call it something else.");
            }
        }
    }

    private static String place(Class<?> type, String name) {
        return type.getSimpleName() + "." + name;
    }
}
