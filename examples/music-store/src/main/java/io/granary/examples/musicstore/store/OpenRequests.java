package io.granary.examples.musicstore.store;

import java.util.HashSet;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** The requests of an actor that are not answered yet: each is answered when it is taken out, and so once. The actor's own; not for others. */
final class OpenRequests {

    /** A request. Two are never the same one, so that an answer which comes after a restart of the actor finds nothing. */
    static final class Request<T> {
        private final ActorRef<Answer<T>> replyTo;

        private Request(ActorRef<Answer<T>> replyTo) {
            this.replyTo = replyTo;
        }

        private void refuse(Refusal why) {
            replyTo.tell(new Answer.Refused<>(why));
        }
    }

    private final int limit;
    private final Set<Request<?>> open = new HashSet<>();

    OpenRequests(int limit) {
        this.limit = limit;
    }

    boolean full() {
        return open.size() >= limit;
    }

    <T> Request<T> open(ActorRef<Answer<T>> replyTo) {
        Request<T> request = new Request<>(replyTo);
        open.add(request);
        return request;
    }

    <T> void answer(Request<T> request, Answer<T> answer) {
        if (open.remove(request)) {
            request.replyTo.tell(answer);
        }
    }

    void refuseAll(Refusal why) {
        open.forEach(request -> request.refuse(why));
        open.clear();
    }
}
