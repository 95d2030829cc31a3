package io.granary.engine.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.DriverNotification;
import io.granary.engine.Notice;
import io.granary.engine.Notice.Gap;
import io.granary.testkit.fixtures.SubscriberProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

class NoticeRelayTest {

    private final AtomicLong clock = new AtomicLong(1_000_000);
    private final AtomicInteger over = new AtomicInteger();
    private final List<NoticeRelay> relays = new ArrayList<>();
    private final SubscriberProbe<Notice> reader = SubscriberProbe.on(subscriber -> {
        NoticeRelay relay = new NoticeRelay(subscriber, 3, clock::get);
        relay.whenOver(over::incrementAndGet);
        relays.add(relay);
        subscriber.onSubscribe(relay);
    });
    private final NoticeRelay relay = relays.get(0);

    private void tell(int... payloads) {
        for (int payload : payloads) {
            clock.addAndGet(10);
            relay.notified(new DriverNotification("news", "" + payload, 1));
        }
    }

    private void listen() {
        relay.subscribing();
        relay.listening();
    }

    private List<String> read(int many) {
        reader.request(many);
        return reader.received().stream()
                .map(notice -> notice instanceof Notice.Notification told
                        ? told.payload()
                        : "gap " + ((Gap) notice).span().toNanos() + " "
                                + ((Gap) notice)
                                        .cause()
                                        .map(Throwable::getMessage)
                                        .orElse("-"))
                .toList();
    }

    @Test
    void nothingIsGivenUnasked() {
        listen();
        tell(1, 2);
        assertThat(reader.received()).isEmpty();
        assertThat(read(1)).containsExactly("1");
        assertThat(read(5)).containsExactly("1", "2");
        tell(3);
        assertThat(read(1)).containsExactly("1", "2", "3");
    }

    @Test
    void theOldestAreDroppedAndOneGapTellsSinceWhen() {
        listen();
        tell(1, 2, 3, 4, 5);
        clock.addAndGet(100);
        assertThat(read(10)).containsExactly("gap 150 -", "3", "4", "5");
    }

    @Test
    void aGapStandsWhereTheLinkWasLost() {
        listen();
        tell(1);
        clock.addAndGet(5);
        relay.alive(clock.get());
        clock.addAndGet(100);
        relay.lost(new IllegalStateException("cut"));
        listen();
        tell(2);
        assertThat(read(10)).containsExactly("1", "gap 110 cut", "2");
    }

    @Test
    void gapsThatAreDroppedAreOneWithTheirCause() {
        listen();
        tell(1);
        relay.lost(new IllegalStateException("cut"));
        listen();
        relay.lost(new IllegalStateException("cut again"));
        listen();
        tell(2, 3, 4);
        assertThat(read(10)).containsExactly("gap 40 cut", "2", "3", "4");
    }

    @Test
    void theEndComesBehindWhatWaits() {
        listen();
        tell(1, 2);
        relay.complete();
        tell(3);
        assertThat(reader.isOver()).isFalse();
        assertThat(over).hasValue(0);
        assertThat(read(2)).containsExactly("1", "2");
        reader.assertCompleted();
        assertThat(over).hasValue(1);
    }

    @Test
    void aFailureNeedsNoDemand() {
        relay.fail(new IllegalStateException("refused"));
        assertThat(reader.failure(IllegalStateException.class)).hasMessage("refused");
    }

    @Test
    void whoHasHadEnoughHearsNothingMore() {
        reader.request(Duration.ofSeconds(1).toMillis());
        reader.cancel();
        reader.cancel();
        tell(1);
        relay.complete();
        assertThat(reader.received()).isEmpty();
        assertThat(reader.isOver()).isFalse();
        assertThat(over).hasValue(1);
    }

    @Test
    void whoAsksForNothingIsRefused() {
        tell(1);
        reader.request(0).failure(IllegalArgumentException.class);
        assertThat(over).hasValue(1);
    }

    private static final class Thrower implements Subscriber<Notice> {

        private int signals;

        @Override
        public void onSubscribe(Subscription given) {
            // The test asks.
        }

        @Override
        public void onNext(Notice notice) {
            signal();
        }

        @Override
        public void onError(Throwable failure) {
            signal();
        }

        @Override
        public void onComplete() {
            signal();
        }

        private void signal() {
            signals++;
            throw new AssertionError("thrown by the subscriber");
        }
    }

    @Test
    void whoThrowsHearsNothingMoreAndHoldsNobodyUp() {
        Thrower thrower = new Thrower();
        NoticeRelay throwing = new NoticeRelay(thrower, 3, clock::get);
        throwing.whenOver(over::incrementAndGet);
        throwing.request(Long.MAX_VALUE);
        throwing.notified(new DriverNotification("news", "a", 1));
        throwing.notified(new DriverNotification("news", "b", 1));
        throwing.complete();
        assertThat(thrower.signals).isEqualTo(1);
        assertThat(over).hasValue(1);
    }

    @Test
    void whoThrowsAtTheEndHoldsNobodyUp() {
        for (Consumer<NoticeRelay> end : List.<Consumer<NoticeRelay>>of(
                NoticeRelay::complete, ending -> ending.fail(new IllegalStateException("refused")))) {
            Thrower thrower = new Thrower();
            NoticeRelay throwing = new NoticeRelay(thrower, 3, clock::get);
            throwing.whenOver(over::incrementAndGet);
            end.accept(throwing);
            assertThat(thrower.signals).isEqualTo(1);
        }
        assertThat(over).hasValue(2);
    }

    @Test
    void aGapBeginsWhenTheLastSignOfLifeWasAskedForWhateverCameSince() {
        listen();
        long asked = clock.addAndGet(50);
        clock.addAndGet(1_000);
        tell(1);
        relay.alive(asked);
        relay.alive(asked - 7);
        tell(2);
        relay.lost(new IllegalStateException("cut"));
        relay.lost(new IllegalStateException("and refused"));
        listen();
        assertThat(read(10)).containsExactly("1", "2", "gap 1020 cut");
    }

    @Test
    void whatComesBeforeTheServersAnswerStandsBehindTheGap() {
        listen();
        relay.lost(new IllegalStateException("cut"));
        relay.subscribing();
        clock.addAndGet(100);
        tell(1, 2);
        reader.request(10);
        assertThat(reader.received()).isEmpty();
        relay.listening();
        tell(3);
        assertThat(read(1)).containsExactly("gap 120 cut", "1", "2", "3");
        relay.lost(new IllegalStateException("cut again"));
        listen();
        assertThat(read(1)).endsWith("gap 130 cut again");
    }

    @Test
    void tooMuchBeforeTheFirstAnswerIsAGapToo() {
        reader.request(10);
        relay.subscribing();
        tell(1, 2, 3, 4);
        relay.listening();
        assertThat(read(1)).containsExactly("gap 40 -", "2", "3", "4");
    }
}
