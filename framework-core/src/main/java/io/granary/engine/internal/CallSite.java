package io.granary.engine.internal;

/** Where users' code called into the engine, for messages about what it left behind. */
public final class CallSite {

    private static final String OURS = "io.granary.engine.";
    private static final StackWalker WALKER = StackWalker.getInstance();

    private CallSite() {}

    /** {@return the innermost place on this thread's stack that is not ours, in words} */
    public static String current() {
        return WALKER.walk(
                frames -> frames.filter(frame -> !frame.getClassName().startsWith(OURS))
                        .findFirst()
                        .map(frame -> frame.toStackTraceElement().toString())
                        .orElse("a place unknown"));
    }
}
