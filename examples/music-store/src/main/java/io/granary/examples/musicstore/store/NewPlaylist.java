package io.granary.examples.musicstore.store;

import io.granary.examples.musicstore.model.Playlist;
import io.granary.examples.musicstore.model.Track;
import io.granary.examples.musicstore.view.PlaylistView;
import io.granary.orm.AsyncSession;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes a playlist, in a transaction that whoever calls it commits. */
record NewPlaylist(String name, List<Long> trackIds, Instant now) {

    CompletionStage<Answer<PlaylistView>> perform(AsyncSession session) {
        return session.getAll(Track.class, trackIds).thenCompose(tracks -> perform(session, tracks));
    }

    private CompletionStage<Answer<PlaylistView>> perform(AsyncSession session, List<Optional<Track>> tracks) {
        Playlist playlist = new Playlist(name, now);
        for (int i = 0; i < tracks.size(); i++) {
            if (tracks.get(i).isEmpty()) {
                return CompletableFuture.completedStage(
                        new Answer.Refused<>(new Refusal.Invalid("There is no track " + trackIds.get(i) + ".")));
            }
            playlist.append(tracks.get(i).orElseThrow(), now);
        }
        session.add(playlist);
        return session.flush().thenApply(written -> new Answer.Given<>(PlaylistView.of(playlist)));
    }
}
