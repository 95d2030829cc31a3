package io.granary.examples.musicstore.store;

import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineListener;
import io.granary.engine.EngineOptions;
import io.granary.examples.musicstore.data.MusicData;
import io.granary.examples.musicstore.data.Scale;
import io.granary.examples.musicstore.model.MusicModel;
import io.granary.orm.AsyncSessionMaker;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;

/** A small store in a database, and an engine that has a single connection, so that a test can hold it. */
final class OnMusicStore implements AutoCloseable {

    static final Instant NOW = Instant.parse("2030-05-06T07:08:09Z");

    final AsyncEngine engine;
    final AsyncSessionMaker sessions;
    final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    OnMusicStore(TestDatabase database, ActorSystem<?> system, EngineListener... listeners) {
        this.engine = AsyncEngine.create(
                system,
                database.url(),
                EngineOptions.defaults().withPoolSize(1).withMaxOverflow(0).withListeners(List.of(listeners)));
        this.sessions = AsyncSessionMaker.of(engine, MusicModel.MAPPINGS);
        await(MusicModel.MAPPINGS.metaData().createAll(engine));
        await(MusicData.load(sessions, Scale.SMALL, 1));
    }

    void run(String sql) {
        await(engine.execute(Sql.text(sql)));
    }

    long number(String sql) {
        return await(engine.execute(Sql.text(sql))).scalar(Long.class).orElseThrow();
    }

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        await(MusicModel.MAPPINGS.metaData().dropAll(engine));
        await(engine.close());
    }
}
