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
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;

/** Finds the methods that are called as objects are loaded and written: those of listeners first, then those of the class. */
final class Callbacks {

    private static final Map<Class<? extends Annotation>, Moment> MOMENTS = Map.of(
            PrePersist.class, Moment.BEFORE_INSERT,
            PostPersist.class, Moment.AFTER_INSERT,
            PreUpdate.class, Moment.BEFORE_UPDATE,
            PostUpdate.class, Moment.AFTER_UPDATE,
            PreRemove.class, Moment.BEFORE_DELETE,
            PostRemove.class, Moment.AFTER_DELETE,
            PostLoad.class, Moment.AFTER_LOAD);

    private Callbacks() {}

    static LifecycleCallbacks of(Class<?> type, Faults faults) {
        LifecycleCallbacks callbacks = LifecycleCallbacks.NONE;
        List<Class<?>> lineage = Members.lineage(type);
        for (Class<?> at : lineage) {
            EntityListeners listeners = at.getDeclaredAnnotation(EntityListeners.class);
            boolean excluded = at != type && type.isAnnotationPresent(ExcludeSuperclassListeners.class);
            if (listeners == null || excluded) {
                continue;
            }
            for (Class<?> listener : listeners.value()) {
                callbacks = listened(callbacks, listener, type, faults);
            }
        }
        for (Class<?> at : lineage) {
            for (Method method : at.getDeclaredMethods()) {
                callbacks = own(callbacks, method, faults);
            }
        }
        return callbacks;
    }

    private static LifecycleCallbacks own(LifecycleCallbacks before, Method method, Faults faults) {
        LifecycleCallbacks callbacks = before;
        for (Map.Entry<Class<? extends Annotation>, Moment> moment : MOMENTS.entrySet()) {
            if (!method.isAnnotationPresent(moment.getKey())) {
                continue;
            }
            if (method.getParameterCount() != 0) {
                faults.add(place(method), "A callback of an entity has no parameters.");
                continue;
            }
            method.setAccessible(true);
            callbacks = callbacks.with(moment.getValue(), object -> call(method, object));
        }
        return callbacks;
    }

    private static LifecycleCallbacks listened(
            LifecycleCallbacks before, Class<?> type, Class<?> entity, Faults faults) {
        Object listener;
        try {
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            listener = constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            faults.add(
                    entity.getSimpleName(),
                    "Its listener " + type.getName() + " cannot be made; give it a constructor without parameters.");
            return before;
        }
        LifecycleCallbacks callbacks = before;
        for (Method method : type.getDeclaredMethods()) {
            for (Map.Entry<Class<? extends Annotation>, Moment> moment : MOMENTS.entrySet()) {
                if (!method.isAnnotationPresent(moment.getKey())) {
                    continue;
                }
                if (method.getParameterCount() != 1) {
                    faults.add(place(method), "A callback of a listener has one parameter, the entity.");
                    continue;
                }
                method.setAccessible(true);
                if (method.getParameterTypes()[0].isAssignableFrom(entity)) {
                    callbacks = callbacks.with(moment.getValue(), object -> call(method, listener, object));
                }
            }
        }
        return callbacks;
    }

    private static String place(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    private static void call(Method method, Object target, Object... arguments) {
        try {
            method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException own) {
                throw own;
            }
            if (e.getCause() instanceof Error own) {
                throw own;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
