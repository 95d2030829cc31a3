package io.granary.engine.internal.connection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.engine.internal.Promise;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

class CopyRelayTest {

    private static final long LIMIT = 1000;
    private static final long HOLD = 10_000;

    private final GranaryException reason = InvalidRequestException.of("It was given back.", "wait for it");
    private final AtomicLong clock = new AtomicLong(5_000);
    private final AtomicInteger stops = new AtomicInteger();
    private final Data data = new Data();
    private final Sent sent = new Sent();
    private final Promise<Long> asker = new Promise<>(Runnable::run);
    private final CopyRelay relay = new CopyRelay(data, asker, Optional.of(Duration.ofNanos(HOLD)), clock::get);

    /** What comes at the test's word. */
    private static final class Data implements Publisher<ByteBuffer>, Subscription {

        private final List<Long> requests = new ArrayList<>();
        private @Nullable Subscriber<? super ByteBuffer> subscriber;
        private int cancels;

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> given) {
            subscriber = given;
            given.onSubscribe(this);
        }

        Subscriber<? super ByteBuffer> to() {
            return requireNonNull(subscriber);
        }

        void give(int value) {
            to().onNext(ByteBuffer.wrap(new byte[] {(byte) value}));
        }

        @Override
        public void request(long wanted) {
            requests.add(wanted);
        }

        @Override
        public void cancel() {
            cancels++;
        }
    }

    /** What the driver gets. */
    private static final class Sent implements Flow.Subscriber<ByteBuffer> {

        private final List<Object> signals = new ArrayList<>();
        private Flow.@Nullable Subscription subscription;

        Flow.Subscription from() {
            return requireNonNull(subscription);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(ByteBuffer buffer) {
            signals.add((int) buffer.get(0));
        }

        @Override
        public void onError(Throwable failure) {
            signals.add("failed");
        }

        @Override
        public void onComplete() {
            signals.add("completed");
        }
    }

    private void run() {
        relay.begin();
        relay.answer().whenAbandoned(stops::incrementAndGet);
        relay.subscribe(sent);
    }

    @Test
    void buffersGoOnAsFarAsTheDriverAskedForThem() {
        run();
        assertThat(data.requests).isEmpty();
        sent.from().request(2);
        data.give(1);
        sent.from().request(3);
        data.give(2);
        data.to().onComplete();

        assertThat(data.requests).containsExactly(2L, 3L);
        assertThat(sent.signals).containsExactly(1, 2, "completed");
        relay.answer().succeed(7L);
        assertThat(asker).isCompletedWithValue(7L);
        assertThat(data.cancels).isZero();
        assertThat(stops).hasValue(0);
    }

    @Test
    void dataThatFailsEndsTheCopyAndIsWhatIsTold() {
        run();
        sent.from().request(2);
        data.give(1);
        IllegalStateException failure = new IllegalStateException("broken");
        data.to().onError(failure);
        data.give(2);

        assertThat(sent.signals).containsExactly(1, "failed");
        assertThat(relay.dataFailure()).contains(failure);
        relay.answer().fail(reason);
        assertThatExceptionOfType(Exception.class).isThrownBy(asker::get).withCause(failure);
    }

    @Test
    void whatIsClosedIsCutOffAndItsReasonIsTold() {
        run();
        sent.from().request(2);
        assertThat(relay.isOpen()).isTrue();

        relay.close(reason);
        relay.close(InvalidRequestException.of("Again.", "no"));
        data.give(1);

        assertThat(relay.isOpen()).isFalse();
        assertThat(sent.signals).containsExactly("failed");
        assertThat(data.cancels).isEqualTo(1);
        assertThat(stops).hasValue(1);
        // It came to its end after all.
        relay.answer().succeed(7L);
        assertThatExceptionOfType(Exception.class).isThrownBy(asker::get).withCause(reason);
    }

    @Test
    void whatIsClosedBeforeItBeganDoesNotBegin() {
        relay.close(reason);
        assertThatExceptionOfType(GranaryException.class)
                .isThrownBy(relay::refuseIfClosed)
                .isSameAs(reason);
    }

    @Test
    void whatIsAbortedIsToldAsItEnds() {
        run();
        relay.abort();
        assertThat(sent.signals).containsExactly("failed");
        assertThat(stops).hasValue(0);
        relay.answer().fail(reason);
        assertThatExceptionOfType(Exception.class).isThrownBy(asker::get).withCause(reason);
    }

    @Test
    void whatIsClosedBeforeTheDriverAsksIsNotSubscribedTo() {
        relay.begin();
        relay.abort();
        relay.subscribe(sent);
        assertThat(sent.signals).containsExactly("failed");
        assertThat(data.subscriber).isNull();
    }

    @Test
    void theEndOfTheStatementEndsTheData() {
        run();
        sent.from().request(2);
        relay.answer().fail(reason);
        assertThat(data.cancels).isEqualTo(1);
        data.give(1);
        data.to().onError(new IllegalStateException("late"));
        assertThat(sent.signals).doesNotContain(1);
        assertThatExceptionOfType(Exception.class).isThrownBy(asker::get).withCause(reason);
    }

    @Test
    void whatTheDriverCancelsIsGivenNothingMore() {
        run();
        sent.from().request(2);
        sent.from().cancel();
        data.give(1);
        assertThat(data.cancels).isEqualTo(1);
        assertThat(sent.signals).isEmpty();
    }

    @Test
    void moreThanWasAskedForIsAFailure() {
        run();
        sent.from().request(1);
        data.give(1);
        data.give(2);
        assertThat(sent.signals).containsExactly(1, "failed");
        assertThat(relay.dataFailure()).get().isInstanceOf(IllegalStateException.class);
        assertThat(data.cancels).isEqualTo(1);
    }

    @Test
    void timeCountsWhileTheDatabaseIsWaitedFor() {
        run();
        clock.addAndGet(400);
        assertThat(relay.timeLeft(Optional.of(Duration.ofNanos(LIMIT)))).contains(Duration.ofNanos(600));
        sent.from().request(1);
        clock.addAndGet(5_000);
        assertThat(relay.timeLeft(Optional.of(Duration.ofNanos(LIMIT)))).contains(Duration.ofNanos(LIMIT));
        data.give(1);
        clock.addAndGet(300);
        assertThat(relay.timeLeft(Optional.of(Duration.ofNanos(LIMIT)))).contains(Duration.ofNanos(700));
        sent.from().request(1);
        data.to().onComplete();
        clock.addAndGet(200);
        assertThat(relay.timeLeft(Optional.of(Duration.ofNanos(LIMIT)))).contains(Duration.ofNanos(800));
    }

    @Test
    void whoeverIsWaitedForItHoldsItsConnectionNoLongerThanItMay() {
        run();
        sent.from().request(2);
        data.give(1);
        clock.addAndGet(HOLD - 300);
        assertThat(relay.overheld()).isEmpty();
        assertThat(relay.timeLeft(Optional.empty())).contains(Duration.ofNanos(300));
        assertThat(relay.timeLeft(Optional.of(Duration.ofNanos(LIMIT)))).contains(Duration.ofNanos(300));
        clock.addAndGet(300);
        assertThat(relay.overheld())
                .get()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("copy held its connection", "after 1 bytes");
    }
}
