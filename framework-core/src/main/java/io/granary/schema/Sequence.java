package io.granary.schema;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;
import io.granary.sql.Expression;
import io.granary.sql.NextValue;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that a database gives out one after another, whatever becomes of the transactions that take them (SQL:2016, 4.25). Immutable:
 * each step gives a new one.
 *
 * @param schema the schema; null for that of the session
 * @param name its name
 * @param start the first number
 * @param increment the distance from one to the next
 * @param least the least number; null for the database's
 * @param greatest the greatest number; null for the database's
 * @param cycles whether it begins again behind the last number
 * @param cache how many numbers a session takes at a time; 0 for what the database does by itself
 */
public record Sequence(
        @Nullable String schema,
        String name,
        long start,
        long increment,
        @Nullable Long least,
        @Nullable Long greatest,
        boolean cycles,
        int cache) {

    /**
     * Checks the distance.
     *
     * @throws ArgumentException when it is 0
     */
    public Sequence {
        requireNonNull(name, "name");
        if (increment == 0) {
            throw ArgumentException.of("A sequence with increment 0 gives one number only.", "Give another one.");
        }
    }

    /**
     * {@return a sequence of 1, 2, 3 and so on}
     *
     * @param name its name
     */
    public static Sequence named(String name) {
        return new Sequence(null, name, 1, 1, null, null, false, 0);
    }

    /**
     * {@return this in a schema}
     *
     * @param other the schema; null for that of the session
     */
    public Sequence inSchema(@Nullable String other) {
        return new Sequence(other, name, start, increment, least, greatest, cycles, cache);
    }

    /**
     * {@return this with another first number}
     *
     * @param first the number
     */
    public Sequence startingAt(long first) {
        return new Sequence(schema, name, first, increment, least, greatest, cycles, cache);
    }

    /**
     * {@return this with another distance}
     *
     * @param distance not 0
     */
    public Sequence by(long distance) {
        return new Sequence(schema, name, start, distance, least, greatest, cycles, cache);
    }

    /**
     * {@return this between two numbers}
     *
     * @param first the least one; null for the database's
     * @param last the greatest one; null for the database's
     */
    public Sequence between(@Nullable Long first, @Nullable Long last) {
        return new Sequence(schema, name, start, increment, first, last, cycles, cache);
    }

    /** {@return this, beginning again behind the last number} */
    public Sequence cycling() {
        return new Sequence(schema, name, start, increment, least, greatest, true, cache);
    }

    /**
     * {@return this, of which each session takes several numbers at a time}
     *
     * @param numbers how many
     */
    public Sequence caching(int numbers) {
        return new Sequence(schema, name, start, increment, least, greatest, cycles, numbers);
    }

    /** {@return its next number, as an expression: in a SELECT, in an INSERT, or as what a column has by itself} */
    public Expression<Long> nextValue() {
        return new NextValue(schema, name);
    }

    /** {@return its name, behind that of its schema} */
    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
