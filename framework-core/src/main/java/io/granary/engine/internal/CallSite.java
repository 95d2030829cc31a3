package io.granary.engine.internal;

import java.util.List;

/** Where users' code called into the engine, for messages about what it left behind. */
public final class CallSite {

    private static final List<String> OURS =
            List.of("io.granary.engine.", "io.granary.schema.", "io.granary.stream.", "io.granary.orm.");
    private static final StackWalker WALKER = StackWalker.getInstance();

    private CallSite() {}

    /** {@return the innermost place on this thread's stack that is not ours, in words} */
    public static String current() {
        return WALKER.walk(frames -> frames.filter(frame -> OURS.stream().noneMatch(frame.getClassName()::startsWith))
                .findFirst()
                .map(frame -> frame.toStackTraceElement().toString())
                .orElse("a place unknown"));
    }
}
