package io.granary.examples.musicstore.view;

import io.granary.examples.musicstore.model.Album;
import java.time.LocalDate;

/**
 * An album, without tracks.
 *
 * @param id the album's number
 * @param title the title
 * @param released when it came out
 */
public record AlbumSummary(long id, String title, LocalDate released) {

    /**
     * {@return an album}
     *
     * @param album the album
     */
    public static AlbumSummary of(Album album) {
        return new AlbumSummary(album.id(), album.title(), album.released());
    }
}
