package io.granary.driver.r2dbc;

import io.r2dbc.postgresql.api.ErrorDetails;
import io.r2dbc.postgresql.api.PostgresqlException;
import io.r2dbc.postgresql.message.backend.ErrorResponse;
import io.r2dbc.spi.R2dbcException;

/** An error of the server's, as it is the cause of the engine's exception: with all fields that the server filled in. */
final class PostgresReported extends R2dbcException implements PostgresqlException {

    private static final long serialVersionUID = 1L;

    /** No statement is repeated for its error: the plan of a prepared statement changed, under the names that servers since 9.2 and before give to where. */
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
