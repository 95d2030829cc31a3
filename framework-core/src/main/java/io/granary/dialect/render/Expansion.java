package io.granary.dialect.render;

/**
 * How many markers a parameter becomes.
 *
 * @param count how many elements its list has; -1 when it is no list
 * @param arity how many values each element has, when the elements are tuples; zero when they are single values
 */
public record Expansion(int count, int arity) {

    /** What is no list. */
    public static final Expansion NONE = new Expansion(-1, 0);

    /** {@return whether it is a list} */
    public boolean isList() {
        return count >= 0;
    }

    /** {@return as many markers as a use of it has} */
    public long markers() {
        return (long) count * Math.max(1, arity);
    }
}
