package io.granary.examples.musicstore.view;

import io.granary.examples.musicstore.model.Artist;
import java.util.List;

/**
 * An artist.
 *
 * @param id the artist's number
 * @param name the name
 * @param albums the albums, the oldest first
 */
public record ArtistView(long id, String name, List<AlbumSummary> albums) {

    /**
     * {@return an artist, whose albums are loaded}
     *
     * @param artist the artist
     */
    public static ArtistView of(Artist artist) {
        return new ArtistView(
                artist.id(),
                artist.name(),
                artist.albums().stream().map(AlbumSummary::of).toList());
    }
}
