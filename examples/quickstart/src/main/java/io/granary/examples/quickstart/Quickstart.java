package io.granary.examples.quickstart;

import io.granary.engine.AsyncEngine;
import io.granary.engine.PoolStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.LoggerFactory;

/** The program: opens an engine, takes the {@link Tour}, closes everything, and waits for that in one place, here. */
public final class Quickstart {

    private static final String EMBEDDED = "h2:mem:///quickstart";

    private Quickstart() {}

    /**
     * Runs the program.
     *
     * @param arguments the URL of a database, in which the table {@code quickstart_city} is made anew; without, H2 in memory
     */
    public static void main(String[] arguments) {
        run(arguments.length == 0 ? EMBEDDED : arguments[0], Report.console())
                .toCompletableFuture()
                .join();
    }

    /** {@return completes when the tour is over, everything is closed, and no thread of it runs} */
    static CompletionStage<PoolStatus> run(String url, Report report) {
        // The first logger is made before the actor system's threads ask for theirs, else SLF4J warns that they came
        // too early.
        LoggerFactory.getLogger(Quickstart.class).debug("starting");
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "quickstart");
        CompletionStage<PoolStatus> visit = CompletableFuture.completedStage(url)
                .thenApply(where -> AsyncEngine.create(system, where))
                .thenCompose(engine -> finallyDo(Tour.of(engine, system, report), engine::close));
        return finallyDo(visit, () -> {
            system.terminate();
            return system.getWhenTerminated();
        });
    }

    /** {@return the work's outcome, after a clean-up that happens whatever the outcome is} */
    private static <T> CompletionStage<T> finallyDo(CompletionStage<T> work, Supplier<CompletionStage<Done>> cleanUp) {
        return work.handle((value, failure) -> cleanUp.get())
                .thenCompose(Function.identity())
                .thenCompose(done -> work);
    }
}
