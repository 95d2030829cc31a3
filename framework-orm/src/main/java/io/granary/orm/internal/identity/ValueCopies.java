package io.granary.orm.internal.identity;

import io.granary.type.SqlType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How values of a type are kept and compared. */
final class ValueCopies {

    private static final ValueCopies PLAIN = new ValueCopies();

    private ValueCopies() {}

    static ValueCopies of(SqlType<?> type) {
        return PLAIN;
    }

    @Nullable Object copy(@Nullable Object value) {
        return value;
    }

    boolean same(@Nullable Object current, @Nullable Object snapshot) {
        return Objects.deepEquals(current, snapshot);
    }
}
