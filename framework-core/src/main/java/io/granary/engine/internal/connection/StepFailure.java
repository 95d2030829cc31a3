package io.granary.engine.internal.connection;

import io.granary.dialect.ErrorKind;
import io.granary.dialect.Spread;
import io.granary.driver.DriverException;
import io.granary.engine.internal.Failures;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.engine.internal.connection.ConnectionReport.Reason;
import io.granary.error.CommitOutcomeUnknownException;
import io.granary.error.DatabaseError;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.error.StatementTimeoutException;
import io.granary.sql.StatementVerb;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a failed step means: the exception for whoever asked, and whether the connection has to go.
 *
 * @param exception for whoever asked
 * @param reason why the connection is given up, empty if it is kept
 * @param concernsAll whether other connections to the same server are likely to fail alike, though this one is kept
 */
record StepFailure(GranaryException exception, Optional<Reason> reason, boolean concernsAll) {

    /** What may stand within a query and write, as WITH has it. Texts and names that look so count too: nothing is promised then. */
    private static final Pattern WRITING =
            Pattern.compile("(?is)\\b(?:insert\\s+into|delete\\s+from|merge\\s+into|update\\b.*\\bset)\\b");

    /** What changes no rows and is no query, so that nothing of it is committed. */
    private static final Pattern CHANGES_NO_ROWS =
            Pattern.compile("(?is)\\s*+(?:(?:show|set|pragma|describe|use|kill)\\b|explain\\b(?!.*\\banalyze\\b))");

    /**
     * Judges what the driver told.
     *
     * @param alive whether the link is not known to be dead
     * @param inTransaction whether a transaction is open, so that a statement commits nothing
     * @param first whether no statement of the operation ran before this step, and perhaps committed itself
     */
    static StepFailure of(
            ConnectionSetup setup,
            @Nullable Step step,
            DriverException failure,
            boolean alive,
            boolean inTransaction,
            boolean first) {
        boolean hungUp = !alive && hangsUpOnTheStatement(setup, failure);
        ErrorKind kind = Failures.kind(setup.dialect().get(), failure, alive || hungUp);
        Spread spread = setup.dialect().get().spread(Failures.error(failure, null, null, false));
        Optional<Reason> reason =
                hungUp ? Optional.of(Reason.INVALIDATED) : reason(step, kind, failure.origin(), spread);
        DriverException shown = ShownFailure.of(failure, setup.dialect().get(), setup.options());
        DatabaseError error = error(setup, step, shown, reason.isPresent());
        // A fault of a statement may be one of its values, before anything was sent; only a lost link leaves its end
        // open.
        boolean open = step instanceof Step.Commit
                ? reason.isPresent()
                : kind == ErrorKind.DISCONNECTED && commitsItself(step, inTransaction);
        boolean unknown = open && !(isWhole(step, first) && leavesNothing(setup, failure));
        return new StepFailure(
                unknown ? outcomeUnknown(step, error, shown.getCause()) : Failures.exception(kind, error, shown),
                reason,
                step instanceof Step.Run && spread == Spread.ALL);
    }

    /** What failed first was the data that a statement was given, and the connection is kept: what the server said only repeats it. */
    StepFailure because(Throwable data) {
        return reason.isPresent()
                ? this
                : new StepFailure(
                        new InvalidRequestException(
                                ErrorReport.of(
                                                ErrorCode.INVALID_REQUEST,
                                                "The data of a copy failed, which ended the copy.")
                                        .hint("look at the cause; roll the transaction back and begin it anew"),
                                data),
                        reason,
                        concernsAll);
    }

    /** Whether only a sign of life can tell what a failure means. */
    static boolean mayEndSession(ConnectionSetup setup, DriverException failure) {
        return failure.origin() == DriverException.Origin.REPORTED
                && setup.dialect().get().mayEndSession(Failures.error(failure, null, null, false));
    }

    /** Whether the server ends a connection because of what it was sent, which it did not do: others are none the worse, and sent again it would end the next. */
    private static boolean hangsUpOnTheStatement(ConnectionSetup setup, DriverException failure) {
        return mayEndSession(setup, failure) && leavesNothing(setup, failure);
    }

    /** Whether the server said of the step by which it lost the connection that nothing came of it. */
    private static boolean leavesNothing(ConnectionSetup setup, DriverException failure) {
        return failure.origin() == DriverException.Origin.REPORTED
                && setup.dialect().get().leavesNothing(Failures.error(failure, null, null, false));
    }

    /** Whether a failure of a step speaks of all that its operation may have left behind: the server speaks of one statement only. */
    private static boolean isWhole(@Nullable Step step, boolean first) {
        return !(step instanceof Step.Run run)
                || (first && run.statement().values().size() <= 1);
    }

    /** A step was given up because its time was over; what the server does with it is not known. */
    static StepFailure timedOut(ConnectionSetup setup, @Nullable Step step) {
        DriverException failure =
                DriverException.fault("no answer within the time allowed; the connection was given up", null);
        DatabaseError error = error(setup, step, failure, true);
        return new StepFailure(
                step instanceof Step.Commit
                        ? new CommitOutcomeUnknownException(error, null)
                        : new StatementTimeoutException(error, null),
                Optional.of(Reason.INVALIDATED),
                false);
    }

    /** A statement is stopped on the server because its time is over or nobody waits for it; the connection may live on. */
    static GranaryException stopped(ConnectionSetup setup, @Nullable Step step) {
        DriverException failure = DriverException.fault("stopped: it took longer than allowed", null);
        return new StatementTimeoutException(error(setup, step, failure, false), null);
    }

    /** The connection is given up while a step runs: of a commit nobody knows then whether it came to the server. */
    static GranaryException givenUp(
            ConnectionSetup setup, @Nullable Step step, GranaryException why, boolean inTransaction) {
        return step instanceof Step.Commit || commitsItself(step, inTransaction)
                ? outcomeUnknown(
                        step,
                        error(setup, step, DriverException.fault(why.report().sentence(), why), true),
                        why)
                : why;
    }

    /** Whether a step is a statement that may change something, and the server commits that at its end. */
    private static boolean commitsItself(@Nullable Step step, boolean inTransaction) {
        return !inTransaction
                && step instanceof Step.Run run
                && (run.statement().compiled().verb() != StatementVerb.SELECT
                        || WRITING.matcher(run.statement().sql()).find())
                && !CHANGES_NO_ROWS.matcher(run.statement().sql()).lookingAt();
    }

    private static CommitOutcomeUnknownException outcomeUnknown(
            @Nullable Step step, DatabaseError error, @Nullable Throwable cause) {
        return step instanceof Step.Run
                ? CommitOutcomeUnknownException.ofStatement(error, cause)
                : new CommitOutcomeUnknownException(error, cause);
    }

    private static Optional<Reason> reason(
            @Nullable Step step, ErrorKind kind, DriverException.Origin origin, Spread spread) {
        if (kind == ErrorKind.DISCONNECTED) {
            return Optional.of(spread == Spread.IF_REPEATED ? Reason.KILLED : Reason.DISCONNECTED);
        }
        // After a fault nobody knows what is still on the wire; a rollback that failed leaves a transaction behind, a
        // reset a session.
        return origin == DriverException.Origin.FAULT || step instanceof Step.Rollback || step instanceof Step.Reset
                ? Optional.of(Reason.INVALIDATED)
                : Optional.empty();
    }

    private static DatabaseError error(
            ConnectionSetup setup, @Nullable Step step, DriverException failure, boolean invalidated) {
        if (!(step instanceof Step.Run run)) {
            return Failures.error(failure, step == null ? null : name(step), null, invalidated);
        }
        BoundStatement statement = run.statement();
        String parameters = setup.options().hideParameters()
                ? ""
                : ParameterText.of(statement, setup.options().parameterLogging());
        return Failures.error(failure, statement.sql(), parameters.isEmpty() ? null : parameters, invalidated)
                .from(statement.origin());
    }

    private static String name(Step step) {
        if (step instanceof Step.SetSavepoint) {
            return "SAVEPOINT";
        } else if (step instanceof Step.ReleaseSavepoint) {
            return "RELEASE SAVEPOINT";
        } else if (step instanceof Step.RollbackToSavepoint) {
            return "ROLLBACK TO SAVEPOINT";
        }
        if (step instanceof Step.Open) {
            return "BEGIN";
        }
        if (step instanceof Step.Identify identify) {
            return identify.sql();
        } else if (step instanceof Step.Reset reset) {
            return reset.sql();
        }
        return step.getClass().getSimpleName().toUpperCase(java.util.Locale.ROOT);
    }
}
