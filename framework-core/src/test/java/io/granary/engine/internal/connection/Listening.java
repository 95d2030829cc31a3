package io.granary.engine.internal.connection;

import io.granary.dialect.PostgresDialect;
import io.granary.engine.EngineOptions;
import io.granary.engine.ListenOptions;
import io.granary.engine.Notice;
import io.granary.engine.internal.Listeners;
import io.granary.engine.internal.connection.ListenedSessions.Session;
import io.granary.testkit.fixtures.SubscriberProbe;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Somebody who listens through an actor on a driver that does what the test says, in time that the test lets pass. */
final class Listening {

    private static final ListenOptions OPTIONS = ListenOptions.defaults()
            .withPauses(Duration.ofSeconds(1), Duration.ofSeconds(3))
            .withAliveCheck(Duration.ofSeconds(15));
    static final Duration CONNECT = Duration.ofSeconds(5);

    final ActorTestKit kit;
    final ManualTime time;
    final ListenedSessions sessions = new ListenedSessions();
    final CompletableFuture<ActorRef<ListenerActor.Command>> listener = new CompletableFuture<>();
    final CompletableFuture<Done> gone = new CompletableFuture<>();
    final ActorRef<Object> owner;
    private final BlockingQueue<NoticeRelay> relays = new LinkedBlockingQueue<>();
    final SubscriberProbe<Notice> reader = SubscriberProbe.on(subscriber -> {
        NoticeRelay relay = new NoticeRelay(subscriber, 10, System::nanoTime);
        subscriber.onSubscribe(relay);
        relays.add(relay);
    });

    Listening(ActorTestKit kit, ManualTime time) {
        this.kit = kit;
        this.owner = kit.spawn(Behaviors.empty());
        this.time = time;
    }

    /** It and its owner are over: time is one for all of them. */
    void stop() {
        kit.stop(listener.join());
        kit.stop(owner);
    }

    /** It connects. */
    Listening start() {
        reader.request(Long.MAX_VALUE);
        NoticeRelay relay = ListenedSessions.next(relays);
        EngineOptions options = EngineOptions.defaults().withConnectTimeout(CONNECT);
        ConnectionSetup setup = new ConnectionSetup(
                "test", sessions, () -> PostgresDialect.INSTANCE, options, Listeners.of("test", options));
        ActorRef<ListenerActor.Command> ref = kit.spawn(ListenerActor.create(
                setup, new ListenRequest("LISTEN news", OPTIONS, relay, Optional.of(owner), gone), () -> 1.0));
        listener.complete(ref);
        relay.whenOver(() -> ref.tell(ListenerActor.Stop.INSTANCE));
        return this;
    }

    /** What is done has it wait before it tries again, and the clock of that has begun when this returns. */
    void untilPausing(Runnable action) {
        LoggingTestKit.warn("does not listen").expect(kit.system(), () -> {
            action.run();
            return true;
        });
    }

    /** The next connect succeeds. */
    Session opened() {
        return sessions.opened();
    }
}
