package io.granary.engine.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.testkit.fixtures.Actors;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;

@Actors
class OwnersTest {

    private final Owners owners = new Owners();
    private final ActorRef<String> ann;
    private final ActorRef<String> ben;

    OwnersTest(ActorTestKit kit) {
        ann = kit.<String>createTestProbe().getRef();
        ben = kit.<String>createTestProbe().getRef();
    }

    @Test
    void hasAnOwnerWatchedOnceHoweverOftenItComesBack() {
        assertThat(owners.add(ann, 1)).isTrue();
        assertThat(owners.add(ann, 2)).isFalse();
        assertThat(owners.remove(ann, 1)).isEmpty();
        assertThat(owners.remove(ann, 2)).isEmpty();
        assertThat(owners.add(ann, 3)).isFalse();
        assertThat(owners.gone(ann)).containsExactly(3L);
        assertThat(owners.add(ann, 4)).isTrue();
    }

    @Test
    void letsGoOfWhoHasHeldNothingForLongest(ActorTestKit kit) {
        owners.add(ann, 1);
        owners.remove(ann, 1);
        owners.add(ben, 2);
        for (long lease = 3; lease < Owners.MOST_RESTING + 2; lease++) {
            ActorRef<?> other = kit.<String>createTestProbe().getRef();
            owners.add(other, lease);
            assertThat(owners.remove(other, lease)).isEmpty();
        }

        assertThat(owners.all()).hasSize(Owners.MOST_RESTING + 1);
        assertThat(owners.remove(ben, 2)).contains(ann);
        assertThat(owners.all()).hasSize(Owners.MOST_RESTING).contains(ben).doesNotContain(ann);
        assertThat(owners.add(ann, 1000)).isTrue();
    }

    @Test
    void forgetsWhoEndsWhileItHoldsNothing() {
        owners.add(ann, 1);
        owners.remove(ann, 1);

        assertThat(owners.gone(ann)).isEmpty();
        assertThat(owners.all()).isEmpty();
        assertThat(owners.add(ann, 2)).isTrue();
    }

    @Test
    void keepsOwnersApart() {
        owners.add(ann, 1);

        assertThat(owners.add(ben, 2)).isTrue();
        assertThat(owners.gone(ann)).containsExactly(1L);
        assertThat(owners.gone(ben)).containsExactly(2L);
    }

    @Test
    void givesAllLeasesOfAnOwnerThatIsGoneAndForgetsIt() {
        owners.add(ann, 1);
        owners.add(ann, 2);

        assertThat(owners.gone(ann)).containsExactlyInAnyOrder(1L, 2L);
        assertThat(owners.gone(ann)).isEmpty();
        assertThat(owners.remove(ann, 1)).isEmpty();
    }

    @Test
    void takesNoNoteOfALeaseItDoesNotKnow() {
        owners.add(ann, 1);

        assertThat(owners.remove(ann, 7)).isEmpty();
        assertThat(owners.remove(ben, 1)).isEmpty();
        assertThat(owners.gone(ann)).containsExactly(1L);
    }
}
