package io.granary.dialect.render;

import io.granary.error.CompileException;
import io.granary.sql.TypedNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays the values out by position, and finds out what a null would be of. */
public final class ValueArrays {

    private final Markers markers;
    private final List<Slot> slots;
    private final Map<String, Expansion> expansions;
    private final boolean nulInStrings;
    private final @Nullable Class<?>[] types;
    private final List<@Nullable Object[]> arrays = new ArrayList<>();

    private ValueArrays(Markers markers, Map<String, Expansion> expansions, boolean nulInStrings) {
        this.markers = markers;
        this.slots = markers.slots();
        this.expansions = expansions;
        this.nulInStrings = nulInStrings;
        this.types = new Class<?>[slots.size()];
    }

    /**
     * {@return the values of all sets}
     *
     * @param markers where each one's value comes from
     * @param expansions how lists expand, by name
     * @param sets the values
     * @param nulInStrings whether a string may hold the character NUL
     * @throws CompileException when one does and may not
     */
    public static ValueArrays of(
            Markers markers, Map<String, Expansion> expansions, BindValues sets, boolean nulInStrings) {
        ValueArrays arrays = new ValueArrays(markers, expansions, nulInStrings);
        for (int set = 0; set < sets.size(); set++) {
            arrays.add(sets, set);
        }
        return arrays;
    }

    private void add(BindValues sets, int set) {
        @Nullable Object[] array = new @Nullable Object[markers.size()];
        @Nullable Object[] @Nullable [] lists = lists(sets, set);
        for (int i = 0; i < array.length; i++) {
            int list = markers.listOf(i);
            @Nullable Object @Nullable [] elements = list < 0 ? null : lists[list];
            array[i] = bare(
                    i,
                    elements == null
                            ? sets.value(set, slots.get(i).name())
                            : elements[slots.get(i).element()]);
        }
        arrays.add(array);
    }

    /** The elements of the lists that have markers for them, as the driver takes them; null for what is no list. */
    private @Nullable Object[] @Nullable [] lists(BindValues sets, int set) {
        List<String> names = markers.lists();
        @Nullable Object[] @Nullable [] lists = new @Nullable Object[names.size()] @Nullable [];
        for (int i = 0; i < lists.length; i++) {
            String name = names.get(i);
            Expansion expansion = expansions.get(name);
            lists[i] = expansion == null ? null : sets.elements(set, name, expansion);
        }
        return lists;
    }

    private @Nullable Object bare(int position, @Nullable Object value) {
        if (value instanceof TypedNull typed) {
            types[position] = typed.type();
            return null;
        }
        if (value != null && types[position] == null) {
            types[position] = value.getClass();
        }
        if (!nulInStrings
                && value instanceof CharSequence text
                && text.toString().indexOf('\0') >= 0) {
            throw CompileException.of(
                    "The value of parameter '" + slots.get(position).name()
                            + "' holds the character NUL (U+0000), which this database's text types cannot store.",
                    "Remove it, or store the bytes in a binary column (byte[] to bytea).");
        }
        return value;
    }

    /** {@return one array for each set, one value for each marker} */
    public List<@Nullable Object[]> arrays() {
        return arrays;
    }

    /** {@return for each marker the class to bind a null as; {@code Object} where nothing is known} */
    public List<Class<?>> nullTypes() {
        if (Arrays.asList(types).contains(null)) {
            inferFromSiblings();
        }
        List<Class<?>> known = new ArrayList<>(types.length);
        for (Class<?> type : types) {
            known.add(type == null ? Object.class : type);
        }
        return known;
    }

    /** Elements of one list, and the same place of its tuples, are of one type. */
    private void inferFromSiblings() {
        Map<Slot, Class<?>> siblings = new HashMap<>();
        for (int i = 0; i < types.length; i++) {
            Class<?> type = types[i];
            if (type != null) {
                siblings.putIfAbsent(column(slots.get(i)), type);
            }
        }
        for (int i = 0; i < types.length; i++) {
            if (types[i] == null) {
                types[i] = siblings.get(column(slots.get(i)));
            }
        }
    }

    private Slot column(Slot slot) {
        int arity = expansions.getOrDefault(slot.name(), Expansion.NONE).arity();
        boolean tuple = slot.element() != Slot.WHOLE && arity > 0;
        return new Slot(slot.name(), tuple ? slot.element() % arity : 0);
    }
}
