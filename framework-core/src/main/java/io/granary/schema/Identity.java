package io.granary.schema;

import io.granary.error.ArgumentException;

/**
 * How a database numbers rows ({@code GENERATED … AS IDENTITY}, SQL:2016, 11.4; {@code AUTO_INCREMENT} where it has only that, which takes no
 * notice of the numbers here).
 *
 * @param always whether a value that an INSERT gives is refused
 * @param start the first number
 * @param increment the distance from one to the next
 */
public record Identity(boolean always, long start, long increment) {

    /** From 1 on, where an INSERT gives no value. */
    public static final Identity BY_DEFAULT = new Identity(false, 1, 1);

    /** From 1 on, whatever an INSERT gives: it may give nothing. */
    public static final Identity ALWAYS = new Identity(true, 1, 1);

    /**
     * Checks the distance.
     *
     * @throws ArgumentException when it is 0
     */
    public Identity {
        if (increment == 0) {
            throw ArgumentException.of("An identity with increment 0 gives one number only.", "Give another one.");
        }
    }
}
