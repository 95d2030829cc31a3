package io.granary.orm.internal.session;

import io.granary.engine.EngineListener;
import io.granary.engine.EngineOptions;
import io.granary.engine.StatementListener;
import java.util.stream.Stream;

/**
 * Whether an engine has listeners that hear of the ends of statements. What such a one throws fails the statement, which must not have been
 * committed then.
 */
final class StatementObjections {

    /** By class, as a method that is not overridden does nothing. */
    private static final ClassValue<Boolean> OVERRIDES = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> listener) {
            return Stream.of(listener.getMethods())
                    .anyMatch(method -> method.getName().equals("afterExecute")
                            && method.getDeclaringClass() != StatementListener.class);
        }
    };

    private StatementObjections() {}

    static boolean mayCome(EngineOptions engine) {
        for (EngineListener listener : engine.listeners()) {
            if (listener instanceof StatementListener && OVERRIDES.get(listener.getClass())) {
                return true;
            }
        }
        return false;
    }
}
