package io.granary.examples.musicstore.http;

import io.granary.examples.musicstore.store.Answer;
import io.granary.examples.musicstore.store.PlaylistEditor;
import io.granary.examples.musicstore.store.PlaylistEditor.Append;
import io.granary.examples.musicstore.store.PlaylistEditor.Edit;
import io.granary.examples.musicstore.store.PlaylistEditor.Move;
import io.granary.examples.musicstore.store.PlaylistEditor.Rename;
import io.granary.examples.musicstore.store.Playlists;
import io.granary.examples.musicstore.view.PlaylistView;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.Location;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;
import org.apache.pekko.http.javadsl.unmarshalling.StringUnmarshallers;

/** Playlists and their entries. Each response has the playlist as it is then, with the version that the next change has to tell. */
final class PlaylistRoutes extends AllDirectives {

    record NewPlaylist(String name, List<Long> trackIds) implements Body {

        @Override
        public Stream<String> faults() {
            return Stream.concat(
                    Body.name(name), Body.unless(trackIds.size() <= 500, "trackIds has to have 500 at most."));
        }
    }

    record NewName(String name, int version) implements Body {

        @Override
        public Stream<String> faults() {
            return Body.name(name);
        }
    }

    record NewEntry(long trackId) implements Body {

        @Override
        public Stream<String> faults() {
            return Stream.empty();
        }
    }

    record NewPosition(int position, int version) implements Body {

        @Override
        public Stream<String> faults() {
            return Body.unless(position >= 1, "position has to be 1 at least.");
        }
    }

    private final ActorRef<Playlists.Command> playlists;
    private final Asking asking;

    PlaylistRoutes(ActorRef<Playlists.Command> playlists, Asking asking) {
        this.playlists = playlists;
        this.asking = asking;
    }

    Route route() {
        return pathPrefix(
                "playlists",
                () -> concat(
                        pathEnd(() -> post(() -> Body.read(NewPlaylist.class, this::create))),
                        pathPrefix(
                                PathMatchers.longSegment(),
                                id -> concat(
                                        pathEnd(() -> playlist(id)),
                                        path(
                                                "entries",
                                                () -> post(
                                                        () -> Body.read(NewEntry.class, entry -> append(id, entry)))),
                                        path(
                                                PathMatchers.segment("entries").slash(PathMatchers.longSegment()),
                                                entry -> entry(id, entry))))));
    }

    private Route playlist(long id) {
        return concat(
                get(() -> with(id, PlaylistEditor.Show::new)),
                put(() -> Body.read(
                        NewName.class, name -> with(id, replyTo -> new Rename(name.version(), name.name(), replyTo)))),
                delete(() -> parameter(
                        StringUnmarshallers.INTEGER,
                        "version",
                        version -> delete(id, replyTo -> new PlaylistEditor.Delete(version, replyTo)))));
    }

    private Route entry(long id, long entry) {
        return concat(
                put(() -> Body.read(
                        NewPosition.class,
                        to -> with(id, replyTo -> new Move(to.version(), entry, to.position(), replyTo)))),
                delete(() -> with(id, replyTo -> new PlaylistEditor.Remove(entry, replyTo))));
    }

    private Route create(NewPlaylist playlist) {
        return asking.<Playlists.Command, PlaylistView>ask(
                playlists,
                replyTo -> new Playlists.Create(playlist.name(), playlist.trackIds(), replyTo),
                made -> Asking.json(StatusCodes.CREATED, made).addHeader(Location.create("/playlists/" + made.id())));
    }

    private Route append(long id, NewEntry entry) {
        return asking.<Playlists.Command, PlaylistView>ask(
                playlists,
                replyTo -> new Playlists.With(id, new Append(entry.trackId(), replyTo)),
                longer -> Asking.json(StatusCodes.CREATED, longer));
    }

    private Route delete(long id, Function<ActorRef<Answer<PlaylistView>>, Edit> edit) {
        return asking.<Playlists.Command, PlaylistView>ask(
                playlists,
                replyTo -> new Playlists.With(id, edit.apply(replyTo)),
                deleted -> HttpResponse.create().withStatus(StatusCodes.NO_CONTENT));
    }

    private Route with(long id, Function<ActorRef<Answer<PlaylistView>>, Edit> edit) {
        return asking.<Playlists.Command, PlaylistView>ask(
                playlists, replyTo -> new Playlists.With(id, edit.apply(replyTo)));
    }
}
