package io.granary.orm.internal.reading;

import java.lang.reflect.Constructor;
import java.util.Optional;

/** Makes the objects that annotations name by their classes: listeners, converters, generators. */
final class Instances {

    private Instances() {}

    /** One object of a class; empty, and noted as a fault, if its constructor is missing, closed, or fails. */
    static <T> Optional<T> of(Class<T> type, String what, String place, Faults faults) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            faults.add(
                    place,
                    "Its " + what + " " + type.getName() + " cannot be made ("
                            + why.getClass().getSimpleName()
                            + (why.getMessage() == null ? "" : ": " + why.getMessage())
                            + "); give it a constructor without parameters that does not fail, and let it be a static class where it stands in"
                            + " another.");
            return Optional.empty();
        }
    }
}
