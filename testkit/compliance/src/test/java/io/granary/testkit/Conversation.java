package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.SessionProtocol;
import io.granary.orm.SessionProtocol.Command;
import io.granary.orm.SessionProtocol.Completed;
import io.granary.orm.SessionProtocol.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * An actor that has a session as its child and one adapter for its replies. What it says has the numbers 1, 2, …, and each reply has to be the next one's:
 * so an answer that comes twice, or not at all, fails the test.
 */
final class Conversation {

    /** Makes a command of its number and of who gets the reply. */
    @FunctionalInterface
    interface Saying {
        Command of(long number, ActorRef<Reply> replyTo);
    }

    private sealed interface Told {}

    private record Say(Saying saying, long number) implements Told {}

    private record Heard(Reply reply) implements Told {}

    /** Does something behind all that was said, and heard. */
    private record Then(Runnable action) implements Told {}

    private final ActorRef<Told> speaker;
    private final ActorRef<Command> session;
    private final TestProbe<Reply> replies;
    private final List<Class<?>> said = new ArrayList<>();
    private long number;

    private Conversation(ActorRef<Told> speaker, ActorRef<Command> session, TestProbe<Reply> replies) {
        this.speaker = speaker;
        this.session = session;
        this.replies = replies;
    }

    static Conversation with(ActorTestKit kit, Behavior<Command> session) {
        TestProbe<Reply> replies = kit.createTestProbe(Reply.class);
        CompletableFuture<ActorRef<Command>> child = new CompletableFuture<>();
        ActorRef<Told> speaker = kit.spawn(speaking(session, child, replies.ref()));
        return new Conversation(speaker, Await.value(child), replies);
    }

    private static Behavior<Told> speaking(
            Behavior<Command> session, CompletableFuture<ActorRef<Command>> spawned, ActorRef<Reply> listener) {
        return Behaviors.setup(context -> {
            ActorRef<Command> child = context.spawn(session, "session");
            spawned.complete(child);
            ActorRef<Reply> adapter = context.messageAdapter(Reply.class, Heard::new);
            return Behaviors.receive(Told.class)
                    .onMessage(Say.class, say -> {
                        child.tell(say.saying().of(say.number(), adapter));
                        return Behaviors.same();
                    })
                    .onMessage(Heard.class, heard -> {
                        listener.tell(heard.reply());
                        return Behaviors.same();
                    })
                    .onMessage(Then.class, then -> {
                        then.action().run();
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    /** What kind of command it is. */
    Class<?> kind(Saying saying) {
        return saying.of(0, replies.ref()).getClass();
    }

    /** The kinds of all commands so far. */
    List<Class<?>> said() {
        return List.copyOf(said);
    }

    /** Says something, and gives the reply. */
    Reply says(Saying saying) {
        return saysAll(List.of(saying), () -> {}).get(0);
    }

    /** Says all of it, and does something when the session has been told; gives the replies, one for each, in order. */
    List<Reply> saysAll(List<Saying> sayings, Runnable then) {
        long first = number + 1;
        for (Saying saying : sayings) {
            said.add(kind(saying));
            speaker.tell(new Say(saying, ++number));
        }
        speaker.tell(new Then(then));
        List<Reply> all = replies.receiveSeveralMessages(sayings.size(), Await.PATIENCE);
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).correlation())
                    .as("the number of %s", all.get(i))
                    .isEqualTo(first + i);
        }
        return all;
    }

    /** Ends the session if it has not ended, and makes sure that nothing was answered twice. */
    void end() {
        if (!said.contains(SessionProtocol.Close.class)) {
            says(SessionProtocol.Close::new).orThrow();
        }
        replies.expectTerminated(session, Await.PATIENCE);
        speaker.tell(new Then(() -> replies.ref().tell(new Completed(-1))));
        assertThat(replies.receiveMessage(Await.PATIENCE).correlation())
                .as("nothing else has come")
                .isEqualTo(-1);
    }

    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
