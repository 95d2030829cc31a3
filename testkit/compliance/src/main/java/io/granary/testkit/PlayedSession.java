package io.granary.testkit;

import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PendingRollbackException;
import io.granary.error.ResourceClosedException;
import io.granary.orm.EntityState;
import io.granary.orm.SessionProtocol;
import io.granary.orm.SessionProtocol.Command;
import io.granary.orm.SessionProtocol.Extent;
import io.granary.orm.SessionProtocol.Reply;
import io.granary.orm.SessionState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    /** What a session does also when its transaction has to be rolled back. */
    private static final Set<Class<? extends Command>> ANY_TIME = Set.of(
            SessionProtocol.Rollback.class,
            SessionProtocol.Invalidate.class,
            SessionProtocol.Reset.class,
            SessionProtocol.Close.class,
            SessionProtocol.Expunge.class,
            SessionProtocol.ExpungeAll.class,
            SessionProtocol.StateOf.class,
            SessionProtocol.GetState.class,
            SessionProtocol.GetInfo.class);

    private final ActorContext<Object> context;
    private final Map<String, Object> info = new ConcurrentHashMap<>();
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
                .onMessage(Command.class, this::onCommand)
                .build();
    }

    private Behavior<Object> closed() {
        return Behaviors.receive(Object.class)
                .onMessage(Command.class, this::onLateCommand)
                .onMessage(LastCall.class, last -> Behaviors.stopped())
                .build();
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
        command.replyTo().tell(reply(command.unwrapped()));
        if (!(command.unwrapped() instanceof SessionProtocol.Close)) {
            return Behaviors.same();
        }
        context.getSelf().tell(LastCall.INSTANCE);
        return closed();
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
        if (cause != null && !ANY_TIME.contains(command.getClass())) {
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
        if (command instanceof SessionProtocol.Begin && begun) {
            throw new InvalidRequestException(
                    ErrorReport.of(ErrorCode.INVALID_REQUEST, "A transaction has already begun on this session.")
                            .hint("use a savepoint, or end the transaction first"));
        }
        begun = begun || !ANY_TIME.contains(command.getClass());
        if (command instanceof SessionProtocol.Get get) {
            return new SessionProtocol.Found(number, script.row(get.type(), get.id()));
        }
        if (command instanceof SessionProtocol.GetAll all) {
            return new SessionProtocol.FoundAll(
                    number,
                    all.ids().stream().map(id -> script.row(all.type(), id)).toList());
        }
        if (command instanceof SessionProtocol.Execute execute) {
            return new SessionProtocol.Executed(number, script.result(execute));
        }
        if (command instanceof SessionProtocol.Parallel parallel) {
            return new SessionProtocol.ExecutedAll(
                    number,
                    parallel.queries().stream()
                            .map(query -> script.result(
                                    new SessionProtocol.Execute(number, query, List.of(), parallel.replyTo())))
                            .toList());
        }
        if (command instanceof SessionProtocol.Load load) {
            return new SessionProtocol.Loaded(number, script.loaded(load));
        }
        if (command instanceof SessionProtocol.Merge merge) {
            return new SessionProtocol.Merged(number, merge.object());
        }
        if (command instanceof SessionProtocol.MergeAll merge) {
            return new SessionProtocol.MergedAll(number, merge.objects());
        }
        if (command instanceof SessionProtocol.GetState) {
            return new SessionProtocol.State(number, state());
        }
        if (command instanceof SessionProtocol.StateOf asked) {
            return new SessionProtocol.ObjectState(number, state(asked.object()));
        }
        if (command instanceof SessionProtocol.GetInfo) {
            return new SessionProtocol.Info(number, info);
        }
        requirePlayed(command);
        complete(command);
        return new SessionProtocol.Completed(number);
    }

    /** What cannot be told without a database, or without a look at objects. */
    private static void requirePlayed(Command command) {
        if (command instanceof SessionProtocol.Stream
                || command instanceof SessionProtocol.LoadAttribute
                || command instanceof SessionProtocol.IsModified
                || command instanceof SessionProtocol.GetConnection) {
            throw InvalidRequestException.of(
                    "The played session cannot answer " + command.getClass().getSimpleName() + ".",
                    "Test that with a database; in memory that costs little.");
        }
    }

    private EntityState state(Object object) {
        if (added.stream().anyMatch(known -> known == object)) {
            return EntityState.PENDING;
        }
        return script.has(object) ? EntityState.PERSISTENT : EntityState.TRANSIENT;
    }

    private void complete(Command command) {
        if (command instanceof SessionProtocol.Add add) {
            added.add(add.object());
        } else if (command instanceof SessionProtocol.AddAll addAll) {
            added.addAll(addAll.objects());
        } else if (command instanceof SessionProtocol.Delete delete) {
            deleted.add(delete.object());
        } else if (command instanceof SessionProtocol.DeleteAll delete) {
            deleted.addAll(delete.objects());
        } else if (command instanceof SessionProtocol.Expunge expunge) {
            added.removeIf(known -> known == expunge.object());
        } else if (command instanceof SessionProtocol.ExpungeAll) {
            added.clear();
            deleted.clear();
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
            rollback(rollback.extent());
        } else if (command instanceof SessionProtocol.Invalidate || command instanceof SessionProtocol.Reset) {
            rollback(Extent.TRANSACTION);
        }
    }

    private void rollback(Extent extent) {
        added.clear();
        deleted.clear();
        failure = null;
        boolean inner = extent == Extent.INNERMOST && !savepoints.isEmpty();
        undoTo(inner ? savepoints.element() : 0);
        end(extent);
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
