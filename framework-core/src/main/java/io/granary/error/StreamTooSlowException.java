package io.granary.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A stream held its connection longer than it may: its reader is too slow, or has too much to read. So did a copy whose data comes too slowly.
 */
public final class StreamTooSlowException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public StreamTooSlowException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public StreamTooSlowException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception that tells how far the stream has come}
     *
     * @param maxHold how long it may hold its connection
     * @param rows how many rows it has given
     */
    public static StreamTooSlowException of(Duration maxHold, long rows) {
        return new StreamTooSlowException(
                ErrorReport.of(
                                ErrorCode.STREAM_TOO_SLOW,
                                "The stream held its connection for " + maxHold
                                        + ", as long as it may, and was ended after " + rows + " rows.")
                        .hint(
                                "spool it, which gives the connection back before the rows are read; read it in resumable pages; or raise the limit"));
    }

    /**
     * {@return an exception that tells how far the copy has come}
     *
     * @param maxHold how long it may hold its connection
     * @param bytes how many bytes of its data were sent
     */
    public static StreamTooSlowException ofCopy(Duration maxHold, long bytes) {
        return new StreamTooSlowException(ErrorReport.of(
                        ErrorCode.STREAM_TOO_SLOW,
                        "The copy held its connection for " + maxHold + ", as long as it may, and was ended after "
                                + bytes + " bytes; nothing of it stays.")
                .hint("have the data at hand before the copy begins; copy it in parts; or raise the limit"));
    }
}
