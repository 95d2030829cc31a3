package io.granary.orm.internal.session;

import io.granary.engine.Result;
import io.granary.engine.internal.Scopes;
import io.granary.error.CommitOutcomeUnknownException;
import io.granary.error.DisconnectedException;
import io.granary.error.InvalidRequestException;
import io.granary.orm.internal.flush.FlushStep;
import io.granary.orm.internal.flush.StatementRunner;
import io.granary.sql.Executable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Runs the only statement of a flush, which commits by itself: where it may be committed although something is wrong with it, that is told.
 *
 * @param connection of the session
 * @param step what the statement is for, as {@link SingleStatement} has looked at it
 */
record LoneStatement(SessionConnection connection, FlushStep step) implements StatementRunner {

    @Override
    public CompletionStage<Result> run(Executable statement, List<? extends Map<String, ?>> parameters) {
        CompletionStage<Result> told =
                connection.runAlone(statement, parameters).exceptionallyCompose(LoneStatement::unknownIfLost);
        return step instanceof FlushStep.Inserts ? told : told.thenApply(this::ofOneRow);
    }

    /** Whether it was committed is not known when its link was lost. */
    private static CompletionStage<Result> unknownIfLost(Throwable failure) {
        return CompletableFuture.failedFuture(
                Scopes.unwrap(failure) instanceof DisconnectedException lost
                                && lost.statement().isPresent()
                        ? new CommitOutcomeUnknownException(lost.error(), lost)
                        : failure);
    }

    private Result ofOneRow(Result result) {
        if (result.rowCount() > 1) {
            throw InvalidRequestException.of(
                    "What was for one row, " + row() + ", was done to " + result.rowCount()
                            + ", and is committed: several rows of the table have that key.",
                    "Map a key of which the table has one row; see SessionOptions.withOneStatementCommit for having such a change rolled back.");
        }
        return result;
    }

    private Object row() {
        if (step instanceof FlushStep.Updates updates) {
            return updates.changes().get(0).state();
        }
        return step instanceof FlushStep.Deletes deletes ? deletes.states().get(0) : step;
    }
}
