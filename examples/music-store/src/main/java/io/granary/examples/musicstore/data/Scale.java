package io.granary.examples.musicstore.data;

/**
 * How much of everything there is.
 *
 * @param artists how many artists; each has 3 to 5 albums of 8 to 12 tracks, and each track has a mood or two
 * @param employees how many work for the store
 * @param customers how many customers; each has a profile, and 2 or 3 invoices of 1 to 5 lines
 * @param playlists how many playlists, of 10 to 20 entries
 */
public record Scale(int artists, int employees, int customers, int playlists) {

    /** Some hundred rows, which are there at once. */
    public static final Scale SMALL = new Scale(8, 7, 12, 5);

    /** More than 100,000 rows, to see how loading goes with many. */
    public static final Scale LARGE = new Scale(800, 40, 1_500, 600);
}
