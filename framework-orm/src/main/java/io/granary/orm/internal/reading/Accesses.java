package io.granary.orm.internal.reading;

import io.granary.orm.mapping.AttributeAccess;
import io.granary.orm.mapping.ObjectAccess;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/** Finds the access to a class: the generated one, and reflection where there is none. */
final class Accesses {

    private Accesses() {}

    /** Access to all these members of a class; what cannot be accessed is noted as a fault and missing. */
    @SuppressWarnings("unchecked") // the caller passes objects of that class, and no others
    static ObjectAccess<Object> of(Class<?> type, List<Member> members, Faults faults) {
        return (ObjectAccess<Object>) typed(type, members, faults);
    }

    static <T> ObjectAccess<T> typed(Class<T> type, List<Member> members, Faults faults) {
        Optional<ObjectAccess<T>> generated = generated(type);
        if (generated.isEmpty()) {
            return ReflectiveAccess.of(type, members, faults);
        }
        ObjectAccess<T> access = generated.orElseThrow();
        List<Member> missing = members.stream()
                .filter(member -> access.attribute(member.name()).isEmpty() || isOther(access, member))
                .toList();
        if (missing.isEmpty()) {
            return access;
        }
        // Those whose types are private, as an example, which the generated class cannot name; and those that are
        // others here.
        ObjectAccess<T> reflective = ReflectiveAccess.of(type, missing, faults);
        ObjectAccess<T> all = access;
        for (Member member : missing) {
            Optional<AttributeAccess<T>> found = reflective.attribute(member.name());
            if (found.isPresent()) {
                all = all.with(
                        member.name(),
                        found.orElseThrow().getter(),
                        found.orElseThrow().setter());
            }
        }
        return all;
    }

    /** What is embedded is by fields or by properties as its owner is, and what is generated knows nothing of that. */
    private static boolean isOther(ObjectAccess<?> access, Member member) {
        return access.isProperty(member.name()) != member.annotations() instanceof Method;
    }

    /** The name of the class that is generated for a class. */
    static String generatedName(Class<?> type) {
        return type.getName().replace('$', '_') + "_";
    }

    @SuppressWarnings("unchecked") // the access says whose it is
    private static <T> Optional<ObjectAccess<T>> generated(Class<T> type) {
        try {
            Class<?> generated = Class.forName(generatedName(type), true, type.getClassLoader());
            Field field = generated.getDeclaredField("ACCESS");
            field.setAccessible(true);
            return field.get(null) instanceof ObjectAccess<?> access && access.type() == type
                    ? Optional.of((ObjectAccess<T>) access)
                    : Optional.empty();
        } catch (ClassNotFoundException
                | NoSuchFieldException
                | IllegalAccessException
                | InaccessibleObjectException e) {
            return Optional.empty();
        }
    }
}
