package io.granary.examples.musicstore.store;

import io.granary.examples.musicstore.store.PlaylistEditor.Edit;
import io.granary.examples.musicstore.store.SessionPerRequest.Ended;
import io.granary.examples.musicstore.view.PlaylistView;
import io.granary.orm.AsyncSessionMaker;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Makes playlists, and has an editor for each one that somebody is busy with: spawned when it is asked for first, retired when it was idle.
 *
 * <p>An editor never ends by itself, for what was sent to it meanwhile would be lost. It says that it is idle; from then on edits wait here;
 * the editor ends behind what it was sent before; and if something waits then, another takes its place.
 */
public final class Playlists {

    /** What it is told. */
    public sealed interface Command {}

    /**
     * Makes a playlist.
     *
     * @param name what no other playlist is called
     * @param trackIds what is on it
     * @param replyTo gets it
     */
    public record Create(String name, List<Long> trackIds, ActorRef<Answer<PlaylistView>> replyTo) implements Command {

        /** Copies the list. */
        public Create {
            trackIds = List.copyOf(trackIds);
        }
    }

    /**
     * Does something with a playlist.
     *
     * @param id the playlist's number
     * @param edit what
     */
    public record With(long id, Edit edit) implements Command {}

    private record EditorIdle(long id) implements Command {}

    private record EditorEnded(long id) implements Command {}

    private record WorkEnded(Ended<?> work) implements Command {}

    private static final int EDITORS = 1_000;
    private static final Refusal BUSY = new Refusal.Unavailable("Too many playlists are edited.");
    private static final Refusal STOPPED = new Refusal.Unavailable("The store is being closed.");

    private final ActorContext<Command> context;
    private final AsyncSessionMaker sessions;
    private final Clock clock;
    private final Duration idle;
    private final SessionPerRequest<Command> work;
    private final Map<Long, EditorSeat> seats = new HashMap<>();

    private Playlists(ActorContext<Command> context, AsyncSessionMaker sessions, Clock clock, Duration idle) {
        this.context = context;
        this.sessions = sessions;
        this.clock = clock;
        this.idle = idle;
        this.work = new SessionPerRequest<>(context, sessions, WorkEnded::new);
    }

    /**
     * {@return its behavior}
     *
     * @param sessions open sessions
     * @param clock what edits are dated by
     * @param idle how long an editor waits for another edit before it is retired
     */
    public static Behavior<Command> create(AsyncSessionMaker sessions, Clock clock, Duration idle) {
        return Behaviors.setup(context -> new Playlists(context, sessions, clock, idle).serving());
    }

    private Behavior<Command> serving() {
        return Behaviors.receive(Command.class)
                .onMessage(Create.class, this::onCreate)
                .onMessage(With.class, this::onWith)
                .onMessage(EditorIdle.class, this::onEditorIdle)
                .onMessage(EditorEnded.class, this::onEditorEnded)
                .onMessage(WorkEnded.class, this::onWorkEnded)
                .onSignal(PreRestart.class, signal -> onEnd())
                .onSignal(PostStop.class, signal -> onEnd())
                .build();
    }

    private Behavior<Command> onCreate(Create create) {
        NewPlaylist playlist = new NewPlaylist(create.name(), create.trackIds(), clock.instant());
        work.write(create.replyTo(), playlist::perform);
        return Behaviors.same();
    }

    private Behavior<Command> onWith(With with) {
        if (seats.size() >= EDITORS && !seats.containsKey(with.id())) {
            with.edit().replyTo().tell(new Answer.Refused<>(BUSY));
        } else {
            seats.computeIfAbsent(with.id(), this::seat).take(with.edit());
        }
        return Behaviors.same();
    }

    private EditorSeat seat(long id) {
        ActorRef<Command> self = context.getSelf();
        ActorRef<PlaylistEditor.Command> editor = context.spawnAnonymous(
                PlaylistEditor.create(id, sessions, clock, idle, () -> self.tell(new EditorIdle(id))));
        context.watchWith(editor, new EditorEnded(id));
        return new EditorSeat(editor);
    }

    /** It may be late, and about an editor that has ended: its successor is then retired early, which harms nobody. */
    private Behavior<Command> onEditorIdle(EditorIdle editor) {
        Optional.ofNullable(seats.get(editor.id())).ifPresent(EditorSeat::retire);
        return Behaviors.same();
    }

    private Behavior<Command> onEditorEnded(EditorEnded editor) {
        Optional.ofNullable(seats.remove(editor.id())).ifPresent(seat -> {
            for (Edit edit : seat.waiting()) {
                seats.computeIfAbsent(editor.id(), this::seat).take(edit);
            }
        });
        return Behaviors.same();
    }

    private Behavior<Command> onWorkEnded(WorkEnded ended) {
        work.answer(ended.work());
        return Behaviors.same();
    }

    /** Editors are children, and refuse what is with them. */
    private Behavior<Command> onEnd() {
        work.stop();
        seats.values()
                .forEach(seat -> seat.waiting().forEach(edit -> edit.replyTo().tell(new Answer.Refused<>(STOPPED))));
        return Behaviors.same();
    }
}
