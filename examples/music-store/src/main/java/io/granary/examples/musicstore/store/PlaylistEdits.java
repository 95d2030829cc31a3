package io.granary.examples.musicstore.store;

import io.granary.examples.musicstore.model.Playlist;
import io.granary.examples.musicstore.model.Track;
import io.granary.examples.musicstore.store.PlaylistEditor.Append;
import io.granary.examples.musicstore.store.PlaylistEditor.Delete;
import io.granary.examples.musicstore.store.PlaylistEditor.Edit;
import io.granary.examples.musicstore.store.PlaylistEditor.Move;
import io.granary.examples.musicstore.store.PlaylistEditor.Remove;
import io.granary.examples.musicstore.store.PlaylistEditor.Rename;
import io.granary.examples.musicstore.view.PlaylistView;
import io.granary.orm.AsyncSession;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Performs edits of one playlist in one session, of which each ends with a commit. They come one after another: nobody else uses the session,
 * so the objects may be touched between its operations.
 */
final class PlaylistEdits {

    private final AsyncSession session;
    private final long id;
    private final Clock clock;

    PlaylistEdits(AsyncSession session, long id, Clock clock) {
        this.session = session;
        this.id = id;
        this.clock = clock;
    }

    /** After a failure the session is as if it were new, and the next edit finds the playlist as it is in the database. */
    CompletionStage<Answer<PlaylistView>> perform(Edit edit) {
        return PlaylistGraph.load(session, id)
                .thenCompose(found -> found.map(playlist -> perform(edit, playlist))
                        .orElseGet(() -> refused(Refusal.notFound("playlist", id))))
                .handle(Answer::of)
                .thenCompose(answer -> answer instanceof Answer.Given<PlaylistView>
                        ? CompletableFuture.completedStage(answer)
                        : session.reset().thenApply(done -> answer));
    }

    private CompletionStage<Answer<PlaylistView>> perform(Edit edit, Playlist playlist) {
        Optional<Refusal> stale = seen(edit)
                .filter(version -> version != playlist.version())
                .map(version -> new Refusal.Conflict(
                        "The playlist has version " + playlist.version() + " and not " + version + "."));
        if (stale.isPresent()) {
            return refused(stale.orElseThrow());
        }
        if (edit instanceof Rename rename) {
            playlist.rename(rename.name(), clock.instant());
            return committed(playlist);
        }
        if (edit instanceof Append append) {
            return append(playlist, append.track());
        }
        if (edit instanceof Move move) {
            return playlist.move(move.entry(), move.position(), clock.instant())
                    ? committed(playlist)
                    : noEntry(move.entry());
        }
        if (edit instanceof Remove remove) {
            return playlist.remove(remove.entry(), clock.instant()) ? committed(playlist) : noEntry(remove.entry());
        }
        if (edit instanceof Delete) {
            PlaylistView last = PlaylistView.of(playlist);
            return session.delete(playlist)
                    .thenCompose(marked -> session.commit())
                    .thenApply(done -> new Answer.Given<>(last));
        }
        return CompletableFuture.completedStage(new Answer.Given<>(PlaylistView.of(playlist)));
    }

    private static Optional<Integer> seen(Edit edit) {
        if (edit instanceof Rename rename) {
            return Optional.of(rename.version());
        }
        if (edit instanceof Move move) {
            return Optional.of(move.version());
        }
        return edit instanceof Delete delete ? Optional.of(delete.version()) : Optional.empty();
    }

    private CompletionStage<Answer<PlaylistView>> append(Playlist playlist, long track) {
        Function<Track, CompletionStage<Answer<PlaylistView>>> append = found -> {
            playlist.append(found, clock.instant());
            return committed(playlist);
        };
        return session.get(Track.class, track)
                .thenCompose(found -> found.map(append)
                        .orElseGet(() -> refused(new Refusal.Invalid("There is no track " + track + "."))));
    }

    private CompletionStage<Answer<PlaylistView>> committed(Playlist playlist) {
        return session.commit().thenApply(done -> new Answer.Given<>(PlaylistView.of(playlist)));
    }

    private CompletionStage<Answer<PlaylistView>> noEntry(long entry) {
        return refused(new Refusal.NotFound("There is no entry " + entry + " in the playlist."));
    }

    private static CompletionStage<Answer<PlaylistView>> refused(Refusal why) {
        return CompletableFuture.completedStage(new Answer.Refused<>(why));
    }
}
