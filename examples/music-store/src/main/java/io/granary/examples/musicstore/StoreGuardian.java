package io.granary.examples.musicstore;

import io.granary.engine.AsyncEngine;
import io.granary.examples.musicstore.http.Store;
import io.granary.examples.musicstore.http.StoreRoutes;
import io.granary.examples.musicstore.model.MusicModel;
import io.granary.examples.musicstore.store.Catalog;
import io.granary.examples.musicstore.store.Playlists;
import io.granary.examples.musicstore.store.Sales;
import io.granary.examples.musicstore.store.Staff;
import io.granary.orm.AsyncSessionMaker;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;

/**
 * Opens the store, and is the parent of its actors: when it ends, so do they. Phases: opening, open. The server and the engine are closed by the
 * coordinated shutdown of the actor system, in this order: requests first, then what they need.
 */
final class StoreGuardian {

    sealed interface Command {}

    /** Asks where the store is; answered when it is open. */
    record Locate(ActorRef<Location> replyTo) implements Command {}

    private record Furnished(Store store) implements Command {}

    private record Opened(ServerBinding server) implements Command {}

    private record NotOpened(Throwable cause) implements Command {}

    sealed interface Location {}

    record OpenAt(InetSocketAddress address) implements Location {}

    record Closed(Throwable cause) implements Location {}

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final ActorContext<Command> context;
    private final StoreSettings settings;
    private final List<ActorRef<Location>> asking = new ArrayList<>();

    private StoreGuardian(ActorContext<Command> context, StoreSettings settings) {
        this.context = context;
        this.settings = settings;
    }

    static Behavior<Command> create(StoreSettings settings) {
        return Behaviors.setup(context -> new StoreGuardian(context, settings).begin());
    }

    private Behavior<Command> begin() {
        AsyncEngine engine = AsyncEngine.create(context.getSystem(), settings.url(), settings.engine());
        CoordinatedShutdown.get(context.getSystem())
                .addTask(
                        CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
                        "close the engine",
                        () -> engine.close());
        AsyncSessionMaker sessions = AsyncSessionMaker.of(engine, MusicModel.MAPPINGS);
        Store store = store(sessions);
        context.pipeToSelf(
                Furnishing.furnish(engine, sessions),
                (done, failure) -> failure == null ? new Furnished(store) : new NotOpened(failure));
        return opening();
    }

    private Store store(AsyncSessionMaker sessions) {
        // Databases keep microseconds: what is answered at once and what is read later have to be the same.
        Clock clock = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
        return new Store(
                context.spawn(restarted(Catalog.create(sessions)), "catalog"),
                context.spawn(restarted(Playlists.create(sessions, clock, settings.editorIdle())), "playlists"),
                context.spawn(restarted(Sales.create(sessions, clock)), "sales"),
                context.spawn(restarted(Staff.create(sessions)), "staff"));
    }

    private static <C> Behavior<C> restarted(Behavior<C> behavior) {
        return Behaviors.supervise(behavior).onFailure(RuntimeException.class, SupervisorStrategy.restart());
    }

    private Behavior<Command> opening() {
        return Behaviors.receive(Command.class)
                .onMessage(Locate.class, this::onLocateWhileOpening)
                .onMessage(Furnished.class, this::onFurnished)
                .onMessage(Opened.class, this::onOpened)
                .onMessage(NotOpened.class, this::onNotOpened)
                .onSignal(PostStop.class, signal -> onStopWhileOpening())
                .build();
    }

    private Behavior<Command> open(InetSocketAddress address) {
        return Behaviors.receive(Command.class)
                .onMessage(Locate.class, locate -> onLocate(locate, address))
                .build();
    }

    private Behavior<Command> onLocateWhileOpening(Locate locate) {
        asking.add(locate.replyTo());
        return Behaviors.same();
    }

    private Behavior<Command> onFurnished(Furnished furnished) {
        context.pipeToSelf(
                Http.get(context.getSystem())
                        .newServerAt(settings.host(), settings.port())
                        .bind(StoreRoutes.of(context.getSystem(), furnished.store(), settings.deadline())),
                (server, failure) -> failure == null ? new Opened(server) : new NotOpened(failure));
        return Behaviors.same();
    }

    private Behavior<Command> onOpened(Opened opened) {
        ServerBinding server = opened.server().addToCoordinatedShutdown(GRACE, context.getSystem());
        context.getLog().info("the store is open at [{}]", server.localAddress());
        answer(new OpenAt(server.localAddress()));
        return open(server.localAddress());
    }

    private Behavior<Command> onNotOpened(NotOpened failed) {
        context.getLog().error("the store cannot be opened", failed.cause());
        answer(new Closed(failed.cause()));
        return Behaviors.stopped();
    }

    private Behavior<Command> onStopWhileOpening() {
        answer(new Closed(new IllegalStateException("The store was closed while it was being opened.")));
        return Behaviors.same();
    }

    private void answer(Location location) {
        asking.forEach(replyTo -> replyTo.tell(location));
        asking.clear();
    }

    private Behavior<Command> onLocate(Locate locate, InetSocketAddress address) {
        locate.replyTo().tell(new OpenAt(address));
        return Behaviors.same();
    }
}
