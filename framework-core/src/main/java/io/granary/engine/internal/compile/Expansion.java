package io.granary.engine.internal.compile;

/**
 * How many markers a parameter becomes.
 *
 * @param count how many elements its list has; -1 when it is no list
 * @param arity how many values each element has, when the elements are tuples; zero when they are single values
 */
record Expansion(int count, int arity) {

    static final Expansion NONE = new Expansion(-1, 0);

    boolean isList() {
        return count >= 0;
    }

    /** As many markers as a use of it has. */
    long markers() {
        return (long) count * Math.max(1, arity);
    }
}
