package io.granary.examples.musicstore.model;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Tracks that somebody likes to hear one after another. Who changes one says which version they have seen, so that nobody overwrites what they
 * do not know.
 */
@Entity
public class Playlist extends Numbered {

    @Version
    int version;

    @Column(nullable = false, unique = true, length = 120)
    String name;

    Instant edited;

    /** Goes up with each change of an entry: the version goes up only where a column of this row changes. */
    int edits;

    @OneToMany(mappedBy = "playlist", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("position")
    List<PlaylistEntry> entries = new ArrayList<>();

    /** For a session that loads one. */
    protected Playlist() {
        this("", Instant.EPOCH);
    }

    /**
     * A new one, without entries.
     *
     * @param name what no other playlist is called
     * @param edited when it is made
     */
    public Playlist(String name, Instant edited) {
        this.name = name;
        this.edited = edited;
    }

    /**
     * Gives it another name.
     *
     * @param other the name
     * @param now the time
     */
    public void rename(String other, Instant now) {
        name = other;
        touch(now);
    }

    /**
     * Adds an entry behind the others.
     *
     * @param track what is to be heard
     * @param now the time
     */
    public void append(Track track, Instant now) {
        entries.add(new PlaylistEntry(this, track, entries.size() + 1));
        touch(now);
    }

    /**
     * Takes an entry out; those behind it move up.
     *
     * @param entry the entry's number
     * @param now the time
     * @return whether there was one
     */
    public boolean remove(long entry, Instant now) {
        if (!entries.removeIf(each -> each.id() == entry)) {
            return false;
        }
        renumber(now);
        return true;
    }

    /**
     * Moves an entry; those between its old and its new place make room.
     *
     * @param entry the entry's number
     * @param position its new place, from 1; the last one, where that is behind it
     * @param now the time
     * @return whether there was one
     */
    public boolean move(long entry, int position, Instant now) {
        Optional<PlaylistEntry> found =
                entries.stream().filter(each -> each.id() == entry).findFirst();
        found.ifPresent(moved -> {
            entries.remove(moved);
            entries.add(Math.min(position - 1, entries.size()), moved);
            renumber(now);
        });
        return found.isPresent();
    }

    private void renumber(Instant now) {
        for (int i = 0; i < entries.size(); i++) {
            entries.get(i).position = i + 1;
        }
        touch(now);
    }

    private void touch(Instant now) {
        edited = now;
        edits++;
    }

    /** {@return how often it was changed} */
    public int version() {
        return version;
    }

    /** {@return the name} */
    public String name() {
        return name;
    }

    /** {@return when it was changed last} */
    public Instant edited() {
        return edited;
    }

    /** {@return the entries in their order} */
    public List<PlaylistEntry> entries() {
        return Collections.unmodifiableList(entries);
    }
}
