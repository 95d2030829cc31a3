package io.granary.orm.internal.identity;

import java.util.BitSet;

/**
 * Sets of places in a row image that are never changed once somebody has them, so that all objects of a class share those that most of them have: each
 * call gives a set that is there already where one is what is asked for.
 */
final class Slots {

    /** No place at all. */
    static final BitSet NONE = new BitSet();

    private Slots() {}

    /** {@return the places from 0 on} */
    static BitSet below(int end) {
        BitSet all = new BitSet(end);
        all.set(0, end);
        return all;
    }

    /** {@return the places of both} */
    static BitSet with(BitSet set, BitSet more) {
        if (more.isEmpty()) {
            return set;
        }
        if (set.isEmpty()) {
            return more;
        }
        BitSet both = own(set);
        both.or(more);
        return both.equals(set) ? set : both;
    }

    /** {@return the places of one that are not of the other} */
    static BitSet without(BitSet set, BitSet fewer) {
        if (!set.intersects(fewer)) {
            return set;
        }
        BitSet left = own(set);
        left.andNot(fewer);
        return left.isEmpty() ? NONE : left;
    }

    /** {@return the places of one but one} */
    static BitSet without(BitSet set, int slot) {
        if (!set.get(slot)) {
            return set;
        }
        BitSet left = own(set);
        left.clear(slot);
        return left;
    }

    /** {@return a set that its caller may change} */
    static BitSet own(BitSet set) {
        return (BitSet) set.clone();
    }
}
