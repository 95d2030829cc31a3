package io.granary.examples.users;

import io.granary.engine.AsyncEngine;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.LoggerFactory;

/** Runs the {@link Programs}, and waits for their end in one place, here. */
public final class Users {

    private static final String EMBEDDED = "h2:mem:///users";

    private Users() {}

    /**
     * Runs the programs.
     *
     * @param arguments the URL of a database, in which the tables {@code example_user} and {@code example_address} are made anew; without,
     *     H2 in memory
     */
    public static void main(String[] arguments) {
        run(arguments.length == 0 ? EMBEDDED : arguments[0], System.out::println)
                .toCompletableFuture()
                .join();
    }

    /** {@return completes when all is done, everything is closed, and no thread of it runs} */
    static CompletionStage<Done> run(String url, Consumer<String> report) {
        LoggerFactory.getLogger(Users.class).debug("starting");
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "users");
        AsyncEngine engine = AsyncEngine.create(system, url);
        return finallyDo(finallyDo(new Programs(engine, report).run(), engine::close), () -> {
            system.terminate();
            return system.getWhenTerminated();
        });
    }

    private static <T> CompletionStage<T> finallyDo(CompletionStage<T> work, Supplier<CompletionStage<Done>> cleanUp) {
        return work.handle((value, failure) -> cleanUp.get())
                .thenCompose(Function.identity())
                .thenCompose(done -> work);
    }
}
