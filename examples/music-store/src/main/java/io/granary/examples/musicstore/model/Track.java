package io.granary.examples.musicstore.model;

import io.granary.orm.Ref;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** A piece of music, which is what the store sells. */
@Entity
public class Track extends Numbered {

    @Column(nullable = false, length = 160)
    String title;

    int position;

    int seconds;

    @Column(nullable = false, precision = 8, scale = 2)
    BigDecimal price;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 20)
    MediaType media;

    @ManyToOne(optional = false)
    Ref<Album> album = Ref.none();

    @ManyToOne(optional = false)
    Ref<Genre> genre;

    @ManyToMany
    @JoinTable(
            name = "track_mood",
            joinColumns = @JoinColumn(name = "track_id"),
            inverseJoinColumns = @JoinColumn(name = "mood_id"))
    Set<Mood> moods = new HashSet<>();

    /** For a session that loads one. */
    protected Track() {
        this("", 0, BigDecimal.ZERO, MediaType.COMPRESSED, Ref.none());
    }

    /**
     * A new one.
     *
     * @param title what it is called
     * @param seconds how long it is
     * @param price what it costs
     * @param media how it is sold
     * @param genre its kind
     */
    public Track(String title, int seconds, BigDecimal price, MediaType media, Ref<Genre> genre) {
        this.title = title;
        this.seconds = seconds;
        this.price = price;
        this.media = media;
        this.genre = genre;
    }

    /**
     * Says what it is good for.
     *
     * @param mood the mood
     */
    public void feels(Mood mood) {
        moods.add(mood);
    }

    /** {@return the title} */
    public String title() {
        return title;
    }

    /** {@return its place on the album, from 1} */
    public int position() {
        return position;
    }

    /** {@return how long it is, in seconds} */
    public int seconds() {
        return seconds;
    }

    /** {@return what one costs} */
    public BigDecimal price() {
        return price;
    }

    /** {@return how it is sold} */
    public MediaType media() {
        return media;
    }

    /** {@return its kind} */
    public Ref<Genre> genre() {
        return genre;
    }

    /** {@return what it is good for} */
    public Set<Mood> moods() {
        return Collections.unmodifiableSet(moods);
    }
}
