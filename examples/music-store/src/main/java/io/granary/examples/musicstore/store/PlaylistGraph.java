package io.granary.examples.musicstore.store;

import static io.granary.examples.musicstore.model.PlaylistEntry_.PLAYLIST_ENTRY;
import static io.granary.examples.musicstore.model.Playlist_.PLAYLIST;
import static io.granary.orm.Load.selectInLoad;

import io.granary.examples.musicstore.model.Playlist;
import io.granary.orm.AsyncSession;
import io.granary.orm.GetOptions;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A playlist, its entries and their tracks. What the session has of it is not read again. */
final class PlaylistGraph {

    private static final GetOptions WITH_ENTRIES =
            GetOptions.none().withLoad(selectInLoad(PLAYLIST.entries).selectInLoad(PLAYLIST_ENTRY.track));

    private PlaylistGraph() {}

    static CompletionStage<Optional<Playlist>> load(AsyncSession session, long id) {
        return session.get(Playlist.class, id, WITH_ENTRIES);
    }
}
