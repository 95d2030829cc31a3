package io.granary.engine.internal.protocol;

import io.granary.engine.internal.ReplyTo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** Who waits for which answers, so that each asker is watched once, from the first question to the last answer. Plain. */
final class Askers {

    private final Map<ActorRef<?>, Set<ReplyTo<?, ?>>> waiting = new HashMap<>();

    /** Whether this is the first that the asker waits for. */
    boolean add(ActorRef<?> asker, ReplyTo<?, ?> answer) {
        Set<ReplyTo<?, ?>> open = waiting.computeIfAbsent(asker, first -> new HashSet<>());
        open.add(answer);
        return open.size() == 1;
    }

    /** Whether this was the last that the asker waited for. */
    boolean answered(ActorRef<?> asker, ReplyTo<?, ?> answer) {
        Set<ReplyTo<?, ?>> open = waiting.get(asker);
        if (open == null || !open.remove(answer) || !open.isEmpty()) {
            return false;
        }
        waiting.remove(asker);
        return true;
    }

    /** Gives up what an asker that is gone waited for. */
    void gone(ActorRef<?> asker) {
        Set<ReplyTo<?, ?>> open = waiting.remove(asker);
        if (open != null) {
            open.forEach(ReplyTo::abandon);
        }
    }
}
