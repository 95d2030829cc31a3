package io.granary.engine.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.ConnectionProtocol.Outcome;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.ConnectionCommand.End;
import io.granary.engine.internal.connection.ConnectionCommand.Ending;
import io.granary.error.StaleLeaseException;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests on a lease whose connection actor reads no more, or is not known to. */
class LeaseGateTest {

    private final Gate gate = new Gate();
    private final TestInbox<ConnectionCommand> actor = TestInbox.create();
    private final Lease lease = new Lease(1, 1, actor.getRef(), gate);
    private final Promise<Outcome> promise = new Promise<>(Runnable::run);

    private static End commit(Answer<Outcome> answer) {
        return new End(1, End.ROOT, Ending.COMMIT, true, answer);
    }

    @Test
    void whoComesTooLateIsTold() {
        gate.shut();
        lease.tell(commit(promise), promise);

        assertThat(promise).isCompletedExceptionally();
        assertThat(promise.handle((value, failure) -> failure).join()).isInstanceOf(StaleLeaseException.class);
    }

    /** The COMMIT was sent and its link lost before its sender looked at the gate; what became of it is being asked. */
    @Test
    @Tag("F7")
    void whatAnAnswerThinksOverIsLeftToIt() {
        gate.shut();
        lease.tell(commit(Answer.unheard()), promise);

        assertThat(promise).isNotDone();
    }
}
