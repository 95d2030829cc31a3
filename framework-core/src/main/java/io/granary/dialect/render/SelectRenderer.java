package io.granary.dialect.render;

import io.granary.dialect.Feature;
import io.granary.sql.FromElement;
import io.granary.sql.Hint;
import io.granary.sql.Select;
import java.util.List;

/** Writes a SELECT. */
final class SelectRenderer {

    private final Rendering to;

    SelectRenderer(Rendering to) {
        this.to = to;
    }

    Rendering write(Select<?> select) {
        select.ctes().forEach(cte -> to.ctes().require(cte, to));
        List<FromElement> from = FromClause.of(select, to.scopes());
        to.scopes().within(FromParts.of(from), () -> clauses(select, from));
        return to;
    }

    private void clauses(Select<?> select, List<FromElement> from) {
        to.sql("SELECT ");
        Hints hints = Hints.of(select.hints(), to.grammar().databaseName());
        hints.write(Hint.Place.PREFIX, "", " ", to);
        distinct(select);
        if (select.items().isEmpty()) {
            to.sql("*");
        } else {
            OutputList.write(select.items(), to);
        }
        if (!from.isEmpty()) {
            to.sql(" FROM ");
            to.locking(select.lock(), () -> FromRenderer.write(from, hints, to));
        }
        RowFilters.where(select.criteria(), from, to);
        if (!select.grouping().isEmpty()) {
            to.sql(" GROUP BY ").list(select.grouping());
        }
        to.criteria(" HAVING ", select.groupCriteria());
        if (!select.ordering().isEmpty()) {
            to.sql(" ORDER BY ");
            new OrderRenderer(to).terms(select.ordering(), select.outputs());
        }
        to.grammar().limit(select.rowLimit(), to);
        select.lock().ifPresent(lock -> {
            FromRules.checkLock(lock.of().isEmpty() ? List.copyOf(from) : lock.of());
            to.grammar().lock(lock, to);
        });
        hints.write(Hint.Place.SUFFIX, " ", "", to);
    }

    private void distinct(Select<?> select) {
        if (!select.distinctOn().isEmpty()) {
            to.grammar().require(Feature.DISTINCT_ON, "DISTINCT ON");
            to.sql("DISTINCT ON (").list(select.distinctOn()).sql(") ");
        } else if (select.isDistinct()) {
            to.sql("DISTINCT ");
        }
    }
}
