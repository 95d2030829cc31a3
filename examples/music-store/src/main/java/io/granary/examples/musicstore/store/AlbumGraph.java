package io.granary.examples.musicstore.store;

import static io.granary.examples.musicstore.model.Album_.ALBUM;
import static io.granary.examples.musicstore.model.Track_.TRACK;
import static io.granary.orm.Load.joinedLoad;
import static io.granary.orm.Load.selectInLoad;

import io.granary.examples.musicstore.model.Album;
import io.granary.examples.musicstore.view.AlbumView;
import io.granary.orm.AsyncSession;
import io.granary.orm.GetOptions;
import java.util.concurrent.CompletionStage;

/** An album, its artist, and its tracks with their genres and moods: four queries, however many tracks there are. */
final class AlbumGraph {

    private static final GetOptions WITH_ALL = GetOptions.none()
            .withLoad(
                    selectInLoad(ALBUM.artist),
                    selectInLoad(ALBUM.tracks).options(joinedLoad(TRACK.genre), selectInLoad(TRACK.moods)));

    private AlbumGraph() {}

    static CompletionStage<Answer<AlbumView>> load(AsyncSession session, long id) {
        return session.get(Album.class, id, WITH_ALL)
                .thenApply(found -> Answer.of("album", id, found).map(AlbumView::of));
    }
}
