package io.granary.driver.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.r2dbc.PostgresDemand.Asked;
import io.granary.driver.r2dbc.PostgresDemand.Next;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;

/** How many messages are asked for, for how many rows. */
final class PostgresDemandTest {

    private static final Object[] ROW = {1};
    private static final Object[] OTHER = {2};

    /** Counts what it is asked for and was not taken yet. */
    private static final class Messages implements Subscription {

        private final AtomicLong asked = new AtomicLong();

        @Override
        public void request(long messages) {
            asked.accumulateAndGet(messages, Operators::addCap);
        }

        /** One comes. */
        void come() {
            assertThat(asked.getAndDecrement()).as("messages asked for").isPositive();
        }

        @Override
        public void cancel() {
            throw new AssertionError("an exchange is never cancelled: the rest of it would stay on the link");
        }
    }

    private final PostgresDemand demand = new PostgresDemand();
    private final Messages messages = new Messages();

    private Asked wanting(long rows) {
        Asked asked = demand.want(rows);
        asked.ask();
        return asked;
    }

    private boolean comes(Object[] row) {
        messages.come();
        return demand.takes(row);
    }

    private void comesNoRow() {
        messages.come();
        demand.another();
    }

    @Test
    void onlyTheFirstWishStartsTheStatement() {
        assertThat(demand.want(1).isFirst()).isTrue();
        assertThat(demand.want(1).isFirst()).isFalse();
    }

    @Test
    void oneMessageMoreIsAskedForThanRowsAreWanted() {
        wanting(2);
        demand.opened(messages);
        assertThat(messages.asked).hasValue(3);

        comesNoRow();
        assertThat(messages.asked).as("in the place of what was no row").hasValue(3);
        assertThat(comes(ROW)).isTrue();
        assertThat(messages.asked).hasValue(2);
        wanting(3);
        assertThat(messages.asked).hasValue(5);
    }

    @Test
    void whatIsWantedBeforeAnExchangeOpensIsAskedForOnceBySoMuchAsOpensIt() {
        wanting(2);
        Asked early = demand.want(3);
        demand.opened(messages);
        early.ask();

        assertThat(messages.asked).hasValue(6);
    }

    @Test
    void aRowAheadIsKeptForTheNextWish() {
        wanting(1);
        demand.opened(messages);
        assertThat(comes(ROW)).isTrue();
        assertThat(comes(OTHER)).as("nobody wants it yet").isFalse();
        assertThat(messages.asked).hasValue(0);

        Asked asked = wanting(2);
        assertThat(asked.row()).isSameAs(OTHER);
        assertThat(messages.asked).as("until it is given on").hasValue(0);
        assertThat(demand.given()).isFalse();
        assertThat(messages.asked).as("one row is still wanted").hasValue(2);
        assertThat(demand.want(1).row()).isNull();
    }

    @Test
    void nothingElseComesWhileTheRowAheadIsGivenOn() {
        wanting(1);
        demand.opened(messages);
        comes(ROW);
        comes(OTHER);

        wanting(1);
        assertThat(wanting(4).row()).isNull();
        assertThat(messages.asked).hasValue(0);
        assertThat(demand.given()).isFalse();
        assertThat(messages.asked).hasValue(5);
    }

    @Test
    void anEndThatComesWhileTheRowAheadIsGivenOnWaitsForIt() {
        wanting(1);
        demand.opened(messages);
        comes(ROW);
        comes(OTHER);
        wanting(1);

        assertThat(demand.ends()).isFalse();
        assertThat(demand.given()).isTrue();
        assertThat(demand.ends()).as("told once").isFalse();
    }

    @Test
    void anEndThatWaitedIsNotToldToNobody() {
        wanting(1);
        demand.opened(messages);
        comes(ROW);
        comes(OTHER);
        wanting(1);

        assertThat(demand.ends()).isFalse();
        demand.drop();
        assertThat(demand.given()).isFalse();
    }

    @Test
    void aPortalRunsOnOrWaitsAsRowsAreWanted() {
        wanting(3);
        demand.opened(messages);
        comes(ROW);
        assertThat(demand.suspended()).isEqualTo(Next.MORE);
        comes(ROW);
        comes(ROW);
        assertThat(demand.suspended()).isEqualTo(Next.WAIT);

        assertThat(demand.want(1).resumes()).isTrue();
        assertThat(demand.want(1).resumes()).as("it runs already").isFalse();
    }

    @Test
    void whoGivesUpWhileThePortalWaitsClosesIt() {
        wanting(1);
        demand.opened(messages);
        comes(ROW);
        comesNoRow();
        assertThat(demand.suspended()).isEqualTo(Next.WAIT);

        assertThat(demand.drop()).isTrue();
        assertThat(demand.drop()).as("told once").isFalse();
        assertThat(demand.want(1).resumes()).isFalse();
        assertThat(messages.asked).as("the rest is taken in").hasValue(Long.MAX_VALUE);
    }

    @Test
    void whoGivesUpWhileThePortalRunsHasItClosedWhenItWaits() {
        wanting(1);
        demand.opened(messages);

        assertThat(demand.drop()).isFalse();
        assertThat(comes(ROW)).as("given on to nobody").isFalse();
        assertThat(demand.suspended()).isEqualTo(Next.CLOSE);
        assertThat(demand.isHeard()).isFalse();
        assertThat(demand.ends()).as("told to nobody").isFalse();
    }

    @Test
    void whoGivesUpBeforeTheFirstWishStartsNothing() {
        assertThat(demand.drop()).isFalse();
        assertThat(demand.want(1).isFirst()).isFalse();
    }

    @Test
    void whoGivesUpBeforeAnExchangeOpensHasItTakenInWhole() {
        wanting(1);
        demand.drop();
        demand.opened(messages);

        assertThat(messages.asked).hasValue(Long.MAX_VALUE);
    }

    @Test
    void nothingIsAskedForAfterTheEnd() {
        wanting(1);
        demand.opened(messages);
        assertThat(demand.ends()).isTrue();
        assertThat(demand.ends()).isFalse();

        wanting(5);
        demand.another();
        assertThat(messages.asked).hasValue(2);
        assertThat(demand.takes(ROW)).isFalse();
    }

    @Test
    void allIsNeverUsedUp() {
        wanting(Long.MAX_VALUE);
        demand.opened(messages);
        assertThat(messages.asked).hasValue(Long.MAX_VALUE);
        for (int row = 0; row < 3; row++) {
            assertThat(demand.takes(ROW)).isTrue();
        }
        assertThat(demand.suspended()).isEqualTo(Next.MORE);
    }

    @Test
    void whatIsLeftIsTakenInWithoutLimit() {
        wanting(1);
        demand.opened(messages);
        demand.unlimited();
        assertThat(messages.asked).hasValue(Long.MAX_VALUE);
    }

    @Test
    void aStatementThatRunsAnewIsOwedWhatItWas() {
        wanting(4);
        demand.opened(messages);
        demand.reopen();
        wanting(1);
        assertThat(messages.asked).as("the exchange that is over").hasValue(5);

        Messages again = new Messages();
        demand.opened(again);
        assertThat(again.asked).hasValue(6);
    }
}
