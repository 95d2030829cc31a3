package io.granary.testkit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.Test;

/**
 * The rules of Reactive Streams, by their own test kit, which is written for TestNG: each method of a verification is a test here. A rule that the kit skips fails, so what does not apply is left out by name.
 *
 * <p>It is the kit for {@code org.reactivestreams}, which R2DBC and Pekko publish, and so do we. {@code reactive-streams-tck-flow} is for those who publish the JDK's {@code Flow}: the same rules, behind an adapter.
 */
final class TckRules {

    /** How long a signal may take on a loaded machine; nobody waits for as long where all is well. */
    private static final int SIGNAL_MILLIS = 5_000;

    private static final int SILENCE_MILLIS = 20;

    private TckRules() {}

    /**
     * What a verification of the kit waits by. Each has one of its own, so that what comes late for one rule is not taken for an answer to the next.
     *
     * @param errorMillis within which an error has to come where one is due: the kit looks for it once, after as long
     */
    static TestEnvironment environment(int errorMillis) {
        return new TestEnvironment(SIGNAL_MILLIS, SILENCE_MILLIS, errorMillis) {

            /** By itself it waits here for as long as a signal may take, whatever comes. */
            @Override
            public void verifyNoAsyncErrors() {
                verifyNoAsyncErrors(SILENCE_MILLIS);
            }
        };
    }

    /**
     * The rules of a verification.
     *
     * @param verifications subclasses of one of the kit's, one for each rule
     * @param of added to the names
     * @param except parts of the names of rules that do not apply
     */
    static Stream<DynamicTest> of(Supplier<?> verifications, String of, String... except) {
        return Arrays.stream(verifications.get().getClass().getMethods())
                .filter(rule -> rule.isAnnotationPresent(Test.class))
                // Some are only mentioned by the kit.
                .filter(rule -> !rule.getName().startsWith("untested"))
                .filter(rule -> Arrays.stream(except).noneMatch(rule.getName()::contains))
                .sorted(Comparator.comparing(Method::getName))
                .map(rule -> dynamicTest(rule.getName() + " of " + of, () -> verify(verifications.get(), rule)));
    }

    private static void verify(Object verification, Method rule) throws Throwable {
        try {
            rule.invoke(verification);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }
}
