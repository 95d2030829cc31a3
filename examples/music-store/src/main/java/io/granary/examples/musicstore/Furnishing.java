package io.granary.examples.musicstore;

import static io.granary.examples.musicstore.model.Artist_.ARTIST;
import static io.granary.sql.Functions.count;
import static io.granary.sql.Sql.select;

import io.granary.engine.AsyncEngine;
import io.granary.examples.musicstore.data.MusicData;
import io.granary.examples.musicstore.data.Scale;
import io.granary.examples.musicstore.model.MusicModel;
import io.granary.orm.AsyncSessionMaker;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Makes the tables that are not there, and puts something on the shelves if they are empty. */
final class Furnishing {

    private static final long SEED = 20_260_101;

    private Furnishing() {}

    static CompletionStage<Done> furnish(AsyncEngine engine, AsyncSessionMaker sessions) {
        return MusicModel.MAPPINGS
                .metaData()
                .createAll(engine)
                .thenCompose(created -> sessions.session(
                        session -> session.scalar(select(count()).from(ARTIST))))
                .thenCompose(artists -> artists.orElse(0L) > 0
                        ? CompletableFuture.completedStage(Done.getInstance())
                        : MusicData.load(sessions, Scale.SMALL, SEED));
    }
}
