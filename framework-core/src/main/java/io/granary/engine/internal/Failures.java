package io.granary.engine.internal;

import io.granary.dialect.Dialect;
import io.granary.dialect.ErrorKind;
import io.granary.driver.DriverException;
import io.granary.error.CheckViolationException;
import io.granary.error.DataException;
import io.granary.error.DatabaseError;
import io.granary.error.DatabaseException;
import io.granary.error.DeadlockException;
import io.granary.error.DisconnectedException;
import io.granary.error.ForeignKeyViolationException;
import io.granary.error.IntegrityException;
import io.granary.error.InternalException;
import io.granary.error.LockTimeoutException;
import io.granary.error.NotNullViolationException;
import io.granary.error.NotSupportedException;
import io.granary.error.OperationalException;
import io.granary.error.ProgrammingException;
import io.granary.error.SerializationFailureException;
import io.granary.error.StatementTimeoutException;
import io.granary.error.UniqueViolationException;
import org.jspecify.annotations.Nullable;

/** From a driver's failure to the exception a user gets. */
public final class Failures {

    /** The state of SQL:2023 for a feature that is not supported. */
    private static final String NOT_SUPPORTED = "0A000";

    private Failures() {}

    /**
     * {@return the kind of a failure}
     *
     * @param dialect knows states and codes
     * @param failure what the driver told
     * @param alive whether the link is not known to be dead
     */
    public static ErrorKind kind(Dialect dialect, DriverException failure, boolean alive) {
        return switch (failure.origin()) {
            case REFUSED -> NOT_SUPPORTED.equals(failure.sqlState()) ? ErrorKind.NOT_SUPPORTED : ErrorKind.PROGRAMMING;
            case FAULT -> failure.sqlState() == null && alive ? ErrorKind.INTERNAL : ErrorKind.DISCONNECTED;
            case REPORTED -> {
                ErrorKind kind = dialect.classify(error(failure, null, null, false));
                yield alive ? kind : ErrorKind.DISCONNECTED;
            }
        };
    }

    /**
     * {@return what is known of a failure}
     *
     * @param failure what the driver told
     * @param statement the SQL text, if there is one
     * @param parameters the parameters as they may be shown
     * @param invalidated whether the connection is given up
     */
    public static DatabaseError error(
            DriverException failure, @Nullable String statement, @Nullable String parameters, boolean invalidated) {
        return new DatabaseError(
                failure.message(),
                failure.sqlState(),
                failure.errorCode(),
                failure.constraint(),
                statement,
                parameters,
                invalidated);
    }

    /**
     * {@return the exception for a kind}
     *
     * @param kind what it means
     * @param error what is known
     * @param failure the driver's failure, whose cause becomes the exception's
     */
    public static DatabaseException exception(ErrorKind kind, DatabaseError error, DriverException failure) {
        Throwable cause = failure.getCause();
        return switch (kind) {
            case UNIQUE_VIOLATION -> new UniqueViolationException(error, cause);
            case FOREIGN_KEY_VIOLATION -> new ForeignKeyViolationException(error, cause);
            case NOT_NULL_VIOLATION -> new NotNullViolationException(error, cause);
            case CHECK_VIOLATION -> new CheckViolationException(error, cause);
            case INTEGRITY -> new IntegrityException(error, cause);
            case PROGRAMMING -> new ProgrammingException(error, cause);
            case DATA -> new DataException(error, cause);
            case DISCONNECTED -> new DisconnectedException(error, cause);
            case STATEMENT_TIMEOUT -> new StatementTimeoutException(error, cause);
            case LOCK_TIMEOUT -> new LockTimeoutException(error, cause);
            case DEADLOCK -> new DeadlockException(error, cause);
            case SERIALIZATION_FAILURE -> new SerializationFailureException(error, cause);
            case OPERATIONAL -> new OperationalException(error, cause);
            case NOT_SUPPORTED -> new NotSupportedException(error, cause);
            case INTERNAL -> new InternalException(error, cause);
            case OTHER -> new DatabaseException(error, cause);
        };
    }
}
