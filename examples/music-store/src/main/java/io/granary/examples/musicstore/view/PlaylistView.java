package io.granary.examples.musicstore.view;

import io.granary.examples.musicstore.model.Playlist;
import io.granary.examples.musicstore.model.PlaylistEntry;
import io.granary.examples.musicstore.model.Track;
import java.time.Instant;
import java.util.List;

/**
 * A playlist.
 *
 * @param id the playlist's number
 * @param version which version of it this is; who changes it tells this one
 * @param name the name
 * @param edited when it was changed last
 * @param entries the entries in their order
 */
public record PlaylistView(long id, int version, String name, Instant edited, List<Entry> entries) {

    /**
     * A track on it.
     *
     * @param id the entry's number
     * @param position its place, from 1
     * @param trackId the track's number
     * @param title the track's title
     * @param seconds how long the track is
     */
    public record Entry(long id, int position, long trackId, String title, int seconds) {

        private static Entry of(PlaylistEntry entry) {
            Track track = entry.track().get();
            return new Entry(entry.id(), entry.position(), track.id(), track.title(), track.seconds());
        }
    }

    /**
     * {@return a playlist, whose entries are loaded, with their tracks}
     *
     * @param playlist the playlist
     */
    public static PlaylistView of(Playlist playlist) {
        return new PlaylistView(
                playlist.id(),
                playlist.version(),
                playlist.name(),
                playlist.edited(),
                playlist.entries().stream().map(Entry::of).toList());
    }
}
