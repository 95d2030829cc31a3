package io.granary.orm.mapping;

import io.granary.schema.Sequence;
import java.util.function.Supplier;

/** Where the keys of new objects come from. */
public sealed interface KeyGeneration {

    /** The program gives them. */
    record Assigned() implements KeyGeneration {}

    /** The database numbers rows as they are inserted. */
    record ByIdentity() implements KeyGeneration {}

    /**
     * A sequence of the database gives them, asked once for several.
     *
     * @param sequence which; it advances by that number
     * @param allocation how many keys come of one number of the sequence
     */
    record BySequence(Sequence sequence, int allocation) implements KeyGeneration {}

    /**
     * Something in the program makes them before the INSERT.
     *
     * @param source gives one at each call; safe for use by many threads
     */
    record BySupplier(Supplier<?> source) implements KeyGeneration {}
}
