package io.granary.examples.musicstore;

import io.granary.examples.musicstore.StoreGuardian.Closed;
import io.granary.examples.musicstore.StoreGuardian.Locate;
import io.granary.examples.musicstore.StoreGuardian.Location;
import io.granary.examples.musicstore.StoreGuardian.OpenAt;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** The store, open. */
public final class MusicStore {

    private static final String EMBEDDED = "h2:mem:///music-store";
    private static final int PORT = 8080;
    private static final Duration OPENING = Duration.ofMinutes(1);

    private final ActorSystem<?> system;
    private final InetSocketAddress address;

    private MusicStore(ActorSystem<?> system, InetSocketAddress address) {
        this.system = system;
        this.address = address;
    }

    /**
     * Opens the store, and keeps it open until the program is ended.
     *
     * @param arguments the URL of a database, in which tables are made that are not there, and a port; without, that of
     *     {@code DATABASE_URL} or else H2 in memory, and 8080
     */
    public static void main(String[] arguments) {
        String url = arguments.length > 0
                ? arguments[0]
                : Optional.ofNullable(System.getenv("DATABASE_URL")).orElse(EMBEDDED);
        int port = arguments.length > 1 ? Integer.parseInt(arguments[1]) : PORT;
        MusicStore store =
                open(StoreSettings.of(url, port)).toCompletableFuture().join();
        System.out.println("The music store is open at http://localhost:"
                + store.address().getPort() + "/ until Ctrl-C is pressed.");
        store.system.getWhenTerminated().toCompletableFuture().join();
    }

    /**
     * Opens a store.
     *
     * @param settings how
     * @return completes when it listens
     */
    public static CompletionStage<MusicStore> open(StoreSettings settings) {
        ActorSystem<StoreGuardian.Command> system = ActorSystem.create(StoreGuardian.create(settings), "music-store");
        return AskPattern.<StoreGuardian.Command, Location>ask(system, Locate::new, OPENING, system.scheduler())
                .thenCompose(location -> location instanceof OpenAt open
                        ? CompletableFuture.completedStage(new MusicStore(system, open.address()))
                        : CompletableFuture.failedFuture(((Closed) location).cause()));
    }

    /** {@return where it listens} */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Closes it: what was asked is answered, then connections are given up.
     *
     * @return completes when nothing of it runs
     */
    public CompletionStage<Done> close() {
        system.terminate();
        return system.getWhenTerminated();
    }
}
