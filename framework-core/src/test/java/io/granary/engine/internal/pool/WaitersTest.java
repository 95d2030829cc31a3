package io.granary.engine.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.Priority;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitersTest {

    private final Waiters waiters = new Waiters();

    @Test
    void servesFirstWhoCameFirst() {
        Waiter first = add(Priority.NORMAL);
        Waiter second = add(Priority.NORMAL);

        assertThat(waiters.next()).isSameAs(first);
        assertThat(waiters.next()).isSameAs(second);
        assertThat(waiters.next()).isNull();
    }

    @Test
    void servesAHigherClassBeforeALowerOne() {
        Waiter low = add(Priority.LOW);
        Waiter normal = add(Priority.NORMAL);
        Waiter high = add(Priority.HIGH);

        assertThat(List.of(next(), next(), next())).containsExactly(high, normal, low);
    }

    @Test
    void putsBackAtTheHeadOfItsClass() {
        Waiter high = Wishes.waiter(Priority.HIGH, 0);
        Waiter normal = add(Priority.NORMAL);
        Waiter back = Wishes.waiter(Priority.NORMAL, 0);
        waiters.addFirst(back);
        waiters.add(high);

        assertThat(List.of(next(), next(), next())).containsExactly(high, back, normal);
    }

    @Test
    void skipsWhoGaveUp() {
        waiters.add(Wishes.abandoned(Priority.NORMAL));
        Waiter patient = add(Priority.NORMAL);

        assertThat(waiters.next()).isSameAs(patient);
        assertThat(waiters.isEmpty()).isTrue();
    }

    @Test
    void isEmptyAfterSkippingEveryone() {
        waiters.add(Wishes.abandoned(Priority.LOW));

        assertThat(waiters.next()).isNull();
        assertThat(waiters.size()).isZero();
    }

    @Test
    void takesOutThoseOfWhomSomethingHolds() {
        Waiter late = Wishes.waiter(Priority.LOW, 5);
        waiters.add(late);
        Waiter inTime = Wishes.waiter(Priority.HIGH, 6);
        waiters.add(inTime);

        assertThat(waiters.removeIf(waiter -> waiter.isLate(5))).containsExactly(late);
        assertThat(waiters.size()).isEqualTo(1);
        assertThat(waiters.next()).isSameAs(inTime);
    }

    @Test
    void knowsTheTimeToTheFirstDeadline() {
        assertThat(waiters.untilFirstDeadline(0)).isEmpty();
        waiters.add(Wishes.waiter(Priority.HIGH, 30));
        waiters.add(Wishes.waiter(Priority.LOW, 20));

        assertThat(waiters.untilFirstDeadline(5)).hasValue(15);
        assertThat(waiters.untilFirstDeadline(50)).hasValue(0);
    }

    @Test
    void isLateOnAClockThatStartsAnywhere() {
        Waiter waiter = Wishes.waiter(Priority.NORMAL, Long.MIN_VALUE + 5);

        assertThat(waiter.isLate(Long.MAX_VALUE - 5)).isFalse();
        assertThat(waiter.isLate(Long.MIN_VALUE + 5)).isTrue();
    }

    private Waiter add(Priority priority) {
        Waiter waiter = Wishes.waiter(priority, 0);
        waiters.add(waiter);
        return waiter;
    }

    private Waiter next() {
        Waiter next = waiters.next();
        assertThat(next).isNotNull();
        return java.util.Objects.requireNonNull(next);
    }
}
