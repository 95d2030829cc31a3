package io.granary.sql;

import io.granary.type.SqlType;
import io.granary.type.Types;
import org.jspecify.annotations.Nullable;

/**
 * The next number of a sequence.
 *
 * @param schema the sequence's schema; null for that of the session
 * @param sequence its name
 */
public record NextValue(@Nullable String schema, String sequence) implements Expression<Long> {

    @Override
    public SqlType<Long> type() {
        return Types.BIG_INTEGER;
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
