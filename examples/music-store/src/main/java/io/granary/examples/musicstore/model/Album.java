package io.granary.examples.musicstore.model;

import io.granary.orm.Ref;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A collection of tracks, in an order. A track that is taken out of its album is deleted: it belongs to nothing else. */
@Entity
public class Album extends Numbered {

    @Column(nullable = false, length = 160)
    String title;

    LocalDate released;

    @ManyToOne(optional = false)
    Ref<Artist> artist = Ref.none();

    @OneToMany(mappedBy = "album", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("position")
    List<Track> tracks = new ArrayList<>();

    /** For a session that loads one. */
    protected Album() {
        this("", LocalDate.EPOCH);
    }

    /**
     * A new one.
     *
     * @param title what it is called
     * @param released when it came out
     */
    public Album(String title, LocalDate released) {
        this.title = title;
        this.released = released;
    }

    /**
     * Adds a track behind the others.
     *
     * @param track one that is on no album yet
     */
    public void append(Track track) {
        tracks.add(track);
        track.album = Ref.to(this);
        track.position = tracks.size();
    }

    /** {@return the title} */
    public String title() {
        return title;
    }

    /** {@return when it came out} */
    public LocalDate released() {
        return released;
    }

    /** {@return who made it} */
    public Ref<Artist> artist() {
        return artist;
    }

    /** {@return the tracks in their order} */
    public List<Track> tracks() {
        return Collections.unmodifiableList(tracks);
    }
}
