package io.granary.schema;

import org.jspecify.annotations.Nullable;

/**
 * Comments on a table or a column, where that is a statement of its own; where it is not, comments are a part of CREATE TABLE.
 *
 * @param table which table
 * @param column which of its columns; null for the table itself
 * @param text the comment; null takes it away
 */
public record CommentOn(
        Table table, @Nullable Column<?> column, @Nullable String text) implements DdlStatement {

    @Override
    public <R> R accept(DdlVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
