package io.granary.error;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The database, or the link to it, reported an error.
 *
 * <p>The kind says what the caller can do; the database's words are kept as they came. Which kind it is follows from SQLSTATE and
 * vendor code, never from the class of the driver's exception, which differs between drivers.
 */
public class DatabaseException extends GranaryException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable DatabaseError error;

    /**
     * Says what the database said, of no closer kind.
     *
     * @param error the database's words and where they came from
     * @param cause the driver's exception, if there is one
     */
    public DatabaseException(DatabaseError error, @Nullable Throwable cause) {
        this(error, error.report(ErrorCode.DATABASE, "The database reported an error."), cause);
    }

    /**
     * For the closer kinds.
     *
     * @param error the database's words and where they came from
     * @param report what to say
     * @param cause the driver's exception, if there is one
     */
    protected DatabaseException(DatabaseError error, ErrorReport report, @Nullable Throwable cause) {
        super(report, cause);
        this.error = error;
    }

    /** {@return the database's words and where they came from; of a deserialized exception, the message only} */
    public final DatabaseError error() {
        return error != null ? error : DatabaseError.of(String.valueOf(getMessage()));
    }

    /** {@return the SQLSTATE, where the driver gave one} */
    public final Optional<String> sqlState() {
        return Optional.ofNullable(error().sqlState());
    }

    /** {@return the vendor's number, where the driver gave one} */
    public final OptionalInt errorCode() {
        return error().errorCode() == 0 ? OptionalInt.empty() : OptionalInt.of(error().errorCode());
    }

    /** {@return the SQL text, unless the operation had none} */
    public final Optional<String> statement() {
        return Optional.ofNullable(error().statement());
    }

    /** {@return where in the program the statement was executed; empty unless the setting {@code statement-origins} is on} */
    public final Optional<String> origin() {
        return Optional.ofNullable(error().origin());
    }

    /** {@return the parameters as they may be shown, unless there were none} */
    public final Optional<String> parameters() {
        return Optional.ofNullable(error().parameters());
    }

    /** {@return whether the connection was given up because of this error} */
    public final boolean connectionInvalidated() {
        return error().connectionInvalidated();
    }
}
