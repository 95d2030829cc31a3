package io.granary.sql;

/**
 * Whether a query gives any row.
 *
 * @param query the query
 */
public record Exists(Query query) implements Condition {

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
