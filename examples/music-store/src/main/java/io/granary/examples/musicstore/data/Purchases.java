package io.granary.examples.musicstore.data;

import io.granary.examples.musicstore.model.Customer;
import io.granary.examples.musicstore.model.Invoice;
import io.granary.examples.musicstore.model.Playlist;
import io.granary.examples.musicstore.model.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes what people do with tracks: buy them, and put them on playlists. */
final class Purchases {

    private static final Instant OPENING = Instant.parse("2020-01-01T09:00:00Z");
    private static final int HOURS = 50_000;

    private final SplittableRandom random;
    private final List<Track> tracks;

    Purchases(SplittableRandom random, List<Track> tracks) {
        this.random = random;
        this.tracks = tracks;
    }

    List<Invoice> invoices(Customer customer) {
        List<Invoice> invoices = new ArrayList<>();
        for (int i = random.nextInt(2, 4); i > 0; i--) {
            Invoice invoice = new Invoice(customer, moment());
            for (int k = random.nextInt(1, 6); k > 0; k--) {
                invoice.add(track(), random.nextInt(1, 3));
            }
            invoices.add(invoice);
        }
        return invoices;
    }

    Playlist playlist(int number) {
        Instant edited = moment();
        Playlist playlist = new Playlist(Words.playlist(number), edited);
        for (int i = random.nextInt(10, 21); i > 0; i--) {
            playlist.append(track(), edited);
        }
        return playlist;
    }

    private Track track() {
        return tracks.get(random.nextInt(tracks.size()));
    }

    private Instant moment() {
        return OPENING.plus(Duration.ofHours(random.nextInt(HOURS)));
    }
}
