package io.granary.orm.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.Mappings;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingObjectsTest {

    @Entity
    static class Thing {

        @Id
        long id;
    }

    private static final Mappings MAPPINGS = Mappings.of(Thing.class);

    private final PendingObjects pending = new PendingObjects();

    private static InstanceState state() {
        return new InstanceState(MAPPINGS.mapping(Thing.class), new Thing());
    }

    private List<InstanceState> add(int count) {
        List<InstanceState> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            added.add(state());
        }
        pending.addAll(added);
        return added;
    }

    @Test
    void keepsTheOrderInWhichTheyCame() {
        assertThat(pending).isEmpty();
        List<InstanceState> added = add(5);
        assertThat(pending).containsExactlyElementsOf(added);
    }

    @Test
    void letsGoOfAnyAndTakesItAgainBehindTheOthers() {
        List<InstanceState> added = add(4);
        pending.remove(added.get(1));
        assertThat(pending).containsExactly(added.get(0), added.get(2), added.get(3));
        pending.add(added.get(1));
        assertThat(pending).containsExactly(added.get(0), added.get(2), added.get(3), added.get(1));
        pending.remove(added.get(1));
        pending.remove(added.get(3));
        assertThat(pending).containsExactly(added.get(0), added.get(2));
    }

    @Test
    void placesOfThoseThatWentAreTakenBack() {
        InstanceState stays = state();
        pending.add(stays);
        for (int i = 0; i < 1000; i++) {
            InstanceState passes = state();
            pending.add(passes);
            assertThat(passes.waitsAt()).isLessThan(100);
            pending.remove(passes);
        }
        List<InstanceState> more = add(100);
        pending.remove(stays);
        assertThat(pending).containsExactlyElementsOf(more);
        more.forEach(pending::remove);
        assertThat(pending).isEmpty();
    }
}
