package io.granary.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A constraint was violated. A retry fails again unless the data changed.
 */
public class IntegrityException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what the database said.
     *
     * @param error the database's words and where they came from
     * @param cause the driver's exception, if there is one
     */
    public IntegrityException(DatabaseError error, @Nullable Throwable cause) {
        this(
                error,
                error.report(ErrorCode.INTEGRITY, "A constraint was violated.")
                        .hint("correct the data, or catch IntegrityException where the clash is expected"),
                cause);
    }

    /**
     * For the closer kinds.
     *
     * @param error the database's words and where they came from
     * @param report what to say
     * @param cause the driver's exception, if there is one
     */
    protected IntegrityException(DatabaseError error, ErrorReport report, @Nullable Throwable cause) {
        super(error, report, cause);
    }

    /** {@return the violated constraint, where the database named it} */
    public final Optional<String> constraint() {
        return Optional.ofNullable(error().constraint());
    }
}
