package io.granary.orm.internal.reading;

import io.granary.error.InvalidRequestException;
import io.granary.type.SqlType;
import io.granary.type.Types;

/** What a whole row of a mapped class is, which only a session can make. */
public final class RowType {

    private RowType() {}

    /**
     * {@return the type of the rows of a class}
     *
     * @param <E> the class
     * @param type the class
     */
    public static <E> SqlType<E> of(Class<E> type) {
        return Types.UNKNOWN.mapped(type, object -> object, value -> {
            throw InvalidRequestException.of(
                    "Objects of " + type.getSimpleName() + " are made by sessions, and this connection knows none.",
                    "Give the statement to a session, or select the columns.");
        });
    }
}
