package io.granary.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.InvalidRequestException;
import io.granary.testkit.fixtures.Actors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;

@Actors
class ReplyToTest {

    private final TestProbe<String> asker;
    private final ReplyTo<Integer, String> answer;

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
    void isAbandonedOnceTheAskerIsKnownToBeGone() {
        assertThat(answer.abandoned()).isFalse();

        answer.abandon();

        assertThat(answer.abandoned()).isTrue();
        assertThat(offered()).isEqualTo("refused");
        asker.expectNoMessage();
    }

    @Test
    void isNotAbandonedOnceItHasBeenAnswered() {
        answer.succeed(1);
        answer.abandon();

        assertThat(answer.abandoned()).isFalse();
    }

    @Test
    void saysOnceThatItHasBeenAnswered() {
        AtomicInteger said = new AtomicInteger();
        answer.whenAnswered(said::incrementAndGet);

        answer.fail(InvalidRequestException.of("No.", "none"));
        answer.succeed(1);

        assertThat(said).hasValue(1);
    }

    private String offered() {
        StringBuilder heard = new StringBuilder();
        answer.offer(1, () -> heard.append("refused"));
        return heard.toString();
    }
}
