package io.granary.dialect.render;

/**
 * Where the value for one marker comes from.
 *
 * @param name the parameter
 * @param element which value of its list, tuples laid end to end; -1 for the value itself
 */
public record Slot(String name, int element) {

    /** The element of a value that is not expanded. */
    public static final int WHOLE = -1;

    /**
     * {@return the slot of a value that is not expanded}
     *
     * @param name the parameter
     */
    public static Slot whole(String name) {
        return new Slot(name, WHOLE);
    }
}
