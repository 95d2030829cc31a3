package io.granary.sql;

/** True and false, as the database writes them. */
public enum BooleanConstant implements Condition {
    /** True for every row. */
    TRUE,
    /** True for no row. */
    FALSE;

    @Override
    public Condition not() {
        return this == TRUE ? FALSE : TRUE;
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
