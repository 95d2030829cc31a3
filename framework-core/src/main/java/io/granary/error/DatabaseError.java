package io.granary.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a database said of a failed operation, and of which.
 *
 * @param message the database's own words
 * @param sqlState the SQLSTATE, null where the driver gave none
 * @param errorCode the vendor's number, 0 where the driver gave none
 * @param constraint the violated constraint, null where unknown
 * @param statement the SQL text, null for an operation without one, such as a connect
 * @param parameters the parameters as they may be shown; never a value that is to be hidden
 * @param origin where in the program the statement was executed, null unless {@code statement-origins} is on
 * @param connectionInvalidated whether the connection was given up because of it
 */
public record DatabaseError(
        String message,
        @Nullable String sqlState,
        int errorCode,
        @Nullable String constraint,
        @Nullable String statement,
        @Nullable String parameters,
        @Nullable String origin,
        boolean connectionInvalidated) {

    private static final int SHOWN_SQL = 2_000;

    /** An error of whose statement is not known where it came from. */
    public DatabaseError(
            String message,
            @Nullable String sqlState,
            int errorCode,
            @Nullable String constraint,
            @Nullable String statement,
            @Nullable String parameters,
            boolean connectionInvalidated) {
        this(message, sqlState, errorCode, constraint, statement, parameters, null, connectionInvalidated);
    }

    /**
     * {@return this with word of where its statement came from}
     *
     * @param place in the program, null for a place unknown
     */
    public DatabaseError from(@Nullable String place) {
        return new DatabaseError(
                message, sqlState, errorCode, constraint, statement, parameters, place, connectionInvalidated);
    }

    /**
     * {@return an error of which only the message is known}
     *
     * @param message what happened
     */
    public static DatabaseError of(String message) {
        return new DatabaseError(message, null, 0, null, null, null, false);
    }

    /**
     * {@return the report with its facts: the database's words, state and number, statement and parameters}
     *
     * @param code what kind of error it is
     * @param sentence what was found and what was expected
     */
    public ErrorReport report(ErrorCode code, String sentence) {
        ErrorReport report = ErrorReport.of(code, sentence)
                .with(
                        "database",
                        message
                                + Optional.ofNullable(sqlState)
                                        .map(state -> " (SQLSTATE " + state + ", code " + errorCode + ")")
                                        .orElse(" (code " + errorCode + ")"));
        if (constraint != null) {
            report = report.with("constraint", constraint);
        }
        if (statement != null) {
            report = report.with(
                    "statement",
                    statement.length() <= SHOWN_SQL ? statement : statement.substring(0, SHOWN_SQL) + " …");
        }
        if (parameters != null && !parameters.isEmpty()) {
            report = report.with("parameters", parameters);
        }
        return origin == null ? report : report.with("executed", "at " + origin);
    }
}
