package io.granary.engine.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.EngineOptions;
import io.granary.engine.PoolStatus;
import io.granary.engine.Priority;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.testkit.fixtures.Actors;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Actors
class PoolBooksTest {

    private final ActorRef<ConnectionCommand> actor;
    private long lastId;

    PoolBooksTest(ActorTestKit kit) {
        actor = kit.<ConnectionCommand>createTestProbe().getRef();
    }

    @Test
    void takesAPlaceFromTheDecisionToOpen() {
        PoolBooks books = books(options(1, 1));
        assertThat(books.mayOpen()).isTrue();
        Slot opening = add(books);

        assertThat(books.opening()).isEqualTo(1);
        assertThat(books.taken()).isEqualTo(1);
        assertThat(opening.status()).isEqualTo(Slot.Status.OPENING);
        add(books);
        assertThat(books.mayOpen()).isFalse();
    }

    @Test
    void hasNoLimitWithSizeZeroOrOverflowWithoutOne() {
        PoolBooks sizeless = books(options(0, 0));
        PoolBooks overflowing = books(options(1, -1));
        for (int connection = 0; connection < 100; connection++) {
            add(sizeless);
            add(overflowing);
        }

        assertThat(sizeless.mayOpen()).isTrue();
        assertThat(overflowing.mayOpen()).isTrue();
    }

    @Test
    void countsWhatIsIdleLentAndOpening() {
        PoolBooks books = books(options(3, 0));
        lend(books, 5);
        open(books, 0);
        add(books);

        PoolStatus status = books.status(7);

        assertThat(status.checkedIn()).isEqualTo(1);
        assertThat(status.checkedOut()).isEqualTo(1);
        assertThat(status.opening()).isEqualTo(1);
        assertThat(status.overflow()).isZero();
        assertThat(status.waiting()).isEqualTo(7);
        assertThat(status.opened()).isEqualTo(2);
    }

    @Test
    @Tag("P28")
    void takesTheLastReturnedFirst() {
        PoolBooks books = books(options(3, 0).withPoolUseLifo(true));
        Slot first = open(books, 0);
        Slot second = open(books, 0);

        assertThat(books.takeIdle()).isSameAs(second);
        assertThat(books.takeIdle()).isSameAs(first);
        assertThat(books.takeIdle()).isNull();
    }

    @Test
    @Tag("P29")
    void takesTheFirstReturnedFirst() {
        PoolBooks books = books(options(3, 0).withPoolUseLifo(false));
        Slot first = open(books, 0);
        Slot second = open(books, 0);

        assertThat(books.takeIdle()).isSameAs(first);
        books.returned(first, 0);
        assertThat(books.takeIdle()).isSameAs(second);
        assertThat(books.takeIdle()).isSameAs(first);
    }

    @Test
    @Tag("P14")
    void countsTheAgeFromTheConnect() {
        PoolBooks books =
                books(options(1, 0).withPoolRecycle(Duration.ofMillis(30)).withLifetimeJitter(0));
        Slot slot = open(books, 100);
        long aged = 100 + Duration.ofMillis(30).toNanos();

        assertThat(books.isStale(slot, aged)).isFalse();
        assertThat(books.isStale(slot, aged + 1)).isTrue();
        assertThat(books.takeStale(aged)).isEmpty();
        assertThat(books.takeStale(aged + 1)).containsExactly(slot);
        assertThat(books.idleCount()).isZero();
    }

    @Test
    void letsConnectionsOpenedTogetherGetTooOldApart() {
        Iterator<Double> chances =
                IntStream.range(0, 50).mapToObj(place -> place / 50.0).iterator();
        PoolBooks books = new PoolBooks(
                options(50, 0).withPoolRecycle(Duration.ofSeconds(60)).withLifetimeJitter(25), chances::next);
        IntStream.range(0, 50).forEach(place -> open(books, 0));

        int left = 50;
        for (int second = 40; second <= 61; second++) {
            int expired = books.takeStale(Duration.ofSeconds(second).toNanos()).size();
            assertThat(expired).as("at second " + second).isLessThanOrEqualTo(10);
            left -= expired;
        }
        assertThat(left).as("none gets older than it may").isZero();
    }

    @Test
    void callsEverythingOpenedBeforeADisposalStale() {
        PoolBooks books = books(options(2, 0));
        Slot old = open(books, 0);
        books.nextGeneration();
        Slot fresh = open(books, 0);

        assertThat(books.isStale(old, 0)).isTrue();
        assertThat(books.isStale(fresh, 0)).isFalse();
    }

    @Test
    void freesThePlaceWhenAConnectionLeavesAndCountsItUntilItEnds() {
        PoolBooks books = books(options(1, 0));
        Slot slot = open(books, 0);

        books.leaves(slot, false);

        assertThat(books.mayOpen()).isTrue();
        assertThat(books.idleCount()).isZero();
        assertThat(books.status(0).closing()).isEqualTo(1);
        assertThat(books.nothingCloses()).isFalse();
        assertThat(books.isEmpty()).isFalse();
        assertThat(books.ended(slot.id())).isNull();
        assertThat(books.status(0).closed()).isEqualTo(1);
        assertThat(books.isEmpty()).isTrue();
    }

    @Test
    @Tag("P25")
    void doesNotCountADetachedConnectionAsClosing() {
        PoolBooks books = books(options(1, 0));
        Slot slot = lend(books, 0);

        books.leaves(slot, true);

        assertThat(books.mayOpen()).isTrue();
        assertThat(books.status(0).closing()).isZero();
        assertThat(books.nothingCloses()).isTrue();
        assertThat(books.isEmpty()).isFalse();
    }

    @Test
    @Tag("F61")
    void freesThePlaceOfAnActorThatEndedWithoutAWord() {
        PoolBooks books = books(options(1, 0));
        Slot slot = lend(books, 0);

        assertThat(books.ended(slot.id())).isSameAs(slot);
        assertThat(books.mayOpen()).isTrue();
        assertThat(books.ended(slot.id())).isNull();
    }

    @Test
    void doesNotCountWhatNeverOpenedAsClosed() {
        PoolBooks books = books(options(1, 0));
        Slot reported = add(books);
        books.leaves(reported, false);
        assertThat(books.status(0).closing()).isEqualTo(1);
        books.ended(reported.id());
        Slot silent = add(books);
        books.ended(silent.id());

        assertThat(books.status(0).opened()).isZero();
        assertThat(books.status(0).closed()).isZero();
    }

    @Test
    void listsTheOldestLoanFirst() {
        PoolBooks books = books(options(3, 0));
        Slot young = lend(books, 50);
        Slot old = lend(books, 10);
        open(books, 0);

        assertThat(books.loans()).containsExactly(old, young);
    }

    @Test
    void keepsTheCountersForPeople() {
        PoolBooks books = books(options(1, 0));
        books.countTimeout();
        books.countRecycled();
        books.countInvalidated();

        PoolStatus status = books.status(0);

        assertThat(status.timedOut()).isEqualTo(1);
        assertThat(status.recycled()).isEqualTo(1);
        assertThat(status.invalidated()).isEqualTo(1);
    }

    private static EngineOptions options(int size, int overflow) {
        return EngineOptions.defaults().withPoolSize(size).withMaxOverflow(overflow);
    }

    private static PoolBooks books(EngineOptions options) {
        return new PoolBooks(options, () -> 1.0);
    }

    private Slot add(PoolBooks books) {
        Slot slot = new Slot(++lastId, actor, books.generation());
        books.add(slot);
        return slot;
    }

    private Slot open(PoolBooks books, long now) {
        Slot slot = add(books);
        books.opened(slot, now);
        return slot;
    }

    private Slot lend(PoolBooks books, long since) {
        Slot slot = open(books, 0);
        assertThat(books.takeIdle()).isSameAs(slot);
        slot.lent(new Loan(slot.id(), Wishes.waiter(Priority.NORMAL, 0), since));
        return slot;
    }
}
