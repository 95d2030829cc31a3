package io.granary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the asynchronous types can do, the blocking ones can, under the same names and with the same parameters. */
final class SyncParityTest {

    @Test
    void engineHasAllMethodsButThoseOfActors() {
        // An owner is an actor's context, ref() is for actors, and an actor must not block; who blocks reads what is
        // there, and has no stages that complete anywhere.
        assertThat(methods(SyncEngine.class))
                .containsAll(methods(
                        AsyncEngine.class,
                        Set.of("completions", "listen", "ownedBy", "ref", "syncEngine", "stream", "system")));
        assertNothingOfItsOwn(SyncEngine.class, AsyncEngine.class, "asyncEngine()");
    }

    @Test
    void connectionHasAllMethodsButThoseOfActors() {
        assertThat(methods(SyncConnection.class))
                .containsAll(methods(AsyncConnection.class, Set.of("copyIn", "ref", "runSync", "stream", "system")));
        assertNothingOfItsOwn(SyncConnection.class, AsyncConnection.class, "asyncConnection()");
    }

    @Test
    void transactionHasAllMethods() {
        assertThat(methods(SyncTransaction.class)).containsAll(methods(AsyncTransaction.class, Set.of()));
        assertNothingOfItsOwn(SyncTransaction.class, AsyncTransaction.class, "asyncTransaction()");
    }

    @Test
    void blockingTypesGiveNoStages() {
        for (Class<?> type : new Class<?>[] {SyncEngine.class, SyncConnection.class, SyncTransaction.class}) {
            assertThat(type.getMethods())
                    .noneMatch(method -> method.getReturnType().getName().contains("Completion"));
        }
    }

    private static void assertNothingOfItsOwn(Class<?> sync, Class<?> async, String bridge) {
        Set<String> own = methods(sync);
        own.removeAll(methods(async));
        assertThat(own).containsExactly(bridge);
    }

    private static Set<String> methods(Class<?> type) {
        return methods(type, Set.of());
    }

    private static Set<String> methods(Class<?> type, Set<String> without) {
        Predicate<Method> counts = method -> Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && !method.isSynthetic()
                && !without.contains(method.getName());
        return Arrays.stream(type.getDeclaredMethods())
                .filter(counts)
                .map(SyncParityTest::signature)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String signature(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
