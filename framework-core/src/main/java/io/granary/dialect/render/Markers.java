package io.granary.dialect.render;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The markers of a text: where each one's value comes from. Which lists they take elements of is found once for a text and not for each execution, for a page of an
 * INSERT has hundreds of them. Immutable.
 */
public final class Markers {

    private static final int NONE = -1;

    private final List<Slot> slots;
    private final List<String> lists;
    private final int[] listOf;

    private Markers(List<Slot> slots, List<String> lists, int[] listOf) {
        this.slots = slots;
        this.lists = lists;
        this.listOf = listOf;
    }

    /**
     * {@return the markers of a text}
     *
     * @param slots where each one's value comes from, in the order of the text
     */
    public static Markers of(List<Slot> slots) {
        Map<String, Integer> lists = new HashMap<>();
        List<String> names = new ArrayList<>();
        int[] listOf = new int[slots.size()];
        for (int i = 0; i < listOf.length; i++) {
            Slot slot = slots.get(i);
            if (slot.element() == Slot.WHOLE) {
                listOf[i] = NONE;
                continue;
            }
            Integer known = lists.putIfAbsent(slot.name(), names.size());
            listOf[i] = known == null ? names.size() : known;
            if (known == null) {
                names.add(slot.name());
            }
        }
        return new Markers(List.copyOf(slots), List.copyOf(names), listOf);
    }

    /** {@return where each marker's value comes from} */
    public List<Slot> slots() {
        return slots;
    }

    int size() {
        return listOf.length;
    }

    /** {@return the names of the lists whose elements have markers} */
    List<String> lists() {
        return lists;
    }

    /** {@return the place among {@link #lists} of the one that a marker takes an element of; negative where it takes a whole value} */
    int listOf(int marker) {
        return listOf[marker];
    }
}
