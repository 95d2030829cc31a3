package io.granary.examples.musicstore.store;

import io.granary.examples.musicstore.store.SessionPerRequest.Ended;
import io.granary.examples.musicstore.view.AlbumView;
import io.granary.examples.musicstore.view.ArtistPage;
import io.granary.examples.musicstore.view.ArtistView;
import io.granary.orm.AsyncSessionMaker;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Tells what there is to buy. It has no session of its own: what it is asked is read and forgotten, and a session does one thing after another,
 * so readers would wait for each other, and see what was read for others however old it is.
 */
public final class Catalog {

    /** What it is told. */
    public sealed interface Command {}

    /**
     * Asks for artists in the order of their names.
     *
     * @param after the name that they come after; empty for the first ones
     * @param limit how many, from 1
     * @param replyTo gets the page
     */
    public record ListArtists(Optional<String> after, int limit, ActorRef<Answer<ArtistPage>> replyTo)
            implements Command {}

    /**
     * Asks for an artist, with albums.
     *
     * @param id the artist's number
     * @param replyTo gets the artist
     */
    public record GetArtist(long id, ActorRef<Answer<ArtistView>> replyTo) implements Command {}

    /**
     * Asks for an album, with its artist and tracks.
     *
     * @param id the album's number
     * @param replyTo gets the album
     */
    public record GetAlbum(long id, ActorRef<Answer<AlbumView>> replyTo) implements Command {}

    private record WorkEnded(Ended<?> work) implements Command {}

    private final SessionPerRequest<Command> work;

    private Catalog(ActorContext<Command> context, AsyncSessionMaker sessions) {
        this.work = new SessionPerRequest<>(context, sessions, WorkEnded::new);
    }

    /**
     * {@return its behavior}
     *
     * @param sessions open a session for each request
     */
    public static Behavior<Command> create(AsyncSessionMaker sessions) {
        return Behaviors.setup(context -> new Catalog(context, sessions).serving());
    }

    private Behavior<Command> serving() {
        return Behaviors.receive(Command.class)
                .onMessage(ListArtists.class, this::onListArtists)
                .onMessage(GetArtist.class, this::onGetArtist)
                .onMessage(GetAlbum.class, this::onGetAlbum)
                .onMessage(WorkEnded.class, this::onWorkEnded)
                .onSignal(PreRestart.class, signal -> onEnd())
                .onSignal(PostStop.class, signal -> onEnd())
                .build();
    }

    private Behavior<Command> onListArtists(ListArtists list) {
        work.read(list.replyTo(), session -> ArtistPages.load(session, list.after(), list.limit()));
        return Behaviors.same();
    }

    private Behavior<Command> onGetArtist(GetArtist get) {
        work.read(get.replyTo(), session -> ArtistGraph.load(session, get.id()));
        return Behaviors.same();
    }

    private Behavior<Command> onGetAlbum(GetAlbum get) {
        work.read(get.replyTo(), session -> AlbumGraph.load(session, get.id()));
        return Behaviors.same();
    }

    private Behavior<Command> onWorkEnded(WorkEnded ended) {
        work.answer(ended.work());
        return Behaviors.same();
    }

    private Behavior<Command> onEnd() {
        work.stop();
        return Behaviors.same();
    }
}
