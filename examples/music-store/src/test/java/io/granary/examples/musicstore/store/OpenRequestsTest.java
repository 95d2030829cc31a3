package io.granary.examples.musicstore.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.examples.musicstore.store.OpenRequests.Request;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class OpenRequestsTest {

    private static final Refusal CLOSED = new Refusal.Unavailable("closed");

    private final TestInbox<Answer<String>> inbox = TestInbox.create();
    private final OpenRequests requests = new OpenRequests(2);

    @Test
    void answersEachRequestOnce() {
        Request<String> first = requests.open(inbox.getRef());
        Request<String> second = requests.open(inbox.getRef());
        assertThat(requests.full()).isTrue();
        requests.answer(first, new Answer.Given<>("first"));
        assertThat(requests.full()).isFalse();
        requests.answer(first, new Answer.Given<>("again"));
        requests.refuseAll(CLOSED);
        requests.refuseAll(CLOSED);
        requests.answer(second, new Answer.Given<>("late"));
        assertThat(inbox.getAllReceived()).containsExactly(new Answer.Given<>("first"), new Answer.Refused<>(CLOSED));
    }
}
