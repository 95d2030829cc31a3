package io.granary.examples.snippets;

import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncEngine;
import io.granary.engine.ConnectionProtocol;
import io.granary.engine.EngineProtocol;
import io.granary.engine.Row;
import io.granary.stream.AsyncResult;
import io.granary.stream.SqlSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SourceRef;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.StreamRefs;

/** Rows that actors ask for, here and on other nodes. */
final class RowsForActors {

    private RowsForActors() {}

    // #engine
    static Behavior<EngineProtocol.Reply> counter(AsyncEngine engine, ActorRef<Integer> told) {
        return Behaviors.setup(context -> {
            engine.ownedBy(context)
                    .ref()
                    .tell(new EngineProtocol.Stream(1, text("select id from book"), Map.of(), context.getSelf()));
            Materializer own = Materializer.createMaterializer(context);
            return Behaviors.receiveMessage(reply -> {
                SqlSource.of(reply.rows()).fold(0, (count, row) -> count + 1).runForeach(told::tell, own);
                return Behaviors.same();
            });
        });
    }
    // #engine

    // #lease
    static CompletionStage<List<Row>> askedOfALease(ActorRef<ConnectionProtocol.Command> lease, ActorSystem<?> system) {
        return AskPattern.<ConnectionProtocol.Command, ConnectionProtocol.Reply>ask(
                        lease,
                        replyTo -> new ConnectionProtocol.Stream(1, text("select title from book"), Map.of(), replyTo),
                        Duration.ofSeconds(3),
                        system.scheduler())
                .thenCompose(
                        reply -> AsyncResult.of(system, reply.rows()).source().runWith(Sink.seq(), system));
    }
    // #lease

    // #remote
    record GiveTitles(ActorRef<SourceRef<String>> replyTo) {}

    static Behavior<GiveTitles> librarian(AsyncEngine engine) {
        return Behaviors.setup(context -> {
            Materializer own = Materializer.createMaterializer(context);
            return Behaviors.receiveMessage(asked -> {
                asked.replyTo()
                        .tell(SqlSource.of(engine, text("select title from book"))
                                .map(row -> String.valueOf(row.get("title", String.class)))
                                .runWith(StreamRefs.sourceRef(), own));
                return Behaviors.same();
            });
        });
    }
    // #remote
}
