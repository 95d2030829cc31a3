package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.CheckViolationException;
import org.junit.jupiter.api.Test;

class TransactingTest extends OnLibrary {

    @Test
    void commitsAScopeThatSucceeds() {
        await(Transacting.exchange(engine, 1, 2, 2));

        assertThat(copies()).containsExactly(1, 3, 0);
    }

    @Test
    void rollsBackAScopeThatFails() {
        assertThatThrownBy(() -> await(Transacting.exchange(engine, 1, 2, -2)))
                .hasCauseInstanceOf(CheckViolationException.class);

        assertThat(copies()).containsExactly(3, 1, 0);
    }

    @Test
    void keepsWhatWasCommittedOnTheWay() {
        await(Transacting.asYouGo(engine, 1));

        assertThat(copies()).containsExactly(2, 1, 0);
    }

    @Test
    void endsTransactionsByHand() {
        await(Transacting.unscoped(engine, 1));
        assertThatThrownBy(() -> await(Transacting.unscoped(engine, 3)))
                .hasCauseInstanceOf(CheckViolationException.class);

        assertThat(copies()).containsExactly(2, 1, 0);
        assertThat(await(engine.pool().status()).checkedOut()).isZero();
    }

    @Test
    void goesOnAfterASavepointFails() {
        await(Transacting.addOrCount(engine, 3, "Gilgamesh"));
        await(Transacting.addOrCount(engine, 4, "Beowulf"));

        assertThat(copies()).containsExactly(3, 1, 1, 2);
    }

    @Test
    void goesOnAfterARollback() {
        assertThat(await(engine.connect(Transacting::afterAnError))).contains(3L);
    }

    @Test
    void runsUnderOptionsOfItsOwn() {
        assertThat(await(Transacting.copies(engine))).contains(4L);
    }

    @Test
    void runsAgainWhatGotIntoTheWayOfAnother() {
        var one = Transacting.donate(engine, 3);
        var other = Transacting.donate(engine, 3);
        await(one);
        await(other);

        assertThat(copies()).containsExactly(3, 1, 2);
    }
}
