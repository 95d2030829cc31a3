package io.granary.driver;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A driver's failure in the port's words. The engine turns it into one of its own exceptions, with the driver's as cause;
 * users see it only as the stand-in for a cause that quotes values which are not to be shown.
 */
public final class DriverException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Where a failure comes from. */
    public enum Origin {
        /** The server, or the driver on its behalf, reported it in the way that drivers report. */
        REPORTED,
        /** The driver refused what it was given before it sent anything. */
        REFUSED,
        /** Something that is no report: a defect, a broken link. The connection cannot be trusted. */
        FAULT
    }

    private final Origin origin;
    private final @Nullable String sqlState;
    private final int errorCode;
    private final @Nullable String constraint;
    private final @Nullable TlsProblem tlsProblem;

    /**
     * Holds what the driver told.
     *
     * @param origin where it comes from
     * @param message the driver's words, free of secrets
     * @param sqlState the SQLSTATE, null where there is none
     * @param errorCode the vendor's number, 0 where there is none
     * @param constraint the violated constraint, null where unknown
     * @param cause the driver's exception
     */
    public DriverException(
            Origin origin,
            String message,
            @Nullable String sqlState,
            int errorCode,
            @Nullable String constraint,
            @Nullable Throwable cause) {
        this(origin, message, sqlState, errorCode, constraint, null, cause);
    }

    private DriverException(
            Origin origin,
            String message,
            @Nullable String sqlState,
            int errorCode,
            @Nullable String constraint,
            @Nullable TlsProblem tlsProblem,
            @Nullable Throwable cause) {
        super(requireNonNull(message, "message"), cause);
        this.tlsProblem = tlsProblem;
        this.origin = requireNonNull(origin, "origin");
        this.sqlState = sqlState;
        this.errorCode = errorCode;
        this.constraint = constraint;
    }

    /**
     * {@return a failure that no driver reported}
     *
     * @param message what happened
     * @param cause why, if known
     */
    public static DriverException fault(String message, @Nullable Throwable cause) {
        return new DriverException(Origin.FAULT, message, null, 0, null, cause);
    }

    /**
     * {@return what a stage of a driver failed with, as one of these: itself, or a fault with it for its cause}
     *
     * @param failure as the stage told it
     */
    public static DriverException of(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof DriverException known ? known : fault("the driver failed: " + cause, cause);
    }

    /**
     * {@return a connect that failed because the link could not be encrypted as asked}
     *
     * @param problem why
     * @param message what was found
     * @param cause what led here, if anything
     */
    public static DriverException tls(TlsProblem problem, String message, @Nullable Throwable cause) {
        return new DriverException(Origin.FAULT, message, "08001", 0, null, requireNonNull(problem, "problem"), cause);
    }

    /** {@return where it comes from} */
    public Origin origin() {
        return origin;
    }

    /** {@return the driver's words} */
    public String message() {
        return String.valueOf(getMessage());
    }

    /** {@return the SQLSTATE, null where there is none} */
    public @Nullable String sqlState() {
        return sqlState;
    }

    /** {@return the vendor's number, 0 where there is none} */
    public int errorCode() {
        return errorCode;
    }

    /** {@return why the link could not be encrypted as asked, null if that was not the failure} */
    public @Nullable TlsProblem tlsProblem() {
        return tlsProblem;
    }

    /** {@return the violated constraint, null where unknown} */
    public @Nullable String constraint() {
        return constraint;
    }
}
