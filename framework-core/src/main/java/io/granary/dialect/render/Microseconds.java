package io.granary.dialect.render;

import io.granary.error.DataException;
import io.granary.error.DatabaseError;
import java.time.Duration;

/** Lengths of time as whole numbers. */
final class Microseconds {

    private Microseconds() {}

    /**
     * {@return how many they are}
     *
     * @throws DataException if they are too many for 64 bits
     */
    static long of(Duration time) {
        try {
            return Math.addExact(Math.multiplyExact(time.getSeconds(), 1_000_000L), time.getNano() / 1000);
        } catch (ArithmeticException tooLong) {
            throw new DataException(
                    new DatabaseError(
                            "a Duration is stored here as the number of its microseconds, in a column of 64 bits, which takes up to"
                                    + " 106751991 days, forward or back, and was given of " + time.toDays() + " days",
                            "22015",
                            0,
                            null,
                            null,
                            null,
                            false),
                    tooLong);
        }
    }
}
