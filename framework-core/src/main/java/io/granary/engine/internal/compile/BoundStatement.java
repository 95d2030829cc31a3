package io.granary.engine.internal.compile;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement and its values, ready for the driver.
 *
 * @param compiled what was compiled, before tags
 * @param sql what to send, tags included
 * @param values one array for each parameter set, one value for each marker; never empty. The arrays are the receiver's to read, not
 *     to change
 * @param nullTypes for each marker the class to bind a null as: that of the {@link io.granary.sql.TypedNull}, else of the value
 *     another set or element has in that place, else {@code Object}
 * @param returned how the rows that it returns are put into order; empty where they come as they come
 * @param further statements that are run behind it and whose results belong to its own, as the pages of an INSERT of many rows
 * @param origin where in the program it is executed; null where that is not asked for
 * @param inserted what is known of the row that it inserts; empty where it inserts none, or nothing is known of its table
 */
public record BoundStatement(
        CompiledStatement compiled,
        String sql,
        List<@Nullable Object[]> values,
        List<Class<?>> nullTypes,
        Optional<InsertedRow> inserted,
        Optional<ReturnedRows> returned,
        List<BoundStatement> further,
        @Nullable String origin) {

    /** Copies the lists. */
    public BoundStatement {
        values = List.copyOf(values);
        nullTypes = List.copyOf(nullTypes);
        further = List.copyOf(further);
    }

    /** A statement by itself, of which no more is known. */
    BoundStatement(CompiledStatement compiled, String sql, List<@Nullable Object[]> values, List<Class<?>> nullTypes) {
        this(compiled, sql, values, nullTypes, Optional.empty(), Optional.empty(), List.of(), null);
    }

    BoundStatement followedBy(List<BoundStatement> others) {
        return new BoundStatement(compiled, sql, values, nullTypes, inserted, returned, others, origin);
    }

    /** {@return this; with no place for a value as many statements as there are sets: a driver that is given nothing for each of them executes it once} */
    BoundStatement forEachSet() {
        if (values.size() == 1 || values.get(0).length > 0) {
            return this;
        }
        BoundStatement once =
                new BoundStatement(compiled, sql, values.subList(0, 1), nullTypes, inserted, returned, further, origin);
        return once.followedBy(Collections.nCopies(values.size() - 1, once));
    }

    /**
     * {@return this, with word of where it is executed}
     *
     * @param place in the program
     */
    public BoundStatement from(String place) {
        return new BoundStatement(
                compiled,
                sql,
                values,
                nullTypes,
                inserted,
                returned,
                further.stream().map(page -> page.from(place)).toList(),
                place);
    }

    /** {@return whether it is to be executed once for each of several parameter sets} */
    public boolean isBatch() {
        return values.size() > 1 || !further.isEmpty();
    }

    /** {@return whether it is done or not done by the server's word alone: what comes back cannot be refused here} */
    public boolean isAlone() {
        return !isBatch() && returned.isEmpty();
    }
}
