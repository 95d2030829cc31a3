package io.granary.examples.musicstore.data;

import static io.granary.examples.musicstore.model.Album_.ALBUM;
import static io.granary.examples.musicstore.model.Artist_.ARTIST;
import static io.granary.examples.musicstore.model.Genre_.GENRE;
import static io.granary.examples.musicstore.model.Track_.TRACK;
import static io.granary.orm.Load.joinedLoad;
import static io.granary.orm.Load.selectInLoad;
import static io.granary.orm.Load.subqueryLoad;
import static io.granary.sql.Sql.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.examples.musicstore.model.Album;
import io.granary.examples.musicstore.model.Artist;
import io.granary.examples.musicstore.model.MusicModel;
import io.granary.examples.musicstore.model.Track;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.LoaderOption;
import io.granary.testkit.SentStatements;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.SqlLog;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A large store, in memory one of more than 100,000 rows, loaded in every way: the same objects, by as many queries as each way says. */
@Actors
abstract class StrategyFacts {

    /** A fifth of the large one, for servers, which take longer to fill than all else here takes. */
    static final Scale PART = new Scale(160, 8, 300, 120);

    private final SqlLog log = new SqlLog();
    private final Scale scale;
    private final AsyncEngine engine;
    private final AsyncSessionMaker sessions;

    StrategyFacts(TestDatabase database, ActorSystem<?> system, Scale scale) {
        this.scale = scale;
        this.engine = AsyncEngine.create(
                system, database.url(), EngineOptions.defaults().withListener(new SentStatements(log)));
        this.sessions = AsyncSessionMaker.of(engine, MusicModel.MAPPINGS);
    }

    @AfterEach
    void close() {
        await(MusicModel.MAPPINGS.metaData().dropAll(engine).thenCompose(dropped -> engine.close()));
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(2, TimeUnit.MINUTES).join();
    }

    @Test
    void everyWayGivesTheSameObjects() {
        await(MusicModel.MAPPINGS.metaData().createAll(engine));
        await(MusicData.load(sessions, scale, 1));
        long all = MusicModel.MAPPINGS.metaData().sortedTables().stream()
                .mapToLong(table -> await(sessions.session(session -> session.count(select(table)))))
                .sum();
        assertThat(all).isGreaterThan(scale.equals(Scale.LARGE) ? 100_000L : 20_000L);
        List<String> rows = rows();
        int artists = scale.artists();
        int albums =
                await(sessions.session(session -> session.count(select(ALBUM)))).intValue();

        assertThat(loaded(selectInLoad(ARTIST.albums).selectInLoad(ALBUM.tracks).selectInLoad(TRACK.genre)))
                .isEqualTo(rows);
        assertThat(log.texts()).as("a query for each thousand").hasSize(1 + thousands(artists) + thousands(albums) + 1);

        assertThat(loaded(joinedLoad(ARTIST.albums).joinedLoad(ALBUM.tracks).joinedLoad(TRACK.genre)))
                .isEqualTo(rows);
        assertThat(log.texts()).hasSize(1);

        assertThat(loaded(subqueryLoad(ARTIST.albums).subqueryLoad(ALBUM.tracks).joinedLoad(TRACK.genre)))
                .isEqualTo(rows);
        assertThat(log.texts()).hasSize(3);

        assertThat(loaded(selectInLoad(ARTIST.albums).joinedLoad(ALBUM.tracks).selectInLoad(TRACK.genre)))
                .isEqualTo(rows);
        assertThat(log.texts()).hasSize(1 + thousands(artists) + 1);
    }

    private static int thousands(int count) {
        return (count + 999) / 1000;
    }

    /** What a join by hand gives. */
    private List<String> rows() {
        List<String> rows = new ArrayList<>();
        await(engine.execute(select(ARTIST.name, ALBUM.title, TRACK.title, GENRE.name)
                        .from(ARTIST)
                        .join(ARTIST.albums)
                        .join(ALBUM.tracks)
                        .join(TRACK.genre)
                        .orderBy(ARTIST.id, ALBUM.released, ALBUM.id, TRACK.position)))
                .forEach(row -> rows.add(String.join(
                        "/", row.values().stream().map(String::valueOf).toList())));
        return rows;
    }

    private List<String> loaded(LoaderOption option) {
        log.mark();
        return await(sessions.session(session -> session.scalars(
                        select(ARTIST).orderBy(ARTIST.id).options(option))
                .thenApply(artists -> {
                    List<String> rows = new ArrayList<>();
                    artists.forEach(artist -> add(Objects.requireNonNull(artist), rows));
                    return rows;
                })));
    }

    private static void add(Artist artist, List<String> rows) {
        for (Album album : artist.albums()) {
            for (Track track : album.tracks()) {
                rows.add(String.join(
                        "/",
                        artist.name(),
                        album.title(),
                        track.title(),
                        track.genre().get().name()));
            }
        }
    }
}
