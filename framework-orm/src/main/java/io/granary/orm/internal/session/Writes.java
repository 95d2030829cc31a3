package io.granary.orm.internal.session;

import io.granary.sql.CompoundSelect;
import io.granary.sql.Cte;
import io.granary.sql.Executable;
import io.granary.sql.FromElement;
import io.granary.sql.Join;
import io.granary.sql.Select;
import io.granary.sql.Subquery;
import io.granary.sql.TableReference;

/** Tells whether a statement may change rows, as far as it can be seen: a text says nothing of itself, and a query may read what a statement within it returns. */
final class Writes {

    private Writes() {}

    static boolean may(Executable statement) {
        if (statement instanceof Select<?> select) {
            return select.ctes().stream().anyMatch(Writes::stands)
                    || select.froms().stream().anyMatch(Writes::stands)
                    || select.joins().stream().anyMatch(step -> stands(step.right()));
        }
        if (statement instanceof CompoundSelect compound) {
            return compound.queries().stream().anyMatch(Writes::may);
        }
        return true;
    }

    /** Whether one stands in FROM. */
    private static boolean stands(FromElement from) {
        if (from instanceof Cte cte) {
            return cte.definition().map(Writes::may).orElse(false);
        }
        if (from instanceof Subquery subquery) {
            return may(subquery.query());
        }
        if (from instanceof Join join) {
            return stands(join.left()) || stands(join.right());
        }
        return from instanceof TableReference table
                && table.standsFor().map(Writes::stands).orElse(false);
    }
}
