package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything Granary throws or fails a stage with.
 *
 * <p>Unchecked. The message is rendered from {@link #report()}; an exception of a driver is the cause and never the
 * exception itself. A clean-up that failed too is suppressed, never the cause.
 */
public abstract class GranaryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ErrorReport report;
    private final ErrorCode code;
    private int attempts = 1;
    private @Nullable String occasion;

    /**
     * For the kinds in this package.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    protected GranaryException(ErrorReport report, @Nullable Throwable cause) {
        super(report.render(), cause);
        this.report = report;
        this.code = report.code();
    }

    /** {@return what kind of error this is} */
    public final ErrorCode code() {
        return code;
    }

    /** {@return the fields of the message; after deserialization, the code and the rendered text only} */
    public final ErrorReport report() {
        return report != null ? report : ErrorReport.of(code, String.valueOf(getMessage()));
    }

    /**
     * {@return how often the work had been run when it failed with this: more than once only where {@code retrying} ran it, and then the
     * failures before it are suppressed}
     */
    public final int attempts() {
        return attempts;
    }

    /**
     * Says that this is what the last of several attempts failed with. To be called by who ran them, before anybody else sees it.
     *
     * @param made how many attempts there were, this one included
     */
    public final void endedAttempts(int made) {
        attempts = made;
    }

    /**
     * Says on which occasion it happened, where whoever is told did not ask for what failed. To be called by who knows that, before anybody else sees it.
     *
     * @param when the occasion, and what to do about it
     */
    public final void occurred(String when) {
        occasion = when;
    }

    /** {@return the rendered report, with its occasion if it has one, and the number of attempts if there were several} */
    @Override
    public final @Nullable String getMessage() {
        if (report == null || (attempts == 1 && occasion == null)) {
            return super.getMessage();
        }
        ErrorReport whole = occasion == null ? report : report.with("occasion", occasion);
        return (attempts == 1 ? whole : whole.with("attempts", Integer.toString(attempts))).render();
    }

    /** {@return whether the same work, run again from its start, can succeed without anything being changed} */
    public boolean retryable() {
        return false;
    }
}
