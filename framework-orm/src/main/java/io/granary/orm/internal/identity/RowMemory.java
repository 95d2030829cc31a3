package io.granary.orm.internal.identity;

import io.granary.orm.mapping.EntityMapping;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How the values of a class's rows are remembered. Immutable, and found once for each class. */
final class RowMemory {

    private static final Map<EntityMapping<?>, RowMemory> KNOWN = new ConcurrentHashMap<>();

    private final ValueCopies[] values;
    private final BitSet all;
    private final BitSet besidesKey;

    /** Those of the key that the object itself has, and that hold times. */
    private final BitSet keyTimes = new BitSet();

    private final BitSet relationships;
    private final Related[] unloaded;

    /** Those that could change within, and are copied for that. */
    private final BitSet changing = new BitSet();

    private RowMemory(EntityMapping<?> mapping) {
        this.values = mapping.columns().stream()
                .map(column -> ValueCopies.of(column.column().type()))
                .toArray(ValueCopies[]::new);
        this.all = Slots.below(values.length);
        this.besidesKey = Slots.own(all);
        mapping.key().forEach(column -> {
            besidesKey.clear(column.slot());
            keyTimes.set(column.slot(), !column.reference() && KeyTimes.has(column));
        });
        this.relationships = Slots.below(mapping.relationships().size());
        this.unloaded = new Related[mapping.relationships().size()];
        Arrays.fill(unloaded, Related.UNLOADED);
        for (int slot = 0; slot < values.length; slot++) {
            changing.set(slot, values[slot].copies());
        }
    }

    /** Looks first, for to compute takes a lock even where there is nothing to compute. */
    static RowMemory of(EntityMapping<?> mapping) {
        RowMemory known = KNOWN.get(mapping);
        return known == null ? KNOWN.computeIfAbsent(mapping, RowMemory::new) : known;
    }

    ValueCopies of(int slot) {
        return values[slot];
    }

    /** All slots; never changed. */
    BitSet all() {
        return all;
    }

    /** Whether a set is the one that objects share where all is known: told by a look. */
    @SuppressWarnings("ReferenceEquality")
    boolean isAll(BitSet slots) {
        return slots == all;
    }

    /** All slots but those of the key; never changed. */
    BitSet besidesKey() {
        return besidesKey;
    }

    /** The slots of the key that hold times, but for references; never changed. */
    BitSet keyTimes() {
        return keyTimes;
    }

    /** The places of all relationships; never changed. */
    BitSet relationships() {
        return relationships;
    }

    /** What an object's relationships have of which nothing is known. */
    Related[] unloaded() {
        return unloaded.length == 0 ? unloaded : unloaded.clone();
    }

    /** The slots of both, of which the second may change later; the set of all of them where it is all. */
    BitSet with(BitSet slots, BitSet more) {
        return isAll(slots) || slots.equals(all) || more.equals(all) ? all : Slots.with(slots, Slots.own(more));
    }

    /** Replaces values of a row image by such as nobody else changes. */
    void copy(@Nullable Object[] image) {
        for (int slot = changing.nextSetBit(0); slot >= 0; slot = changing.nextSetBit(slot + 1)) {
            image[slot] = values[slot].copy(image[slot]);
        }
    }
}
