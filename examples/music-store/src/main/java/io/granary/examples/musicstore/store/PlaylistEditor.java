package io.granary.examples.musicstore.store;

import io.granary.examples.musicstore.view.PlaylistView;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Edits one playlist, for as long as somebody does. It owns a session, a child that ends with it: the playlist is loaded once and stays as it
 * is edited, for in this program nobody else writes it. Who writes it elsewhere is found out by the version, and then it is loaded anew.
 *
 * <pre>
 * phase    message   does                                           next
 * ready    Edit      begins it                                      busy
 * ready    Idle      tells the parent, who retires it               ready
 * ready    Retire    ends: all that was sent before was answered    stopped
 * busy     Edited    answers, goes on with what waits               ready
 * busy     Edit      in line; refused where the line is full        busy
 * busy     Retire    in line                                        busy
 * busy     Idle      nothing: it is not                             busy
 * any      (stop)    refuses what is not answered
 * </pre>
 */
public final class PlaylistEditor {

    /** What it is told. */
    public sealed interface Command {}

    /** What is done with the playlist. The answer is the playlist as it is afterwards. */
    public sealed interface Edit extends Command {
        /** {@return who gets the answer} */
        ActorRef<Answer<PlaylistView>> replyTo();
    }

    /**
     * Asks for the playlist as it is.
     *
     * @param replyTo gets it
     */
    public record Show(ActorRef<Answer<PlaylistView>> replyTo) implements Edit {}

    /**
     * Gives it another name.
     *
     * @param version the version that who asks has seen
     * @param name the name
     * @param replyTo gets the playlist
     */
    public record Rename(int version, String name, ActorRef<Answer<PlaylistView>> replyTo) implements Edit {}

    /**
     * Adds a track behind the others; whatever these are, so no version is asked for.
     *
     * @param track the track's number
     * @param replyTo gets the playlist
     */
    public record Append(long track, ActorRef<Answer<PlaylistView>> replyTo) implements Edit {}

    /**
     * Moves an entry.
     *
     * @param version the version that who asks has seen
     * @param entry the entry's number
     * @param position its new place, from 1
     * @param replyTo gets the playlist
     */
    public record Move(int version, long entry, int position, ActorRef<Answer<PlaylistView>> replyTo) implements Edit {}

    /**
     * Takes an entry out; it is told by its number, so no version is asked for.
     *
     * @param entry the entry's number
     * @param replyTo gets the playlist
     */
    public record Remove(long entry, ActorRef<Answer<PlaylistView>> replyTo) implements Edit {}

    /**
     * Deletes the playlist.
     *
     * @param version the version that who asks has seen
     * @param replyTo gets the playlist as it was
     */
    public record Delete(int version, ActorRef<Answer<PlaylistView>> replyTo) implements Edit {}

    /** Ends it, behind all edits that were sent before. The parent's. */
    enum Retire implements Command {
        INSTANCE
    }

    private enum Idle implements Command {
        INSTANCE
    }

    private record Edited(Answer<PlaylistView> answer) implements Command {}

    static final int LINE = 32;

    private static final Refusal BUSY = new Refusal.Unavailable("Too many edits of this playlist wait.");
    private static final Refusal STOPPED = new Refusal.Unavailable("The playlist is being closed.");

    private final ActorContext<Command> context;
    private final StashBuffer<Command> line;
    private final Runnable onIdle;
    private final PlaylistEdits edits;
    private @Nullable Edit current;

    private PlaylistEditor(
            ActorContext<Command> context, StashBuffer<Command> line, Runnable onIdle, PlaylistEdits edits) {
        this.context = context;
        this.line = line;
        this.onIdle = onIdle;
        this.edits = edits;
    }

    /**
     * {@return its behavior}
     *
     * @param id the playlist's number
     * @param sessions open its session
     * @param clock what edits are dated by
     * @param idle how long it waits for another edit, before it asks to be retired
     * @param onIdle asks for that; it is called again after each such time
     */
    static Behavior<Command> create(long id, AsyncSessionMaker sessions, Clock clock, Duration idle, Runnable onIdle) {
        // One place more than edits may take: who retires it must never be refused.
        return Behaviors.withStash(
                LINE + 1,
                line -> Behaviors.setup(context -> {
                    context.setReceiveTimeout(idle, Idle.INSTANCE);
                    AsyncSession session = sessions.withExpireOnCommit(false).spawn(context, "session");
                    return new PlaylistEditor(context, line, onIdle, new PlaylistEdits(session, id, clock)).ready();
                }));
    }

    private Behavior<Command> ready() {
        return Behaviors.receive(Command.class)
                .onMessage(Edit.class, this::onEdit)
                .onMessage(Retire.class, retire -> Behaviors.stopped())
                .onMessage(Idle.class, idle -> onIdle())
                .onMessage(Edited.class, edited -> Behaviors.unhandled())
                .onSignal(PostStop.class, signal -> onStop())
                .build();
    }

    private Behavior<Command> busy() {
        return Behaviors.receive(Command.class)
                .onMessage(Edit.class, this::onEditWhileBusy)
                .onMessage(Retire.class, this::inLine)
                .onMessage(Idle.class, idle -> Behaviors.same())
                .onMessage(Edited.class, this::onEdited)
                .onSignal(PostStop.class, signal -> onStop())
                .build();
    }

    private Behavior<Command> onEdit(Edit edit) {
        current = edit;
        context.pipeToSelf(edits.perform(edit), (answer, failure) -> new Edited(Answer.of(answer, failure)));
        return busy();
    }

    private Behavior<Command> onEditWhileBusy(Edit edit) {
        if (line.size() >= LINE) {
            refuse(edit, BUSY);
            return Behaviors.same();
        }
        return inLine(edit);
    }

    private Behavior<Command> inLine(Command command) {
        line.stash(command);
        return Behaviors.same();
    }

    private Behavior<Command> onEdited(Edited edited) {
        Optional.ofNullable(current).ifPresent(edit -> edit.replyTo().tell(edited.answer()));
        if (isOver(edited.answer())) {
            onIdle.run();
        }
        current = null;
        return line.unstashAll(ready());
    }

    /** There is, or was, nothing to edit: no need to wait for what comes next. */
    private boolean isOver(Answer<PlaylistView> answer) {
        return answer instanceof Answer.Refused<PlaylistView> refused
                ? refused.why() instanceof Refusal.NotFound
                : current instanceof Delete;
    }

    private Behavior<Command> onIdle() {
        onIdle.run();
        return Behaviors.same();
    }

    private Behavior<Command> onStop() {
        Optional.ofNullable(current).ifPresent(edit -> refuse(edit, STOPPED));
        line.forEach(waiting -> {
            if (waiting instanceof Edit edit) {
                refuse(edit, STOPPED);
            }
        });
        return Behaviors.same();
    }

    private static void refuse(Edit edit, Refusal why) {
        edit.replyTo().tell(new Answer.Refused<>(why));
    }
}
