package io.granary.engine.internal;

import java.util.List;
import java.util.Optional;

/**
 * A place where users' code called into the engine, for messages about what it left behind. The stack is looked at when it is made, and put into words when those are
 * asked for: nearly all leases end before anybody asks.
 */
public final class CallSite {

    private static final String HOUSE = "io.granary.";
    private static final List<String> OURS =
            List.of(HOUSE + "engine.", HOUSE + "schema.", HOUSE + "stream.", HOUSE + "orm.");
    private static final StackWalker WALKER = StackWalker.getInstance();

    private final Optional<StackWalker.StackFrame> frame;

    private CallSite(Optional<StackWalker.StackFrame> frame) {
        this.frame = frame;
    }

    /** {@return the innermost place on this thread's stack that is not ours} */
    public static CallSite current() {
        return new CallSite(
                WALKER.walk(frames -> frames.dropWhile(CallSite::isOurs).findFirst()));
    }

    private static boolean isOurs(StackWalker.StackFrame frame) {
        String name = frame.getClassName();
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
        return frame.map(place -> place.toStackTraceElement().toString()).orElse("a place unknown");
    }
}
