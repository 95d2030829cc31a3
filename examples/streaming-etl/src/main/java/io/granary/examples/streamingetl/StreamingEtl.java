package io.granary.examples.streamingetl;

import io.granary.engine.AsyncEngine;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.LoggerFactory;

/** The program: opens both engines, prepares, transfers, tells how fast it was, closes everything, and waits for that in one place, here. */
public final class StreamingEtl {

    private static final String SOURCE = "h2:mem:///etl-source";
    private static final String TARGET = "h2:mem:///etl-target";
    private static final int UNLIMITED = 1_000_000;

    private StreamingEtl() {}

    /**
     * Runs the program.
     *
     * @param arguments the URL of the database to read, which is given the table {@code etl_city} and cities if it has none; that of the one to write, which
     *     gets {@code etl_place} and {@code etl_position}; without them H2 in memory; and how many cities each of the four lanes takes in a second, to have time to
     *     kill it
     */
    public static void main(String[] arguments) {
        String source = arguments.length == 0 ? SOURCE : arguments[0];
        String target = arguments.length < 2 ? TARGET : arguments[1];
        int perSecond = arguments.length < 3 ? UNLIMITED : Integer.parseInt(arguments[2]);
        run(source, target, perSecond, System.out).toCompletableFuture().join();
    }

    /** {@return completes when all is written and closed, and no thread of it runs} */
    static CompletionStage<Done> run(String source, String target, int perSecond, PrintStream out) {
        // The first logger is made before the actor system's threads ask for theirs, else SLF4J warns that they came
        // too early.
        LoggerFactory.getLogger(StreamingEtl.class).debug("starting");
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "streaming-etl");
        CompletionStage<Done> work = CompletableFuture.completedStage(source)
                .thenApply(url -> AsyncEngine.create(system, url))
                .thenCompose(from -> finallyDo(
                        CompletableFuture.completedStage(target)
                                .thenApply(url -> AsyncEngine.create(system, url))
                                .thenCompose(to -> finallyDo(transfer(from, to, perSecond, system, out), to::close)),
                        from::close));
        return finallyDo(work, () -> {
            system.terminate();
            return system.getWhenTerminated();
        });
    }

    private static CompletionStage<Done> transfer(
            AsyncEngine source, AsyncEngine target, int perSecond, ActorSystem<?> system, PrintStream out) {
        return new Preparation(source, target, system).prepare().thenCompose(cities -> {
            Transfer transfer = new Transfer(source, target, system, perSecond);
            return transfer.left().thenCompose(left -> {
                out.printf(Locale.ROOT, "%,d cities, %,d of them still to be moved%n", cities, left);
                ProgressBar bar = bar(left);
                long begun = System.nanoTime();
                return finallyDo(transfer.run(bar::stepBy), () -> closed(bar))
                        .thenApply(moved -> told(moved, Duration.ofNanos(System.nanoTime() - begun), out));
            });
        });
    }

    private static ProgressBar bar(long left) {
        return new ProgressBarBuilder()
                .setTaskName("cities")
                .setInitialMax(left)
                .setUpdateIntervalMillis(250)
                .showSpeed()
                .build();
    }

    private static CompletionStage<Done> closed(ProgressBar bar) {
        bar.close();
        return CompletableFuture.completedStage(Done.getInstance());
    }

    private static Done told(long moved, Duration took, PrintStream out) {
        double seconds = Math.max(took.toMillis(), 1) / 1000.0;
        out.printf(Locale.ROOT, "%,d places written in %.1f s: %,.0f a second%n", moved, seconds, moved / seconds);
        return Done.getInstance();
    }

    /** {@return the work's outcome, after a clean-up that happens whatever the outcome is} */
    private static <T> CompletionStage<T> finallyDo(CompletionStage<T> work, Supplier<CompletionStage<Done>> cleanUp) {
        return work.handle((value, failure) -> cleanUp.get())
                .thenCompose(Function.identity())
                .thenCompose(done -> work);
    }
}
