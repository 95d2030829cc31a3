package io.granary.error;

import org.jspecify.annotations.Nullable;

/** An attribute was used that was not loaded. Nothing is loaded by using it. */
public final class UnloadedAttributeException extends InvalidRequestException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param report what to say
     */
    public UnloadedAttributeException(ErrorReport report) {
        this(report, null);
    }

    /**
     * Says what happened and what led to it.
     *
     * @param report what to say
     * @param cause what led here, if anything
     */
    public UnloadedAttributeException(ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
    }

    /**
     * {@return an exception that says how to load an attribute}
     *
     * @param attribute its class and name
     */
    public static UnloadedAttributeException of(String attribute) {
        return new UnloadedAttributeException(
                ErrorReport.of(ErrorCode.UNLOADED_ATTRIBUTE, attribute + " was not loaded.")
                        .hint(
                                "load it with session.load(object, attribute) before it is used, or select it with the object by selectInLoad or joinedLoad"));
    }
}
