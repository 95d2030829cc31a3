package io.granary.examples.musicstore.model;

import io.granary.orm.Mappings;

/** All mapped classes together. */
public final class MusicModel {

    /** They are checked here, once, when the program starts. */
    public static final Mappings MAPPINGS = Mappings.of(
            Artist.class,
            Album.class,
            Track.class,
            Genre.class,
            Mood.class,
            Playlist.class,
            PlaylistEntry.class,
            Person.class,
            Employee.class,
            Customer.class,
            CustomerProfile.class,
            Invoice.class,
            InvoiceLine.class);

    private MusicModel() {}
}
