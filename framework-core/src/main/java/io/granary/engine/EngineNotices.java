package io.granary.engine;

import static java.util.Objects.requireNonNull;

import io.granary.engine.internal.Arguments;
import io.granary.engine.internal.EngineCore;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.engine.internal.connection.ListenRequest;
import io.granary.engine.internal.connection.ListenerActor;
import io.granary.engine.internal.connection.NoticeRelay;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;

/** What is told on channels of the database, heard on a connection of its own for each subscriber. */
record EngineNotices(EngineCore core, Optional<ActorRef<?>> owner, List<String> channels, ListenOptions options)
        implements Publisher<Notice> {

    /** {@return what tells something on a channel} */
    static BoundStatement telling(EngineCore core, String channel, String payload) {
        return core.raw(
                core.dialect().notification(),
                List.of(Arguments.given(channel, "channel"), Arguments.given(payload, "payload")));
    }

    @Override
    public void subscribe(Subscriber<? super Notice> subscriber) {
        requireNonNull(subscriber, "subscriber");
        NoticeRelay relay = new NoticeRelay(subscriber, options.bufferSize(), core.ticker());
        subscriber.onSubscribe(relay);
        CompletableFuture<Done> gone = new CompletableFuture<>();
        try {
            ListenRequest request = new ListenRequest(core.dialect().listen(channels), options, relay, owner, gone);
            core.endsAfter(gone);
            if (core.isClosed()) {
                gone.complete(Done.getInstance());
                relay.complete();
            } else {
                listen(request);
            }
        } catch (RuntimeException refused) {
            gone.complete(Done.getInstance());
            relay.fail(refused);
        }
    }

    private void listen(ListenRequest request) {
        NoticeRelay relay = request.relay();
        ActorRef<ListenerActor.Command> listener = core.spawn(ListenerActor.create(core.setup(), request), "listener");
        Runnable stop = () -> listener.tell(ListenerActor.Stop.INSTANCE);
        Runnable end = () -> {
            relay.complete();
            stop.run();
        };
        core.beforeEnd(end);
        relay.whenOver(() -> {
            core.forget(end);
            stop.run();
        });
    }
}
