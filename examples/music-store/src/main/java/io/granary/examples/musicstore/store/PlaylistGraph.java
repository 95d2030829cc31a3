package io.granary.examples.musicstore.store;

import static io.granary.examples.musicstore.model.PlaylistEntry_.PLAYLIST_ENTRY;
import static io.granary.examples.musicstore.model.Playlist_.PLAYLIST;

import io.granary.examples.musicstore.model.Playlist;
import io.granary.orm.AsyncSession;
import java.util.concurrent.CompletionStage;

/** The entries of a playlist, with their tracks. */
final class PlaylistGraph {

    private PlaylistGraph() {}

    static CompletionStage<Playlist> load(AsyncSession session, Playlist playlist) {
        return session.load(playlist, PLAYLIST.entries)
                .thenCompose(entries -> Each.load(session, entries, PLAYLIST_ENTRY.track))
                .thenApply(loaded -> playlist);
    }
}
