package io.granary.driver.r2dbc;

import io.r2dbc.postgresql.api.ErrorDetails;
import io.r2dbc.postgresql.api.PostgresqlException;
import io.r2dbc.postgresql.message.backend.ErrorResponse;
import io.r2dbc.spi.R2dbcException;
import java.util.List;

/** An error of the server's, as it is the cause of the engine's exception: with all fields that the server filled in. */
final class PostgresReported extends R2dbcException implements PostgresqlException {

    private static final long serialVersionUID = 1L;

    private static final List<String> ENDS_SESSIONS = List.of("FATAL", "PANIC");

    private static final String UNKNOWN_STATEMENT = "26000";

    private static final String NOT_SUPPORTED = "0A000";
    private static final String CHANGED_SINCE_9_2 = "RevalidateCachedQuery";
    private static final String CHANGED_BEFORE = "RevalidateCachedPlan";

    private final transient ErrorDetails details;

    PostgresReported(ErrorResponse response) {
        this(new ErrorDetails(response.getFields()));
    }

    private PostgresReported(ErrorDetails details) {
        super(details.getMessage(), details.getCode());
        this.details = details;
    }

    @Override
    public ErrorDetails getErrorDetails() {
        return details;
    }

    /** {@return whether the server has nothing more to say on this link} */
    boolean isFatal() {
        // Servers before 9.6 tell it in their own language only.
        String severity = details.getSeverityNonLocalized();
        return severity != null && ENDS_SESSIONS.contains(severity);
    }

    /** {@return whether the statement has to be prepared anew: the server forgot it, or what it gives has another shape by now} */
    boolean isOutdated() {
        if (isUnknown()) {
            return true;
        }
        String where = details.getRoutine().orElse("");
        return NOT_SUPPORTED.equals(getSqlState()) && (where.equals(CHANGED_SINCE_9_2) || where.equals(CHANGED_BEFORE));
    }

    /** {@return whether the server knows no statement by the name} */
    boolean isUnknown() {
        return UNKNOWN_STATEMENT.equals(getSqlState());
    }
}
