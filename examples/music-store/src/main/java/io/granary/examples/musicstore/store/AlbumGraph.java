package io.granary.examples.musicstore.store;

import static io.granary.examples.musicstore.model.Album_.ALBUM;
import static io.granary.examples.musicstore.model.Track_.TRACK;

import io.granary.examples.musicstore.model.Album;
import io.granary.examples.musicstore.view.AlbumView;
import io.granary.orm.AsyncSession;
import java.util.concurrent.CompletionStage;

/** An album, its artist, and its tracks with their genres and moods. */
final class AlbumGraph {

    private AlbumGraph() {}

    static CompletionStage<Answer<AlbumView>> load(AsyncSession session, long id) {
        return session.get(Album.class, id)
                .thenCompose(Found.or(
                        "album",
                        id,
                        album ->
                                withAll(session, album).thenApply(loaded -> new Answer.Given<>(AlbumView.of(loaded)))));
    }

    private static CompletionStage<Album> withAll(AsyncSession session, Album album) {
        return session.load(album, ALBUM.artist)
                .thenCompose(artist -> session.load(album, ALBUM.tracks))
                .thenCompose(tracks -> Each.load(session, tracks, TRACK.genre)
                        .thenCompose(genres -> Each.load(session, tracks, TRACK.moods)))
                .thenApply(moods -> album);
    }
}
