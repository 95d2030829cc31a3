package io.granary.examples.musicstore.view;

import io.granary.examples.musicstore.model.Album;
import java.time.LocalDate;
import java.util.List;

/**
 * An album.
 *
 * @param id the album's number
 * @param title the title
 * @param released when it came out
 * @param artist who made it
 * @param tracks the tracks in their order
 */
public record AlbumView(long id, String title, LocalDate released, ArtistSummary artist, List<TrackView> tracks) {

    /**
     * {@return an album, whose artist and tracks are loaded, with all that a {@link TrackView} tells}
     *
     * @param album the album
     */
    public static AlbumView of(Album album) {
        return new AlbumView(
                album.id(),
                album.title(),
                album.released(),
                ArtistSummary.of(album.artist().get()),
                album.tracks().stream().map(TrackView::of).toList());
    }
}
