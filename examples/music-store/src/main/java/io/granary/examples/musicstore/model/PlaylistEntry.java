package io.granary.examples.musicstore.model;

import io.granary.orm.Ref;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToOne;

/** That a track is on a playlist, and where: an object between the two, for a track may be on one twice. */
@Entity
public class PlaylistEntry extends Numbered {

    @ManyToOne(optional = false)
    Ref<Playlist> playlist;

    @ManyToOne(optional = false)
    Ref<Track> track;

    int position;

    /** For a session that loads one. */
    protected PlaylistEntry() {
        playlist = Ref.none();
        track = Ref.none();
    }

    PlaylistEntry(Playlist playlist, Track track, int position) {
        this.playlist = Ref.to(playlist);
        this.track = Ref.to(track);
        this.position = position;
    }

    /** {@return what is to be heard} */
    public Ref<Track> track() {
        return track;
    }

    /** {@return its place, from 1} */
    public int position() {
        return position;
    }
}
