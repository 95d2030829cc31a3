package io.granary.examples.snippets;

import static io.granary.orm.Load.contains;
import static io.granary.orm.Load.defer;
import static io.granary.orm.Load.joinedLoad;
import static io.granary.orm.Load.loadOnly;
import static io.granary.orm.Load.selectInLoad;
import static io.granary.orm.Load.subqueryLoad;
import static io.granary.orm.Load.withLoaderCriteria;
import static io.granary.orm.Load.withoutLoaderCriteria;
import static io.granary.sql.Sql.select;

import io.granary.engine.ExecutionOptions;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.EntityTable;
import io.granary.orm.GetOptions;
import io.granary.orm.LoadStrategy;
import io.granary.orm.LoadedBy;
import io.granary.orm.Mappings;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.sql.Select;
import jakarta.persistence.Basic;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/** Bands, their albums and what is on them, loaded in each way. */
final class Loading {

    static final Mappings MAPPINGS = Mappings.of(Band.class, Album.class, Song.class, Tour.class, Concert.class);

    static final EntityTable<Band> BAND = EntityTable.of(Band.class);
    static final Column<Integer> BAND_ID = BAND.attribute("id", Integer.class);
    static final Column<String> BAND_NAME = BAND.attribute("name", String.class);
    static final Column<String> BAND_STORY = BAND.attribute("story", String.class);
    static final Relationship<Band, List<Album>> BAND_ALBUMS = BAND.relationship("albums");

    static final EntityTable<Album> ALBUM = EntityTable.of(Album.class);
    static final Column<Integer> ALBUM_YEAR = ALBUM.attribute("released", Integer.class);
    static final Relationship<Album, Band> ALBUM_BAND = ALBUM.relationship("band");
    static final Relationship<Album, List<Song>> ALBUM_SONGS = ALBUM.relationship("songs");

    private Loading() {}

    @Entity(name = "band")
    static class Band {
        @Id
        int id;

        @Nullable String name;

        @Nullable String story;

        @OneToMany(mappedBy = "band")
        @OrderBy("released")
        List<Album> albums = new ArrayList<>();
    }

    @Entity(name = "album")
    static class Album {
        @Id
        int id;

        @Nullable String title;

        int released;

        @ManyToOne
        @Nullable Band band;

        @OneToMany(mappedBy = "album")
        @OrderBy("id")
        List<Song> songs = new ArrayList<>();
    }

    @Entity(name = "song")
    static class Song {
        @Id
        int id;

        @Nullable String name;

        @ManyToOne
        @Nullable Album album;
    }

    // #defaults
    @Entity(name = "tour")
    static class Tour {
        @Id
        int id;

        @ManyToOne
        @LoadedBy(LoadStrategy.JOINED)
        @Nullable Band band;

        @OneToMany(mappedBy = "tour")
        @LoadedBy(LoadStrategy.SELECT_IN)
        List<Concert> concerts = new ArrayList<>();

        @Basic(fetch = FetchType.LAZY)
        @Nullable String diary;
    }
    // #defaults

    @Entity(name = "concert")
    static class Concert {
        @Id
        int id;

        @ManyToOne
        @Nullable Tour tour;
    }

    // #select-in
    static final Select<Band> SELECT_IN =
            select(BAND).orderBy(BAND_ID).options(selectInLoad(BAND_ALBUMS).selectInLoad(ALBUM_SONGS));
    // #select-in

    // #joined
    static final Select<Album> JOINED = select(ALBUM).where(ALBUM_YEAR.ge(1970)).options(joinedLoad(ALBUM_BAND));
    // #joined

    // #joined-many
    static final Select<Band> JOINED_MANY =
            select(BAND).orderBy(BAND_NAME).limit(2).options(joinedLoad(BAND_ALBUMS));
    // #joined-many

    // #subquery
    static final Select<Band> SUBQUERY =
            select(BAND).where(BAND_NAME.like("T%")).options(subqueryLoad(BAND_ALBUMS));
    // #subquery

    // #contains
    static final Select<Band> CONTAINS = select(BAND)
            .join(ALBUM, ALBUM.attribute("band", Integer.class).eq(BAND_ID))
            .where(ALBUM_YEAR.lt(1970))
            .options(contains(BAND_ALBUMS));
    // #contains

    // #columns
    static final Select<Band> COLUMNS =
            select(BAND).options(defer(BAND_STORY), selectInLoad(BAND_ALBUMS).options(loadOnly(ALBUM_YEAR)));
    // #columns

    // #criteria
    static final Select<Band> CRITERIA = select(BAND)
            .options(
                    selectInLoad(BAND_ALBUMS),
                    withLoaderCriteria(ALBUM, album -> album.column(ALBUM_YEAR).ge(1970)));
    // #criteria

    // #tenants
    static AsyncSessionMaker since(AsyncSessionMaker sessions, int year) {
        return sessions.withLoaderCriteria(
                ALBUM, album -> album.column(ALBUM_YEAR).ge(year));
    }

    static final Select<Album> ALL_THE_SAME = select(ALBUM).options(withoutLoaderCriteria()); // or of some classes only
    // #tenants

    // #later
    static CompletionStage<Optional<String>> later(AsyncSession session, List<Band> bands) {
        Band first = bands.get(0);
        return session.load(first, BAND_ALBUMS) // one object's
                .thenCompose(albums -> session.loadAll(bands, selectInLoad(BAND_ALBUMS))) // of the others, by one query
                .thenCompose(done -> session.load(first, BAND_STORY)); // a column that was left out
    }
    // #later

    // #get
    static CompletionStage<Optional<Band>> withAlbums(AsyncSession session, int id) {
        return session.get(Band.class, id, GetOptions.none().withLoad(selectInLoad(BAND_ALBUMS)));
    }
    // #get

    // #stream
    static Source<Band, ?> all(AsyncSessionMaker sessions) {
        return sessions.withExecution(ExecutionOptions.none().withFetchSize(500))
                .streamScalars(select(BAND).options(selectInLoad(BAND_ALBUMS)))
                .source();
    }
    // #stream
}
