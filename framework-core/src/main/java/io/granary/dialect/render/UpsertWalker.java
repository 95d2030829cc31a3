package io.granary.dialect.render;

import io.granary.sql.Assignment;
import io.granary.sql.Exists;
import io.granary.sql.ExpressionWalker;
import io.granary.sql.Membership;
import io.granary.sql.OnConflict;
import io.granary.sql.Quantified;
import io.granary.sql.ScalarSubquery;

/** Finds out whether what becomes of a row depends on other rows, which a statement of many rows may see otherwise than one of a single row. */
final class UpsertWalker extends ExpressionWalker {

    private boolean queries;

    private UpsertWalker() {}

    static boolean looksAtOtherRows(OnConflict conflict) {
        UpsertWalker walker = new UpsertWalker();
        walker.walk(conflict.updates().stream().map(Assignment::value).toList());
        walker.walk(conflict.criteria());
        return walker.queries;
    }

    @Override
    public ExpressionWalker visit(Exists exists) {
        queries = true;
        return this;
    }

    @Override
    public ExpressionWalker visit(ScalarSubquery<?> subquery) {
        queries = true;
        return this;
    }

    @Override
    public ExpressionWalker visit(Quantified<?> quantified) {
        queries = true;
        return this;
    }

    @Override
    public ExpressionWalker visit(Membership membership) {
        queries |= membership.candidates() instanceof Membership.OfQuery;
        return super.visit(membership);
    }
}
