package io.granary.testkit;

import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PendingRollbackException;
import io.granary.error.ResourceClosedException;
import io.granary.orm.SessionProtocol;
import io.granary.orm.SessionProtocol.Command;
import io.granary.orm.SessionProtocol.Extent;
import io.granary.orm.SessionProtocol.Reply;
import io.granary.orm.SessionState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * The actor of a {@link SessionProbe}.
 *
 * <pre>
 * phase    does                                                        leaves when
 * open     answers by script; after a failed flush, rollbacks only     it is closed
 * closed   fails what was sent before it was known                     that is answered
 * </pre>
 */
final class PlayedSession {

    /** Stands behind what had been sent when the session was closed. */
    private enum LastCall {
        INSTANCE
    }

    private final ActorContext<Object> context;
    private final SessionScript script;
    private final Consumer<Command> told;
    private final List<Object> added = new ArrayList<>();
    private final List<Object> deleted = new ArrayList<>();
    private final Deque<Runnable> undoing = new ArrayDeque<>();

    /** For each savepoint, how much there was to undo when it was set. */
    private final Deque<Integer> savepoints = new ArrayDeque<>();

    private boolean begun;
    private @Nullable GranaryException failure;

    private PlayedSession(ActorContext<Object> context, SessionScript script, Consumer<Command> told) {
        this.context = context;
        this.script = script;
        this.told = told;
    }

    static Behavior<Command> create(SessionScript script, Consumer<Command> told) {
        return Behaviors.<Object>setup(context -> new PlayedSession(context, script, told).open())
                .narrow();
    }

    private Behavior<Object> open() {
        return Behaviors.receive(Object.class)
                .onMessage(SessionProtocol.Close.class, this::onClose)
                .onMessage(Command.class, this::onCommand)
                .build();
    }

    private Behavior<Object> closed() {
        return Behaviors.receive(Object.class)
                .onMessage(Command.class, this::onLateCommand)
                .onMessage(LastCall.class, last -> Behaviors.stopped())
                .build();
    }

    private Behavior<Object> onClose(SessionProtocol.Close close) {
        told.accept(close);
        close.replyTo().tell(new SessionProtocol.Completed(close.correlation()));
        context.getSelf().tell(LastCall.INSTANCE);
        return closed();
    }

    private Behavior<Object> onLateCommand(Command command) {
        command.replyTo()
                .tell(new SessionProtocol.Failed(
                        command.correlation(),
                        new ResourceClosedException(ErrorReport.of(ErrorCode.RESOURCE_CLOSED, "The session has ended.")
                                .hint("open another one"))));
        return Behaviors.same();
    }

    private Behavior<Object> onCommand(Command command) {
        told.accept(command);
        command.replyTo().tell(reply(command));
        return Behaviors.same();
    }

    private Reply reply(Command command) {
        try {
            requireUsable(command);
            Optional<GranaryException> told = script.failure(command);
            if (told.isPresent()) {
                throw broken(command, told.orElseThrow());
            }
            return answer(command);
        } catch (GranaryException known) {
            return new SessionProtocol.Failed(command.correlation(), known);
        } catch (RuntimeException defect) {
            return new SessionProtocol.Failed(
                    command.correlation(),
                    new InvalidRequestException(
                            ErrorReport.of(ErrorCode.INVALID_REQUEST, "Code that the session called failed: " + defect)
                                    .hint("look at the cause"),
                            defect));
        }
    }

    private void requireUsable(Command command) {
        GranaryException cause = failure;
        boolean mayCome = command instanceof SessionProtocol.Rollback || command instanceof SessionProtocol.GetState;
        if (cause != null && !mayCome) {
            throw new PendingRollbackException(
                    ErrorReport.of(
                                    ErrorCode.PENDING_ROLLBACK,
                                    "The transaction of this session has to be rolled back, for it failed: "
                                            + cause.getMessage())
                            .hint("roll back, and do the work again"),
                    cause);
        }
    }

    private GranaryException broken(Command command, GranaryException cause) {
        if (command instanceof SessionProtocol.Flush || command instanceof SessionProtocol.Commit) {
            failure = cause;
        }
        return cause;
    }

    private Reply answer(Command command) {
        long number = command.correlation();
        begun = begun || !(command instanceof SessionProtocol.GetState);
        if (command instanceof SessionProtocol.Get get) {
            return new SessionProtocol.Found(number, script.row(get.type(), get.id()));
        }
        if (command instanceof SessionProtocol.Execute execute) {
            return new SessionProtocol.Executed(number, script.result(execute));
        }
        if (command instanceof SessionProtocol.Load load) {
            return new SessionProtocol.Loaded(number, script.loaded(load));
        }
        if (command instanceof SessionProtocol.Merge merge) {
            return new SessionProtocol.Merged(number, merge.object());
        }
        if (command instanceof SessionProtocol.Stream) {
            throw InvalidRequestException.of(
                    "The played session streams nothing.",
                    "Test streams with a database; in memory that costs little.");
        }
        if (command instanceof SessionProtocol.GetState) {
            return new SessionProtocol.State(number, state());
        }
        complete(command);
        return new SessionProtocol.Completed(number);
    }

    private void complete(Command command) {
        if (command instanceof SessionProtocol.Add add) {
            added.add(add.object());
        } else if (command instanceof SessionProtocol.AddAll addAll) {
            added.addAll(addAll.objects());
        } else if (command instanceof SessionProtocol.Delete delete) {
            deleted.add(delete.object());
        } else if (command instanceof SessionProtocol.Expunge expunge) {
            added.removeIf(known -> known == expunge.object());
        } else if (command instanceof SessionProtocol.Apply apply) {
            apply.change().accept(apply.object());
        } else if (command instanceof SessionProtocol.BeginNested) {
            flush();
            savepoints.push(undoing.size());
        } else if (command instanceof SessionProtocol.Flush) {
            flush();
        } else if (command instanceof SessionProtocol.Commit commit) {
            flush();
            end(commit.extent());
        } else if (command instanceof SessionProtocol.Rollback rollback) {
            added.clear();
            deleted.clear();
            failure = null;
            boolean inner = rollback.extent() == Extent.INNERMOST && !savepoints.isEmpty();
            undoTo(inner ? savepoints.element() : 0);
            end(rollback.extent());
        }
    }

    private void flush() {
        added.clear();
        deleted.forEach(object -> undoing.push(script.forget(object)));
        deleted.clear();
    }

    private void end(Extent extent) {
        if (extent == Extent.INNERMOST && !savepoints.isEmpty()) {
            savepoints.pop();
        } else {
            savepoints.clear();
            undoing.clear();
            begun = false;
        }
    }

    private void undoTo(int size) {
        while (undoing.size() > size) {
            undoing.pop().run();
        }
    }

    private SessionState state() {
        return new SessionState(
                added, List.of(), deleted, added.size(), begun, !savepoints.isEmpty(), failure == null, begun);
    }
}
