package io.granary.orm.internal.reading;

import io.granary.orm.mapping.LifecycleCallbacks;
import io.granary.orm.mapping.LifecycleCallbacks.Moment;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.ExcludeSuperclassListeners;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.PostRemove;
import jakarta.persistence.PostUpdate;
import jakarta.persistence.PrePersist;
import jakarta.persistence.PreRemove;
import jakarta.persistence.PreUpdate;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the methods that are called as objects are loaded and written: those of listeners first, then those of the class, and in both the
 * topmost class's first. A method that is overridden is not called; the one that overrides it is, if it is annotated.
 */
final class Callbacks {

    private static final Map<Class<? extends Annotation>, Moment> MOMENTS = Map.of(
            PrePersist.class, Moment.BEFORE_INSERT,
            PostPersist.class, Moment.AFTER_INSERT,
            PreUpdate.class, Moment.BEFORE_UPDATE,
            PostUpdate.class, Moment.AFTER_UPDATE,
            PreRemove.class, Moment.BEFORE_DELETE,
            PostRemove.class, Moment.AFTER_DELETE,
            PostLoad.class, Moment.AFTER_LOAD);

    private final Class<?> entity;
    private final Faults faults;
    private final CalledMethods methods;
    private LifecycleCallbacks callbacks = LifecycleCallbacks.NONE;

    private Callbacks(Class<?> entity, Faults faults) {
        this.entity = entity;
        this.faults = faults;
        this.methods = new CalledMethods("callback", faults);
    }

    static LifecycleCallbacks of(Class<?> type, Faults faults) {
        Callbacks reader = new Callbacks(type, faults);
        List<Class<?>> lineage = Members.lineage(type);
        for (int i = firstListened(lineage); i < lineage.size(); i++) {
            EntityListeners listeners = lineage.get(i).getDeclaredAnnotation(EntityListeners.class);
            if (listeners != null) {
                Class<?> at = lineage.get(i);
                Arrays.stream(listeners.value()).forEach(listener -> reader.listener(listener, at));
            }
        }
        lineage.forEach(reader::own);
        return reader.callbacks;
    }

    /** The lowest class that wants none of the listeners above it. */
    private static int firstListened(List<Class<?>> lineage) {
        for (int i = lineage.size() - 1; i > 0; i--) {
            if (lineage.get(i).isAnnotationPresent(ExcludeSuperclassListeners.class)) {
                return i;
            }
        }
        return 0;
    }

    private void own(Class<?> at) {
        moments(at).forEach((moment, method) -> {
            if (method.getParameterCount() != 0) {
                faults.add(CalledMethods.place(method), "A callback of an entity has no parameters; take them away.");
            } else if (methods.usable(method) && !CalledMethods.isOverridden(method, entity)) {
                callbacks = callbacks.with(moment, object -> methods.call(method, object));
            }
        });
    }

    private void listener(Class<?> type, Class<?> at) {
        Optional<?> made = Instances.of(type, "listener", entity.getSimpleName(), faults);
        if (made.isEmpty()) {
            return;
        }
        Object listener = made.orElseThrow();
        moments(type).forEach((moment, method) -> {
            if (method.getParameterCount() != 1) {
                faults.add(
                        CalledMethods.place(method),
                        "A callback of a listener has one parameter, the entity; give it that.");
            } else if (!canBe(at, method.getParameterTypes()[0])) {
                faults.add(
                        CalledMethods.place(method),
                        Unheeded.neverHeard(method.getParameterTypes()[0].getName(), at.getSimpleName()));
            } else if (methods.usable(method) && method.getParameterTypes()[0].isAssignableFrom(entity)) {
                callbacks = callbacks.with(moment, object -> methods.call(method, listener, object));
            }
        });
    }

    /** Whether objects of a class, or of one that extends it, can be of another one. */
    private static boolean canBe(Class<?> type, Class<?> other) {
        return other.isAssignableFrom(type)
                || type.isAssignableFrom(other)
                || (other.isInterface() && !Modifier.isFinal(type.getModifiers()));
    }

    /** Notes the callbacks of an embeddable class, which nobody calls. */
    static void checkEmbeddable(Class<?> type, Faults faults) {
        Arrays.stream(type.getDeclaredMethods())
                .filter(method ->
                        !method.isSynthetic() && MOMENTS.keySet().stream().anyMatch(method::isAnnotationPresent))
                .forEach(method -> faults.add(CalledMethods.place(method), Unheeded.EMBEDDED_CALLBACK));
    }

    /** The methods of a class by the moments they are annotated with. */
    private Map<Moment, Method> moments(Class<?> type) {
        Map<Moment, Method> found = new EnumMap<>(Moment.class);
        for (Method method : type.getDeclaredMethods()) {
            // The compiler copies annotations to methods of its own, which call the one that was written.
            if (method.isSynthetic()) {
                continue;
            }
            MOMENTS.forEach((annotation, moment) -> {
                if (method.isAnnotationPresent(annotation) && found.put(moment, method) != null) {
                    faults.add(
                            CalledMethods.place(method),
                            "It is the second method of " + type.getSimpleName() + " with @"
                                    + annotation.getSimpleName() + "; let the first one call it.");
                }
            });
        }
        return found;
    }
}
