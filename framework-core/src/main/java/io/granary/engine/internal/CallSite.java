package io.granary.engine.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A place where users' code called into the engine, for messages about what it left behind, put into words when those are asked for: nearly all leases end before
 * anybody asks. To look at the stack is a quarter of what a lease costs, so where a function says by its class whose code it is, that has to do.
 */
public final class CallSite {

    private static final String HOUSE = "io.granary.";
    private static final List<String> OURS =
            List.of(HOUSE + "engine.", HOUSE + "schema.", HOUSE + "stream.", HOUSE + "orm.");
    private static final StackWalker WALKER = StackWalker.getInstance();

    /** Between the name of a class and what the JVM calls a function within it. */
    private static final String FUNCTION = "$$";

    private final Supplier<String> words;

    private CallSite(Supplier<String> words) {
        this.words = words;
    }

    /** {@return the innermost place on this thread's stack that is not ours} */
    public static CallSite current() {
        Optional<StackWalker.StackFrame> frame = WALKER.walk(
                frames -> frames.dropWhile(each -> isOurs(each.getClassName())).findFirst());
        return new CallSite(
                () -> frame.map(place -> place.toStackTraceElement().toString()).orElse("a place unknown"));
    }

    /**
     * {@return the class whose code a function is; where that is one of ours, the place of the call}
     *
     * @param function given by the user
     */
    public static CallSite of(Object function) {
        String name = function.getClass().getName();
        // A function that the JDK put together of others says nothing.
        return isOurs(name) || name.startsWith("java.")
                ? current()
                : new CallSite(() -> "a function of " + enclosing(name));
    }

    private static String enclosing(String name) {
        int end = name.indexOf(FUNCTION);
        return end < 0 ? name : name.substring(0, end);
    }

    private static boolean isOurs(String name) {
        if (!name.startsWith(HOUSE)) {
            return false;
        }
        for (String ours : OURS) {
            if (name.startsWith(ours)) {
                return true;
            }
        }
        return false;
    }

    /** {@return the place in words} */
    @Override
    public String toString() {
        return words.get();
    }
}
