package io.granary.testkit.junit;

import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.PoolKind;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.Mappings;
import io.granary.testkit.Await;
import io.granary.testkit.ManualTicker;
import io.granary.testkit.PoolProbe;
import io.granary.testkit.SentStatements;
import io.granary.testkit.fixtures.SqlLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorSystem;

/** What one test works with, from its beginning to its end. */
final class Scene {

    private static final Duration POOL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);

    private final TestStore store;
    private final Faults faults = new Faults();
    private final SqlLog log = new SqlLog();
    private final OpenSessions openSessions = new OpenSessions();
    private final ManualTicker ticker;
    private final AsyncEngine engine;
    private final Optional<AsyncSessionMaker> sessions;

    private Scene(TestStore store, ActorSystem<?> system, Optional<Mappings> mappings) {
        this.store = store;
        this.ticker = ManualTicker.of(system);
        EngineOptions options = EngineOptions.defaults()
                .withLoggingName("granary-test")
                .withPoolKind(PoolKind.STATIC)
                .withPoolTimeout(POOL_TIMEOUT)
                .withCloseTimeout(CLOSE_TIMEOUT)
                .withListener(new SentStatements(log))
                .withListener(openSessions)
                .withTicker(ticker);
        this.engine = store.engine(system, options, faults);
        this.sessions = mappings.map(known -> AsyncSessionMaker.of(engine, known));
    }

    /** Waits for its turn on the database, and begins. */
    static Scene begin(TestStore store, ActorSystem<?> system, Optional<Mappings> mappings) {
        store.take();
        try {
            Scene scene = new Scene(store, system, mappings);
            try {
                store.furnish(scene.engine, mappings);
                store.beginTest();
                scene.log.mark();
                return scene;
            } catch (Throwable failure) {
                Await.value(scene.engine.close());
                throw failure;
            }
        } catch (Throwable failure) {
            store.giveBack();
            throw failure;
        }
    }

    AsyncEngine engine() {
        return engine;
    }

    Optional<AsyncSessionMaker> sessions() {
        return sessions;
    }

    SqlLog log() {
        return log;
    }

    ManualTicker ticker() {
        return ticker;
    }

    Faults faults() {
        return faults;
    }

    PoolProbe pool() {
        return PoolProbe.of(engine);
    }

    /** Ends; undoes everything, and gives what the test did wrong. */
    List<String> end(Duration patience) {
        List<String> complaints = new ArrayList<>();
        try {
            openSessions
                    .leftAfter(patience)
                    .forEach(place -> complaints.add("A session is still open that was opened " + place
                            + ". Close it, or use session(...) or begin(...), which do."));
            if (!isClosed()) {
                atRest(patience).ifPresent(complaints::add);
            }
            faults.unmet()
                    .forEach(part -> complaints.add("A fault was never met: no statement with \"" + part
                            + "\" was sent after it was injected."));
        } finally {
            undo().ifPresent(complaints::add);
        }
        return complaints;
    }

    private boolean isClosed() {
        return engine.pool()
                .status()
                .handle((status, failure) -> failure != null)
                .toCompletableFuture()
                .join();
    }

    private Optional<String> atRest(Duration patience) {
        try {
            pool().awaitRest(patience);
            return Optional.empty();
        } catch (AssertionError busy) {
            return Optional.of("A connection is still lent, or somebody waits for one. " + busy.getMessage());
        }
    }

    private Optional<String> undo() {
        try {
            Await.value(engine.close());
            return store.endTest()
                    .map(
                            escape ->
                                    "What the test did could not be undone, for its transaction was ended before, by this or one of these:\n  "
                                            + escape
                                            + "\nOn this database it commits by itself; leave it to a test without @GranaryTest.");
        } finally {
            store.giveBack();
        }
    }
}
