package io.granary.engine.internal.pool;

import io.granary.engine.internal.Answer;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.Done;

/** Who waits for the end of a disposal, and who for the end of the pool. Plain. */
final class Endings {

    private final List<Answer<Done>> disposals = new ArrayList<>();
    private final List<Answer<Done>> closings = new ArrayList<>();

    void awaitDisposal(Answer<Done> answer) {
        disposals.add(answer);
    }

    void awaitClose(Answer<Done> answer) {
        closings.add(answer);
    }

    /** Nothing closes any more. */
    void disposed() {
        answer(disposals);
    }

    /** The pool is over. */
    void closed() {
        answer(disposals);
        answer(closings);
    }

    private static void answer(List<Answer<Done>> waiting) {
        waiting.forEach(answer -> answer.succeed(Done.getInstance()));
        waiting.clear();
    }
}
