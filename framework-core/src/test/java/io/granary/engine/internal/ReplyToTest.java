package io.granary.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.InvalidRequestException;
import io.granary.testkit.fixtures.Actors;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;

@Actors
class ReplyToTest {

    private final TestProbe<String> asker;
    private final Answer<Integer> answer;

    ReplyToTest(ActorTestKit kit) {
        asker = kit.createTestProbe();
        answer = new ReplyTo<>(asker.getRef(), value -> "value " + value, cause -> "failed");
    }

    @Test
    void sendsAValueAsOneMessage() {
        answer.succeed(3);

        asker.expectMessage("value 3");
    }

    @Test
    void sendsAFailureAsOneMessage() {
        answer.fail(InvalidRequestException.of("No.", "none"));

        asker.expectMessage("failed");
    }

    @Test
    void sendsOnlyTheFirstAnswer() {
        answer.succeed(1);
        answer.fail(InvalidRequestException.of("Too late.", "none"));
        answer.map((Integer value) -> value).succeed(2);
        asker.getRef().tell("end");

        asker.expectMessage("value 1");
        asker.expectMessage("end");
    }

    @Test
    void isAbandonedAsFarAsIsKnownByNobody() {
        assertThat(answer.abandoned()).isFalse();
    }
}
