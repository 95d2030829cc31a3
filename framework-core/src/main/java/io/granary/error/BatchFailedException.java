package io.granary.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch of a stream could not be written. The cause says why; the elements are here for whoever wants to try them again or put them aside, and
 * never in the message.
 */
public final class BatchFailedException extends GranaryException {

    private static final long serialVersionUID = 1L;

    private final long first;
    private final transient List<Object> elements;

    /**
     * Says what happened.
     *
     * @param report what to say
     * @param first the number of its first element in the stream, from 0
     * @param elements what was to be written, in order
     * @param cause why it was not
     */
    public BatchFailedException(ErrorReport report, long first, List<?> elements, @Nullable Throwable cause) {
        super(report, cause);
        this.first = first;
        this.elements = List.copyOf(elements);
    }

    /**
     * {@return an exception about a batch}
     *
     * @param first the number of its first element in the stream, from 0
     * @param elements what was to be written, in order
     * @param cause why it was not
     */
    public static BatchFailedException of(long first, List<?> elements, Throwable cause) {
        String which = elements.size() == 1
                ? "element " + first
                : "elements " + first + " to " + (first + elements.size() - 1);
        return new BatchFailedException(
                ErrorReport.of(
                                ErrorCode.BATCH_FAILED,
                                "A batch was not written: " + which + " of the stream (the first is 0); "
                                        + reason(cause) + ".")
                        .hint(
                                "See the cause. Have failing batches reported if the stream should go on, and take their elements from there"),
                first,
                elements,
                cause);
    }

    private static String reason(Throwable cause) {
        return cause instanceof GranaryException known
                ? known.code().text()
                : cause.getClass().getSimpleName();
    }

    /** {@return the number of the batch's first element in the stream, from 0} */
    public long first() {
        return first;
    }

    /** {@return what was to be written, in order; nothing after deserialization} */
    public List<Object> elements() {
        return elements != null ? elements : List.of();
    }

    /** {@return whether the cause is one that may be gone the next time} */
    @Override
    public boolean retryable() {
        return getCause() instanceof GranaryException known && known.retryable();
    }
}
