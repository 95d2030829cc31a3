package io.granary.examples.musicstore.model;

import io.granary.orm.Ref;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Somebody who makes music. Of one to many: an artist has albums, and each of them knows its artist. */
@Entity
public class Artist extends Numbered {

    @Column(nullable = false, unique = true, length = 120)
    String name;

    @OneToMany(mappedBy = "artist", cascade = CascadeType.ALL)
    @OrderBy("released, id")
    List<Album> albums = new ArrayList<>();

    /** For a session that loads one. */
    protected Artist() {
        this("");
    }

    /**
     * A new one.
     *
     * @param name what no other artist is called
     */
    public Artist(String name) {
        this.name = name;
    }

    /**
     * Adds an album.
     *
     * @param album one that has no artist yet
     */
    public void publish(Album album) {
        albums.add(album);
        album.artist = Ref.to(this);
    }

    /** {@return the name} */
    public String name() {
        return name;
    }

    /** {@return the albums, the oldest first} */
    public List<Album> albums() {
        return Collections.unmodifiableList(albums);
    }
}
