package io.granary.engine.internal.connection;

import io.granary.engine.ListenOptions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What somebody wants to hear.
 *
 * @param listen the statement after which the server tells this session what is told on the channels
 * @param options how to go about it
 * @param relay where what is heard goes
 * @param owner with whom it ends
 * @param gone completed when all that was opened for it is closed
 */
public record ListenRequest(
        String listen,
        ListenOptions options,
        NoticeRelay relay,
        Optional<ActorRef<?>> owner,
        CompletableFuture<Done> gone) {}
