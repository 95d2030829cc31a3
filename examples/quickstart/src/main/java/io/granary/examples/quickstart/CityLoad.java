package io.granary.examples.quickstart;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Blocking;
import io.granary.examples.cities.CityFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Loads the file of cities within one transaction: all of them or none. Batches go one after another; each is read on a thread that
 * may block, and inserted without blocking any.
 */
final class CityLoad {

    /** So many that round trips cost little; eight values for each stay far from the 65,535 that PostgreSQL takes at once. */
    private static final int BATCH = 1_000;

    private final ActorSystem<?> system;
    private final CityFile file;

    private CityLoad(ActorSystem<?> system, CityFile file) {
        this.system = system;
        this.file = file;
    }

    /** {@return completes, after the commit, with how many cities were loaded} */
    static CompletionStage<Long> into(AsyncEngine engine, ActorSystem<?> system) {
        return Blocking.spawn(system, CityFile::open)
                .thenCompose(file -> closing(
                        file, engine.begin(connection -> new CityLoad(system, file).insertAfter(0, connection))));
    }

    private CompletionStage<Long> insertAfter(long loaded, AsyncConnection connection) {
        return Blocking.spawn(system, () -> file.next(BATCH))
                .thenCompose(cities -> cities.isEmpty()
                        ? CompletableFuture.completedStage(loaded)
                        : CityTable.insert(connection, cities)
                                .thenCompose(inserted -> insertAfter(loaded + inserted, connection)));
    }

    private static <T> CompletionStage<T> closing(CityFile file, CompletionStage<T> work) {
        return work.whenComplete((value, failure) -> {
            try {
                file.close();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        });
    }
}
