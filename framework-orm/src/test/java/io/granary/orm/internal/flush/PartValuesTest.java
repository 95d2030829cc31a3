package io.granary.orm.internal.flush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.granary.orm.Mappings;
import io.granary.orm.mapping.EntityMapping;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PartValuesTest {

    /** Its columns stand in a row image as they are declared. */
    @Entity
    static class Stone {

        @Id
        long id;

        int weight;

        @Nullable String name;
    }

    private final EntityMapping<Stone> mapping = Mappings.of(Stone.class).mapping(Stone.class);

    private Map<String, @Nullable Object> given(BitSet slots, @Nullable Object... image) {
        return PartValues.of(mapping, mapping.storedIn().get(0), slots).of(image);
    }

    private static BitSet slots(int... slots) {
        BitSet set = new BitSet();
        for (int slot : slots) {
            set.set(slot);
        }
        return set;
    }

    @Test
    void givesValuesOfAnImageByName() {
        Map<String, @Nullable Object> all = given(slots(0, 1, 2), 7L, 12, null);

        assertThat(all).containsExactly(entry("id", 7L), entry("weight", 12), entry("name", null));
        assertThat(all.get("weight")).isEqualTo(12);
        assertThat(all.containsKey("name")).isTrue();
        assertThat(all.keySet()).containsExactly("id", "weight", "name");
    }

    @Test
    void leavesOutWhatIsNotGiven() {
        Map<String, @Nullable Object> some = given(slots(1), 7L, 12, "x");

        assertThat(some).containsExactly(entry("weight", 12));
        assertThat(some.get("name")).isNull();
        assertThat(some.containsKey("name")).isFalse();
    }
}
