package io.granary.benchmarks;

import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An engine and the peer, each with a pool of {@link #CONNECTIONS} of its own, on one database with the benchmarks' tables. */
final class Contenders implements AutoCloseable {

    /** Connections of each pool; fewer than the most operations at a time, so that waiting in line is part of what is measured. */
    static final int CONNECTIONS = 10;

    private final BenchmarkDatabase database;
    private final ActorSystem<Void> system;
    private final AsyncEngine engine;
    private final RawDriver raw;
    private final RawDriver tuned;

    private Contenders(BenchmarkDatabase database) {
        this.database = database;
        this.system = ActorSystem.create(Behaviors.empty(), "benchmarks");
        this.engine = AsyncEngine.create(
                system,
                database.url(),
                EngineOptions.defaults().withPoolSize(CONNECTIONS).withMaxOverflow(0));
        this.raw = RawDriver.open(database.r2dbcUrl(), CONNECTIONS);
        this.tuned = RawDriver.open(tuned(database.r2dbcUrl()), 1);
    }

    static Contenders open() {
        Contenders contenders = new Contenders(BenchmarkDatabase.chosen());
        await(contenders.engine.begin(Tables::make));
        return contenders;
    }

    AsyncEngine engine() {
        return engine;
    }

    RawDriver raw() {
        return raw;
    }

    /** With the options that the engine sets unless the URL says otherwise. */
    RawDriver tuned() {
        return tuned;
    }

    private static String tuned(String url) {
        return url.startsWith("r2dbc:postgresql")
                ? url + (url.contains("?") ? "&" : "?") + "forceBinary=true&preferAttachedBuffers=true"
                : url;
    }

    ActorSystem<Void> system() {
        return system;
    }

    /** Waits for a stage, outside of what is measured. */
    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(1, TimeUnit.MINUTES);
        } catch (Exception failure) {
            throw new IllegalStateException("a benchmark's preparation failed", failure);
        }
    }

    @Override
    public void close() {
        await(engine.close());
        raw.close();
        tuned.close();
        system.terminate();
        await(system.getWhenTerminated());
        database.close();
    }
}
