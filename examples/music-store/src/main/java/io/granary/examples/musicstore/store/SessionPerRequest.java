package io.granary.examples.musicstore.store;

import io.granary.examples.musicstore.store.OpenRequests.Request;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * The work of an actor whose requests have nothing to do with one another: each has a session of its own, so that none waits for another and
 * none sees objects of another. The session ends with the work; its outcome comes to the actor as a message, and from there to who asked.
 *
 * @param <C> what the actor understands
 */
final class SessionPerRequest<C> {

    /** A request and its answer, on the way to the actor. */
    record Ended<T>(Request<T> request, Answer<T> answer) {
        private void tell(OpenRequests requests) {
            requests.answer(request, answer);
        }
    }

    private static final int LIMIT = 500;
    private static final Refusal BUSY = new Refusal.Unavailable("Too many requests are open.");
    private static final Refusal STOPPED = new Refusal.Unavailable("The store is being closed.");

    private final ActorContext<C> context;
    private final AsyncSessionMaker sessions;
    private final Function<Ended<?>, C> ended;
    private final OpenRequests requests = new OpenRequests(LIMIT);

    SessionPerRequest(ActorContext<C> context, AsyncSessionMaker sessions, Function<Ended<?>, C> ended) {
        this.context = context;
        this.sessions = sessions;
        this.ended = ended;
    }

    /** Answers with what the work finds. */
    <T> void read(ActorRef<Answer<T>> replyTo, Function<AsyncSession, CompletionStage<Answer<T>>> work) {
        perform(replyTo, () -> sessions.session(work));
    }

    /** Answers with what the work gives, when it is committed. */
    <T> void write(ActorRef<Answer<T>> replyTo, Function<AsyncSession, CompletionStage<Answer<T>>> work) {
        perform(replyTo, () -> sessions.begin(work));
    }

    private interface Work<T> {
        CompletionStage<Answer<T>> begin();
    }

    private <T> void perform(ActorRef<Answer<T>> replyTo, Work<T> work) {
        if (requests.full()) {
            replyTo.tell(new Answer.Refused<>(BUSY));
            return;
        }
        Request<T> request = requests.open(replyTo);
        context.pipeToSelf(
                work.begin(), (answer, failure) -> ended.apply(new Ended<>(request, Answer.of(answer, failure))));
    }

    /** For the message that was made of it. */
    void answer(Ended<?> work) {
        work.tell(requests);
    }

    /** For the end of the actor, and for its restart. */
    void stop() {
        requests.refuseAll(STOPPED);
    }
}
