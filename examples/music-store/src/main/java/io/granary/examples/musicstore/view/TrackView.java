package io.granary.examples.musicstore.view;

import io.granary.examples.musicstore.model.MediaType;
import io.granary.examples.musicstore.model.Mood;
import io.granary.examples.musicstore.model.Track;
import java.math.BigDecimal;
import java.util.List;

/**
 * A track.
 *
 * @param id the track's number
 * @param position its place on the album, from 1
 * @param title the title
 * @param seconds how long it is
 * @param price what one costs
 * @param media how it is sold
 * @param genre the name of its genre
 * @param moods what it is good for, in the order of the alphabet
 */
public record TrackView(
        long id,
        int position,
        String title,
        int seconds,
        BigDecimal price,
        MediaType media,
        String genre,
        List<String> moods) {

    /**
     * {@return a track, whose genre and moods are loaded}
     *
     * @param track the track
     */
    public static TrackView of(Track track) {
        return new TrackView(
                track.id(),
                track.position(),
                track.title(),
                track.seconds(),
                track.price(),
                track.media(),
                track.genre().get().name(),
                track.moods().stream().map(Mood::word).sorted().toList());
    }
}
