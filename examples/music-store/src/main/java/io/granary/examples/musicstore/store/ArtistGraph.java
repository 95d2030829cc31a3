package io.granary.examples.musicstore.store;

import static io.granary.examples.musicstore.model.Artist_.ARTIST;
import static io.granary.orm.Load.selectInLoad;

import io.granary.examples.musicstore.model.Artist;
import io.granary.examples.musicstore.view.ArtistView;
import io.granary.orm.AsyncSession;
import io.granary.orm.GetOptions;
import java.util.concurrent.CompletionStage;

/** An artist and the albums. */
final class ArtistGraph {

    private static final GetOptions WITH_ALBUMS = GetOptions.none().withLoad(selectInLoad(ARTIST.albums));

    private ArtistGraph() {}

    static CompletionStage<Answer<ArtistView>> load(AsyncSession session, long id) {
        return session.get(Artist.class, id, WITH_ALBUMS)
                .thenApply(found -> Answer.of("artist", id, found).map(ArtistView::of));
    }
}
