package io.granary.engine.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.DriverExecution;
import io.granary.driver.RowReceiver;
import io.granary.engine.Row;
import io.granary.engine.RowChunk;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.testkit.fixtures.SubscriberProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

class ChunkRelayTest {

    private static final int CHUNK = 3;

    private final GranaryException reason = InvalidRequestException.of("It was given back.", "read it first");
    private final AtomicLong clock = new AtomicLong(1_000_000);
    private Optional<Duration> hold = Optional.empty();
    private final Statement statement = new Statement();
    private final AtomicInteger unheard = new AtomicInteger();
    private final List<ChunkRelay> relays = new ArrayList<>();
    private SubscriberProbe<RowChunk> reader = SubscriberProbe.on(subscriber -> {});

    /** A statement that runs, whose rows come at the test's word. */
    private static final class Statement implements DriverExecution {

        private final List<Long> requests = new ArrayList<>();
        private int cancels;

        @Override
        public void request(long chunks) {
            requests.add(chunks);
        }

        @Override
        public void cancel() {
            cancels++;
        }
    }

    @BeforeEach
    void subscribe() {
        reader = SubscriberProbe.on(subscriber -> {
            ChunkRelay relay = new ChunkRelay(subscriber, Texts.sql("select n from t"), CHUNK, hold, clock::get);
            relays.add(relay);
            subscriber.onSubscribe(relay);
        });
    }

    private ChunkRelay relay() {
        return relays.get(0);
    }

    /** Begins the statement, which gives rows from then on. */
    private RowReceiver running() {
        RowReceiver receiver = relay().receiver(rows -> {}, failure -> {});
        relay().begin(statement);
        receiver.columns(List.of("n"));
        return receiver;
    }

    private static void give(RowReceiver receiver) {
        receiver.rows(new ArrayList<>(
                IntStream.range(0, CHUNK).mapToObj(n -> new Object[] {n}).toList()));
    }

    @Test
    void givesOnWhatComesAndAsksForWhatWasAskedFor() {
        reader.request(2);
        RowReceiver receiver = running();
        assertThat(statement.requests).containsExactly(2L);
        give(receiver);

        assertThat(reader.next().rows()).extracting(Row::size).containsExactly(1, 1, 1);
        reader.request(3);
        assertThat(statement.requests).containsExactly(2L, 3L);
        assertThat(relay().rows()).isEqualTo(3);
        relay().answer().succeed(Done.getInstance());
        reader.assertCompleted();
    }

    @Test
    void stopsAtOnceWhatIsNotAskedForMore() {
        reader.request(1);
        give(running());
        assertThat(relay().isFlowing()).isTrue();

        reader.cancel();
        relay().stop(unheard::incrementAndGet);

        assertThat(statement.cancels).isEqualTo(1);
        assertThat(unheard).hasValue(1);
    }

    @Test
    void stopsAtOnceWhatWasNotSentYet() {
        running();
        assertThat(relay().isFlowing()).isTrue();

        reader.cancel();
        relay().stop(unheard::incrementAndGet);

        assertThat(statement.cancels).isEqualTo(1);
        assertThat(unheard).hasValue(1);
    }

    @Test
    void waitsForTheRowsOnTheirWayAndDropsThem() {
        reader.request(3);
        RowReceiver receiver = running();
        give(receiver);
        reader.cancel();

        relay().stop(unheard::incrementAndGet);
        assertThat(statement.cancels).isZero();
        give(receiver);
        assertThat(statement.cancels).isZero();
        assertThat(unheard).hasValue(0);
        give(receiver);

        assertThat(statement.cancels).isEqualTo(1);
        assertThat(unheard).hasValue(1);
        assertThat(reader.untaken()).isEqualTo(1);
    }

    /** Before that the driver would not be told that the statement has ended, and the server would go on with it. */
    @Test
    void waitsForTheFirstRowsOfWhatHasGivenNoneHoweverManyWereAskedFor() {
        reader.request(Long.MAX_VALUE);
        RowReceiver receiver = running();
        assertThat(relay().isFlowing()).isFalse();
        reader.cancel();

        relay().stop(unheard::incrementAndGet);
        assertThat(statement.cancels).isZero();
        give(receiver);
        give(receiver);

        assertThat(statement.cancels).isEqualTo(1);
        assertThat(unheard).hasValue(1);
        assertThat(reader.untaken()).isZero();
    }

    @Test
    void givesNothingOnOfWhatIsTakenToItsEnd() {
        reader.request(1);
        RowReceiver receiver = running();
        give(receiver);

        relay().drain();

        assertThat(statement.requests).containsExactly(1L, DriverExecution.ALL);
        give(receiver);
        assertThat(reader.untaken()).as("asked for or not").isEqualTo(1);
        relay().answer().fail(reason);
        assertThat(reader.failure(InvalidRequestException.class)).isSameAs(reason);
    }

    @Test
    void givesNothingOnToWhoseLeaseIsTakenBackWhileRowsAreOnTheirWay() {
        reader.request(2);
        RowReceiver receiver = running();
        give(receiver);

        relay().stop(unheard::incrementAndGet);
        give(receiver);

        assertThat(statement.cancels).isEqualTo(1);
        assertThat(reader.untaken()).isEqualTo(1);
    }

    @Test
    void tellsWhoIsClosedWhenTheStatementHasBeenStopped() {
        AtomicInteger abandoned = new AtomicInteger();
        reader.request(1);
        give(running());
        relay().answer().whenAbandoned(abandoned::incrementAndGet);

        relay().close(reason);
        assertThat(abandoned).hasValue(1);
        assertThat(relay().isOpen()).isFalse();
        assertThat(reader.isOver()).isFalse();
        relay().answer().succeed(Done.getInstance());

        assertThat(reader.failure(InvalidRequestException.class)).isSameAs(reason);
    }

    @Test
    void countsTheTimeOfTheDatabaseOnly() {
        Optional<Duration> limit = Optional.of(Duration.ofNanos(100));
        RowReceiver receiver = running();
        clock.addAndGet(1000);
        assertThat(relay().timeLeft(limit)).as("nothing is asked for").contains(Duration.ofNanos(100));

        reader.request(2);
        clock.addAndGet(40);
        assertThat(relay().timeLeft(limit)).contains(Duration.ofNanos(60));
        give(receiver);
        assertThat(relay().timeLeft(limit)).as("anew for each chunk").contains(Duration.ofNanos(100));
        clock.addAndGet(130);
        assertThat(relay().timeLeft(limit)).contains(Duration.ofNanos(-30));
        give(receiver);
        clock.addAndGet(1000);
        assertThat(relay().timeLeft(limit)).as("its reader takes his time").contains(Duration.ofNanos(100));
    }

    @Test
    void knowsWhenItHeldItsConnectionTooLong() {
        hold = Optional.of(Duration.ofNanos(500));
        relays.clear();
        subscribe();
        Optional<Duration> limit = Optional.of(Duration.ofNanos(100));
        RowReceiver receiver = running();

        reader.request(2);
        assertThat(relay().timeLeft(limit)).as("the database first").contains(Duration.ofNanos(100));
        give(receiver);
        clock.addAndGet(450);
        give(receiver);
        assertThat(relay().timeLeft(limit)).as("then the reader").contains(Duration.ofNanos(50));
        assertThat(relay().timeLeft(Optional.empty())).contains(Duration.ofNanos(50));
        assertThat(relay().overheld()).isEmpty();

        clock.addAndGet(50);
        assertThat(relay().timeLeft(limit)).contains(Duration.ZERO);
        assertThat(relay().overheld()).isPresent();
    }

    @Test
    void aRowThatComesAfterItWasGivenUpIsASignThatItFlows() {
        RowReceiver receiver = running();
        reader.request(1);
        reader.cancel();
        give(receiver);

        AtomicInteger unheard = new AtomicInteger();
        relay().stop(unheard::incrementAndGet);

        assertThat(unheard).hasValue(1);
    }

    /** Its time was over, and nobody had given it up: what comes to an end then is not whole. */
    @Test
    void knowsThatRowsWereNotGivenThatWereWanted() {
        RowReceiver receiver = running();
        reader.request(2);
        give(receiver);
        assertThat(relay().hasDropped()).isFalse();

        relay().stop(() -> {});
        give(receiver);

        assertThat(relay().hasDropped()).isTrue();
        assertThat(reader.received()).hasSize(1);
    }

    @Test
    void doesNotWaitForEverForWhatIsOnItsWay() {
        RowReceiver receiver = running();
        reader.request(2);
        give(receiver);
        reader.cancel();
        relay().stop(() -> {});
        assertThat(statement.cancels).isZero();

        relay().leave();
        relay().leave();

        assertThat(statement.cancels).isEqualTo(1);
        assertThat(relay().hasDropped()).isFalse();
    }

    @Test
    void endsOnce() {
        reader.request(1);
        relay().answer().succeed(Done.getInstance());
        relay().fail(reason);
        reader.cancel();

        reader.assertCompleted();
        assertThat(relay().isCancelled()).isFalse();
    }

    /** Throws at everything it is told. */
    private static final class Thrower implements Subscriber<RowChunk> {

        private final List<String> signals = new ArrayList<>();

        @Override
        public void onSubscribe(Subscription given) {
            // The test asks.
        }

        @Override
        public void onNext(RowChunk chunk) {
            signal("rows");
        }

        @Override
        public void onError(Throwable failure) {
            signal("failure");
        }

        @Override
        public void onComplete() {
            signal("end");
        }

        private void signal(String which) {
            signals.add(which);
            throw new AssertionError("a reader's defect");
        }
    }

    private ChunkRelay to(Thrower thrower) {
        return new ChunkRelay(thrower, Texts.sql("select n from t"), CHUNK, Optional.empty(), clock::get);
    }

    @Test
    void tellsNoMoreToAReaderThatThrows() {
        Thrower thrower = new Thrower();
        ChunkRelay throwing = to(thrower);
        RowReceiver receiver = throwing.receiver(rows -> {}, failure -> {});
        throwing.begin(statement);
        throwing.request(1);
        receiver.columns(List.of("n"));

        give(receiver);

        assertThat(throwing.isCancelled()).isTrue();
        throwing.answer().succeed(Done.getInstance());
        assertThat(thrower.signals).containsExactly("rows");
    }

    @Test
    void isNotHeldUpByAReaderThatThrowsAtItsEnd() {
        for (Consumer<ChunkRelay> end : List.<Consumer<ChunkRelay>>of(
                ending -> ending.answer().succeed(Done.getInstance()),
                ending -> ending.answer().fail(reason),
                ending -> ending.fail(reason),
                ending -> ending.request(0))) {
            Thrower thrower = new Thrower();
            ChunkRelay throwing = to(thrower);
            throwing.begin(statement);
            end.accept(throwing);
            assertThat(thrower.signals).hasSize(1);
        }
    }
}
