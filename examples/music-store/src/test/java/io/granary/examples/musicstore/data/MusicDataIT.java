package io.granary.examples.musicstore.data;

import static io.granary.examples.musicstore.model.InvoiceLine_.INVOICE_LINE;
import static io.granary.examples.musicstore.model.Track_.TRACK;
import static io.granary.sql.Functions.count;
import static io.granary.sql.Functions.sum;
import static io.granary.sql.Sql.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.examples.musicstore.model.MusicModel;
import io.granary.orm.AsyncSessionMaker;
import io.granary.sql.Executable;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much there is, and that it is the same each time. The other databases are filled by the tests of the whole store. */
@Actors
@Database(DatabaseKind.H2)
class MusicDataIT {

    private final AsyncEngine engine;
    private final AsyncSessionMaker sessions;

    MusicDataIT(TestDatabase database, ActorSystem<?> system) {
        this.engine = AsyncEngine.create(system, database.url());
        this.sessions = AsyncSessionMaker.of(engine, MusicModel.MAPPINGS);
    }

    @BeforeEach
    void createTables() {
        await(MusicModel.MAPPINGS.metaData().createAll(engine));
    }

    @AfterEach
    void dropTables() {
        await(MusicModel.MAPPINGS.metaData().dropAll(engine).thenCompose(dropped -> engine.close()));
    }

    @Test
    void theSameSeedGivesTheSameData() {
        List<String> first = contents(7);
        dropTablesOnly();
        assertThat(contents(7)).isEqualTo(first);
        dropTablesOnly();
        assertThat(contents(8)).isNotEqualTo(first);
        assertThat(rows()).isBetween(500L, 2_000L);
    }

    private void dropTablesOnly() {
        await(MusicModel.MAPPINGS.metaData().dropAll(engine));
        createTables();
    }

    private List<String> contents(long seed) {
        await(MusicData.load(sessions, Scale.SMALL, seed));
        Executable tracks = select(TRACK.id, TRACK.title, TRACK.price, TRACK.seconds, TRACK.media)
                .orderBy(TRACK.id);
        List<String> lines = await(engine.execute(tracks)).fetchAll().stream()
                .map(String::valueOf)
                .toList();
        assertThat(await(engine.execute(select(sum(INVOICE_LINE.quantity)))).scalarOne(Long.class))
                .isPositive();
        return lines;
    }

    private long rows() {
        return MusicModel.MAPPINGS.metaData().sortedTables().stream()
                .mapToLong(table ->
                        await(engine.execute(select(count()).from(table))).scalarOne(Long.class))
                .sum();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
