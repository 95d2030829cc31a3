package io.granary.stream.internal;

import io.granary.sql.Expression;
import io.granary.sql.ExpressionWalker;
import io.granary.sql.FunctionCall;
import io.granary.sql.Select;
import io.granary.sql.WindowCall;
import java.util.Locale;
import java.util.Set;

/**
 * Looks for what a query computes over several of its rows: aggregates and windows. Of a part of the rows they would give something else. Functions are known by their names; those of
 * the user's own, and what is written as text, are not.
 */
final class AcrossRows extends ExpressionWalker {

    private static final Set<String> AGGREGATES = Set.of(
            "any_value",
            "array_agg",
            "avg",
            "bit_and",
            "bit_or",
            "bit_xor",
            "bool_and",
            "bool_or",
            "corr",
            "count",
            "covar_pop",
            "covar_samp",
            "every",
            "group_concat",
            "json_agg",
            "json_arrayagg",
            "json_group_array",
            "json_group_object",
            "json_object_agg",
            "json_objectagg",
            "jsonb_agg",
            "jsonb_object_agg",
            "listagg",
            "max",
            "median",
            "min",
            "mode",
            "percentile_cont",
            "percentile_disc",
            "stddev",
            "stddev_pop",
            "stddev_samp",
            "string_agg",
            "sum",
            "total",
            "var_pop",
            "var_samp",
            "variance",
            "xmlagg");

    private boolean found;

    private AcrossRows() {}

    /** Whether a query has any. */
    static boolean isIn(Select<?> select) {
        AcrossRows look = new AcrossRows();
        select.items().forEach(item -> {
            if (item instanceof Expression<?> expression) {
                look.walk(expression);
            }
        });
        return look.found;
    }

    @Override
    public ExpressionWalker visit(FunctionCall<?> call) {
        String name = call.name().toLowerCase(Locale.ROOT);
        // SQLite's min and max of several values are functions of one row.
        boolean ofOneRow =
                (name.equals("min") || name.equals("max")) && call.arguments().size() > 1;
        found |= (AGGREGATES.contains(name) && !ofOneRow)
                || call.distinct()
                || call.filter() != null
                || !call.withinGroup().isEmpty();
        return super.visit(call);
    }

    @Override
    public ExpressionWalker visit(WindowCall<?> call) {
        found = true;
        return this;
    }
}
