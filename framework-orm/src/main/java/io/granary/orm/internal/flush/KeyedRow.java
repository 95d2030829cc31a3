package io.granary.orm.internal.flush;

import io.granary.orm.internal.identity.EntityKey;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that is changed.
 *
 * @param key which
 * @param values what is set, in the order of the slots that are
 * @param version the version that it has to have; null for any
 */
public record KeyedRow(
        EntityKey key,
        List<@Nullable Object> values,
        @Nullable Object version) {

    /** Copies the list. */
    public KeyedRow {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /**
     * {@return a row}
     *
     * @param key which
     * @param image its row image
     * @param slots what of it is set
     * @param version the version that it has to have; null for any
     */
    public static KeyedRow of(EntityKey key, @Nullable Object[] image, BitSet slots, @Nullable Object version) {
        List<@Nullable Object> values = new ArrayList<>();
        slots.stream().forEach(slot -> values.add(image[slot]));
        return new KeyedRow(key, values, version);
    }
}
