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
    void saysWhichLeaseIsTheFirstAndWhichTheLast() {
        assertThat(owners.add(ann, 1)).isTrue();
        assertThat(owners.add(ann, 2)).isFalse();
        assertThat(owners.remove(ann, 1)).isFalse();
        assertThat(owners.remove(ann, 2)).isTrue();
        assertThat(owners.add(ann, 3)).isTrue();
    }

    @Test
    void keepsOwnersApart() {
        owners.add(ann, 1);

        assertThat(owners.add(ben, 2)).isTrue();
        assertThat(owners.gone(ann)).containsExactly(1L);
        assertThat(owners.remove(ben, 2)).isTrue();
    }

    @Test
    void givesAllLeasesOfAnOwnerThatIsGoneAndForgetsIt() {
        owners.add(ann, 1);
        owners.add(ann, 2);

        assertThat(owners.gone(ann)).containsExactlyInAnyOrder(1L, 2L);
        assertThat(owners.gone(ann)).isEmpty();
        assertThat(owners.remove(ann, 1)).isFalse();
    }

    @Test
    void takesNoNoteOfALeaseItDoesNotKnow() {
        owners.add(ann, 1);

        assertThat(owners.remove(ann, 7)).isFalse();
        assertThat(owners.remove(ben, 1)).isFalse();
        assertThat(owners.gone(ann)).containsExactly(1L);
    }
}
