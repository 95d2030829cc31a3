package io.granary.examples.sqltour;

import io.granary.engine.AsyncEngine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.LoggerFactory;

/** The program: opens an engine, takes the {@link Tour}, closes everything, and waits for that in one place, here. */
public final class SqlTour {

    private static final String EMBEDDED = "h2:mem:///sql-tour";

    private SqlTour() {}

    /**
     * Runs the program.
     *
     * @param arguments the URL of a database, in which the tables {@code tour_region}, {@code tour_country} and {@code tour_city} are made
     *     anew, without it H2 in memory; and how many people a city has at least, without that none
     */
    public static void main(String[] arguments) {
        String url = arguments.length == 0 ? EMBEDDED : arguments[0];
        long leastPopulation = arguments.length < 2 ? 0 : Long.parseLong(arguments[1]);
        run(url, leastPopulation, Report.console()).toCompletableFuture().join();
    }

    /** {@return completes when the tour is over, everything is closed, and no thread of it runs} */
    static CompletionStage<Done> run(String url, long leastPopulation, Report report) {
        // The first logger is made before the actor system's threads ask for theirs, else SLF4J warns that they came
        // too early.
        LoggerFactory.getLogger(SqlTour.class).debug("starting");
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "sql-tour");
        CompletionStage<Done> visit = CompletableFuture.completedStage(url)
                .thenApply(where -> AsyncEngine.create(system, where))
                .thenCompose(engine -> finallyDo(Tour.of(engine, system, leastPopulation, report), engine::close));
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
