package io.granary.examples.musicstore.view;

import io.granary.examples.musicstore.model.Artist;

/**
 * An artist, without albums.
 *
 * @param id the artist's number
 * @param name the name
 */
public record ArtistSummary(long id, String name) {

    /**
     * {@return an artist}
     *
     * @param artist the artist
     */
    public static ArtistSummary of(Artist artist) {
        return new ArtistSummary(artist.id(), artist.name());
    }
}
