package io.granary.examples.musicstore.data;

import static io.granary.examples.musicstore.model.Employee_.EMPLOYEE;
import static io.granary.examples.musicstore.model.Genre_.GENRE;
import static io.granary.examples.musicstore.model.Mood_.MOOD;
import static io.granary.sql.Sql.select;

import io.granary.engine.ScalarResult;
import io.granary.examples.musicstore.model.Album;
import io.granary.examples.musicstore.model.Artist;
import io.granary.examples.musicstore.model.Customer;
import io.granary.examples.musicstore.model.Employee;
import io.granary.examples.musicstore.model.Genre;
import io.granary.examples.musicstore.model.Mood;
import io.granary.examples.musicstore.model.Track;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.sql.TypedSelect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.Done;

/**
 * The data of a store, written through sessions. Each session writes some objects with all that belongs to them, and is closed: one for all
 * would compare everything that it has written at each flush. What new objects refer to has to be in their session, so it is loaded there.
 */
public final class MusicData {

    private static final int BATCH = 100;
    private static final int SAMPLE = 500;

    private final AsyncSessionMaker sessions;
    private final Scale scale;
    private final SplittableRandom random;
    private final List<Long> trackIds = new ArrayList<>();

    private MusicData(AsyncSessionMaker sessions, Scale scale, long seed) {
        this.sessions = sessions;
        this.scale = scale;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Writes the data into tables that are there and empty.
     *
     * @param sessions write it
     * @param scale how much of it
     * @param seed the same seed gives the same data
     * @return completes when all of it is committed
     */
    public static CompletionStage<Done> load(AsyncSessionMaker sessions, Scale scale, long seed) {
        return new MusicData(sessions, scale, seed).load();
    }

    private CompletionStage<Done> load() {
        return sessions.begin(this::first)
                .thenCompose(done -> inBatches(scale.artists(), this::artists))
                .thenCompose(done -> inBatches(scale.customers(), this::customers))
                .thenCompose(done -> inBatches(scale.playlists(), this::playlists));
    }

    private CompletionStage<Done> first(AsyncSession session) {
        session.addAll(Words.GENRES.stream().map(Genre::new).toList());
        session.addAll(Words.MOODS.stream().map(Mood::new).toList());
        session.addAll(new People(random).employees(scale.employees()));
        return session.flush();
    }

    private CompletionStage<Done> artists(AsyncSession session, IntStream numbers) {
        return all(session, select(GENRE).orderBy(GENRE.id))
                .thenCombine(all(session, select(MOOD).orderBy(MOOD.id)), (genres, moods) -> {
                    Catalogue catalogue = new Catalogue(random, genres, moods);
                    return numbers.mapToObj(catalogue::artist).toList();
                })
                .thenCompose(artists -> {
                    session.addAll(artists);
                    return session.flush().thenApply(written -> {
                        artists.forEach(this::noteTracks);
                        return written;
                    });
                });
    }

    private void noteTracks(Artist artist) {
        artist.albums().stream().map(Album::tracks).flatMap(List::stream).forEach(track -> trackIds.add(track.id()));
    }

    private CompletionStage<Done> customers(AsyncSession session, IntStream numbers) {
        CompletionStage<List<Genre>> genres = all(session, select(GENRE).orderBy(GENRE.id));
        CompletionStage<List<Employee>> employees =
                all(session, select(EMPLOYEE).orderBy(EMPLOYEE.id));
        CompletionStage<List<Track>> tracks = someTracks(session);
        return genres.thenCompose(likes -> employees.thenCompose(helpers -> tracks.thenCompose(bought -> {
            People people = new People(random);
            Purchases purchases = new Purchases(random, bought);
            numbers.forEach(number -> {
                Customer customer = people.customer(number, helpers, likes);
                session.add(customer);
                session.addAll(purchases.invoices(customer));
            });
            return session.flush();
        })));
    }

    private CompletionStage<Done> playlists(AsyncSession session, IntStream numbers) {
        return someTracks(session).thenCompose(tracks -> {
            session.addAll(
                    numbers.mapToObj(new Purchases(random, tracks)::playlist).toList());
            return session.flush();
        });
    }

    private CompletionStage<List<Track>> someTracks(AsyncSession session) {
        List<Long> sample = random.ints(SAMPLE, 0, trackIds.size())
                .mapToObj(trackIds::get)
                .distinct()
                .toList();
        return session.getAll(Track.class, sample)
                .thenApply(found -> found.stream().flatMap(Optional::stream).toList());
    }

    private static <E> CompletionStage<List<E>> all(AsyncSession session, TypedSelect<E> select) {
        return session.scalars(select).thenApply(ScalarResult::all);
    }

    /** What a batch writes, of the numbers that it is given. */
    private interface Batch {
        CompletionStage<Done> write(AsyncSession session, IntStream numbers);
    }

    /** One batch after another. */
    private CompletionStage<Done> inBatches(int count, Batch batch) {
        CompletionStage<Done> written = CompletableFuture.completedStage(Done.getInstance());
        for (int from = 0; from < count; from += BATCH) {
            IntStream numbers = IntStream.range(from, Math.min(from + BATCH, count));
            written = written.thenCompose(done -> sessions.begin(session -> batch.write(session, numbers)));
        }
        return written;
    }
}
