package io.granary.sql;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Two things in FROM joined.
 *
 * @param left one
 * @param kind how
 * @param right the other
 * @param on which rows go together; null for those of the one foreign key between them
 */
public record Join(
        FromElement left,
        JoinKind kind,
        FromElement right,
        @Nullable Expression<Boolean> on) implements FromElement {

    /** Checks that all is there. */
    public Join {
        requireNonNull(left, "left");
        requireNonNull(kind, "kind");
        requireNonNull(right, "right");
    }

    @Override
    public List<ColumnExpression<?>> columns() {
        List<ColumnExpression<?>> columns = new ArrayList<>(left.columns());
        columns.addAll(right.columns());
        return Collections.unmodifiableList(columns);
    }

    @Override
    public <R> R accept(FromVisitor<R> visitor) {
        return visitor.visit(this);
    }

    /** {@return both sides} */
    @Override
    public String toString() {
        return left + " " + kind.sql().toLowerCase(Locale.ROOT) + " " + right;
    }
}
