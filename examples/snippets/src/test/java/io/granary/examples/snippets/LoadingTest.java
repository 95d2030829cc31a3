package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.StatementListener;
import io.granary.examples.snippets.Loading.Album;
import io.granary.examples.snippets.Loading.Band;
import io.granary.examples.snippets.Loading.Song;
import io.granary.orm.AsyncSessionMaker;
import io.granary.sql.Select;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.stream.javadsl.Sink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The statements that the guide shows are those that are sent. */
class LoadingTest extends OnLibrary {

    private static final Pattern SHOWN =
            Pattern.compile("<!-- sent: ([a-z-]+) -->\\s*```sql\\n(.*?)```", Pattern.DOTALL);

    private static final Map<String, Select<?>> QUERIES = new TreeMap<>(Map.of(
            "select-in", Loading.SELECT_IN,
            "joined", Loading.JOINED,
            "joined-many", Loading.JOINED_MANY,
            "subquery", Loading.SUBQUERY,
            "contains", Loading.CONTAINS,
            "columns", Loading.COLUMNS,
            "criteria", Loading.CRITERIA));

    private final List<String> sent = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private AsyncEngine listening;

    @SuppressWarnings("NullAway.Init")
    private AsyncSessionMaker sessions;

    private final class Sent implements StatementListener {

        @Override
        public void afterExecute(Statement statement, Duration took, long rows, @Nullable Throwable failure) {
            if (statement.sql().startsWith("SELECT")) {
                sent.add(statement.sql());
            }
        }
    }

    @BeforeEach
    void store(TestDatabase database) {
        listening = AsyncEngine.create(
                system, database.url(), EngineOptions.defaults().withListener(new Sent()));
        sessions = AsyncSessionMaker.of(listening, Loading.MAPPINGS);
        await(Loading.MAPPINGS.metaData().dropAll(listening));
        await(Loading.MAPPINGS.metaData().createAll(listening));
        await(sessions.begin(session -> {
            session.addAll(List.of(
                    band(1, "The Owls", album(1, "Night", 1968, song(1, "Moth")), album(2, "Day", 1971)),
                    band(2, "Tin Boat", album(3, "Harbour", 1974, song(2, "Rope"), song(3, "Tide")))));
            session.addAll(bands.stream().flatMap(band -> band.albums.stream()).toList());
            session.addAll(bands.stream()
                    .flatMap(band -> band.albums.stream())
                    .flatMap(album -> album.songs.stream())
                    .toList());
            return CompletableFuture.completedFuture(true);
        }));
        sent.clear();
    }

    private final List<Band> bands = new ArrayList<>();

    private Band band(int id, String name, Album... albums) {
        Band band = new Band();
        band.id = id;
        band.name = name;
        band.story = "long";
        band.albums.addAll(List.of(albums));
        bands.add(band);
        return band;
    }

    private static Album album(int id, String title, int year, Song... songs) {
        Album album = new Album();
        album.id = id;
        album.title = title;
        album.released = year;
        album.songs.addAll(List.of(songs));
        return album;
    }

    private static Song song(int id, String name) {
        Song song = new Song();
        song.id = id;
        song.name = name;
        return song;
    }

    @AfterEach
    void drop() {
        await(Loading.MAPPINGS.metaData().dropAll(listening));
        await(listening.close());
    }

    @Test
    void conditionsOfSessionsHoldUnlessTheyAreLeftOut() {
        AsyncSessionMaker since = Loading.since(sessions, 1970);
        await(since.session(session -> session.scalars(Sql.select(Loading.ALBUM))
                .thenAccept(albums -> assertThat(albums.fetchAll())
                        .extracting(album -> album.released)
                        .containsExactlyInAnyOrder(1971, 1974))));
        await(since.session(session -> session.scalars(Loading.ALL_THE_SAME)
                .thenAccept(albums -> assertThat(albums.fetchAll()).hasSize(3))));
    }

    @Test
    void theGuideShowsWhatIsSent() throws IOException {
        String page = Files.readString(Repository.root().resolve("docs/guide/loading.md"));
        Map<String, String> shown = new TreeMap<>();
        Matcher matcher = SHOWN.matcher(page);
        while (matcher.find()) {
            shown.put(matcher.group(1), flat(matcher.group(2)));
        }
        Map<String, String> really = new TreeMap<>();
        QUERIES.forEach((name, query) -> {
            sent.clear();
            await(sessions.session(session -> session.execute(query)));
            really.put(name, flat(String.join(";\n", sent) + ";"));
        });
        assertThat(shown).isEqualTo(really);
    }

    private static String flat(String sql) {
        return sql.strip().replaceAll("\\s+", " ");
    }

    @Test
    void loadsMoreLater() {
        Optional<String> story = await(sessions.session(session -> session.scalars(Loading.COLUMNS)
                .thenCompose(found -> {
                    List<Band> all = new ArrayList<>();
                    found.forEach(band -> all.add(Objects.requireNonNull(band)));
                    return Loading.later(session, all);
                })));
        assertThat(story).contains("long");
        assertThat(await(sessions.session(session -> Loading.withAlbums(session, 1)))
                        .orElseThrow()
                        .albums)
                .extracting(album -> album.title)
                .containsExactly("Night", "Day");
        assertThat(await(Loading.all(sessions).runWith(Sink.seq(), system)))
                .allSatisfy(band -> assertThat(band.albums).isNotEmpty());
    }
}
