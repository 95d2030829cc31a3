package io.granary.engine.internal.connection;

import io.granary.engine.ConnectionListener;
import io.granary.engine.StatementListener;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Clocks and listeners of one connection's steps. Belongs to the connection actor and is called on its thread only.
 *
 * <p>A listener may object to a statement by throwing; when it throws a cancellation or an error, the state of the connection counts as
 * unknown.
 */
final class StatementWatch {

    private final ConnectionSetup setup;
    private final long connection;
    private StatementListener.@Nullable Statement current;
    private long started;
    private boolean stateUnknown;

    StatementWatch(ConnectionSetup setup, long connection) {
        this.setup = setup;
        this.connection = connection;
    }

    /** How long a step may take; empty for no limit. */
    Optional<Duration> limit(Operation operation, Step step) {
        if (step instanceof Step.Ping) {
            return Optional.of(setup.options().validateTimeout());
        }
        return operation.timeout(setup.options());
    }

    /** A step is about to run; the objection of a listener, if one has any. */
    Optional<GranaryException> before(Step step) {
        if (!(step instanceof Step.Run run) || !setup.listeners().hearStatements()) {
            return Optional.empty();
        }
        StatementListener.Statement event = new StatementListener.Statement(
                setup.engine(),
                connection,
                run.statement().sql(),
                Math.max(1, run.statement().values().size()),
                setup.options().hideParameters()
                        ? ""
                        : ParameterText.of(run.statement(), setup.options().parameterLogging()));
        current = event;
        started = setup.ticker().read();
        Optional<GranaryException> refused = objection(() -> {
            setup.listeners().before(event);
            return null;
        });
        if (refused.isPresent()) {
            current = null;
        }
        return refused;
    }

    /** A step ended well; the objection of a listener, if one has any. */
    Optional<GranaryException> after(@Nullable Step step, StatementRows rows) {
        if (step instanceof Step.Run) {
            return tell(rows.size(), null);
        }
        event(step).ifPresent(event -> setup.listeners().transaction(setup.engine(), connection, event));
        return Optional.empty();
    }

    /** A step failed. What a listener has to say to that changes nothing any more. */
    void failed(@Nullable Step step, GranaryException failure) {
        if (step instanceof Step.Run) {
            tell(-1, failure);
        }
    }

    /** Whether a listener left the connection in a state that nobody knows. */
    boolean stateUnknown() {
        return stateUnknown;
    }

    private Optional<GranaryException> tell(long rows, @Nullable GranaryException failure) {
        StatementListener.Statement event = current;
        current = null;
        if (event == null) {
            return Optional.empty();
        }
        Duration took = Duration.ofNanos(setup.ticker().read() - started);
        return objection(() -> {
            setup.listeners().after(event, took, rows, failure);
            return null;
        });
    }

    private Optional<GranaryException> objection(Supplier<@Nullable Void> call) {
        try {
            call.get();
            return Optional.empty();
        } catch (GranaryException objection) {
            return Optional.of(objection);
        } catch (CancellationException | Error fatal) {
            stateUnknown = true;
            return Optional.of(objection(fatal));
        } catch (Exception objection) {
            return Optional.of(objection(objection));
        }
    }

    private static GranaryException objection(Throwable cause) {
        return new InvalidRequestException(
                ErrorReport.of(
                                ErrorCode.INVALID_REQUEST,
                                "A statement listener threw " + cause.getClass().getSimpleName()
                                        + ", which stops the statement.")
                        .hint("look at the cause; a listener that only watches must not throw"),
                cause);
    }

    private static Optional<ConnectionListener.Event> event(@Nullable Step step) {
        if (step instanceof Step.Begin) {
            return Optional.of(ConnectionListener.Event.BEGIN);
        } else if (step instanceof Step.Commit) {
            return Optional.of(ConnectionListener.Event.COMMIT);
        } else if (step instanceof Step.Rollback) {
            return Optional.of(ConnectionListener.Event.ROLLBACK);
        } else if (step instanceof Step.SetSavepoint) {
            return Optional.of(ConnectionListener.Event.SAVEPOINT);
        } else if (step instanceof Step.ReleaseSavepoint) {
            return Optional.of(ConnectionListener.Event.RELEASE_SAVEPOINT);
        } else if (step instanceof Step.RollbackToSavepoint) {
            return Optional.of(ConnectionListener.Event.ROLLBACK_SAVEPOINT);
        }
        return Optional.empty();
    }
}
