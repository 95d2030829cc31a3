package io.granary.error;

import org.jspecify.annotations.Nullable;

/**
 * The statement is wrong: its syntax, a name in it, or a privilege it needs. A retry fails again.
 */
public class ProgrammingException extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what the database said.
     *
     * @param error the database's words and where they came from
     * @param cause the driver's exception, if there is one
     */
    public ProgrammingException(DatabaseError error, @Nullable Throwable cause) {
        this(
                error,
                error.report(ErrorCode.PROGRAMMING, "The database did not accept the statement.")
                        .hint("check syntax, names and privileges"),
                cause);
    }

    /**
     * For the closer kinds.
     *
     * @param error the database's words and where they came from
     * @param report what to say
     * @param cause the driver's exception, if there is one
     */
    protected ProgrammingException(DatabaseError error, ErrorReport report, @Nullable Throwable cause) {
        super(error, report, cause);
    }
}
