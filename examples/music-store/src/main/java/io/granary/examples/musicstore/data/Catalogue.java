package io.granary.examples.musicstore.data;

import io.granary.examples.musicstore.model.Album;
import io.granary.examples.musicstore.model.Artist;
import io.granary.examples.musicstore.model.Genre;
import io.granary.examples.musicstore.model.MediaType;
import io.granary.examples.musicstore.model.Mood;
import io.granary.examples.musicstore.model.Track;
import io.granary.orm.Ref;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;

/** Makes artists with all that they published. */
final class Catalogue {

    private static final LocalDate FIRST_DAY = LocalDate.of(1970, 1, 1);
    private static final int DAYS = 20_000;
    private static final List<MediaType> MEDIA = List.of(MediaType.values());

    private final SplittableRandom random;
    private final List<Genre> genres;
    private final List<Mood> moods;

    Catalogue(SplittableRandom random, List<Genre> genres, List<Mood> moods) {
        this.random = random;
        this.genres = genres;
        this.moods = moods;
    }

    Artist artist(int number) {
        Artist artist = new Artist(Words.artist(number));
        Genre genre = genres.get(random.nextInt(genres.size()));
        for (int i = random.nextInt(3, 6); i > 0; i--) {
            artist.publish(album(genre));
        }
        return artist;
    }

    private Album album(Genre genre) {
        Album album = new Album(Words.title(random.nextInt(1_000)), FIRST_DAY.plusDays(random.nextInt(DAYS)));
        for (int i = random.nextInt(8, 13); i > 0; i--) {
            album.append(track(genre));
        }
        return album;
    }

    private Track track(Genre genre) {
        Track track = new Track(
                Words.title(random.nextInt(1_000)),
                random.nextInt(90, 480),
                BigDecimal.valueOf(random.nextInt(69, 250), 2),
                MEDIA.get(random.nextInt(MEDIA.size())),
                Ref.to(genre));
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            track.feels(moods.get(random.nextInt(moods.size())));
        }
        return track;
    }
}
