package io.granary.examples.musicstore.store;

import static io.granary.examples.musicstore.model.Artist_.ARTIST;

import io.granary.examples.musicstore.model.Artist;
import io.granary.examples.musicstore.view.ArtistView;
import io.granary.orm.AsyncSession;
import java.util.concurrent.CompletionStage;

/** An artist and the albums. */
final class ArtistGraph {

    private ArtistGraph() {}

    static CompletionStage<Answer<ArtistView>> load(AsyncSession session, long id) {
        return session.get(Artist.class, id)
                .thenCompose(Found.or(
                        "artist",
                        id,
                        artist -> session.load(artist, ARTIST.albums)
                                .thenApply(albums -> new Answer.Given<>(ArtistView.of(artist)))));
    }
}
