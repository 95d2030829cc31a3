package io.granary.dialect.render;

import io.granary.dialect.Feature;
import io.granary.sql.Delete;
import io.granary.sql.FromElement;
import java.util.ArrayList;
import java.util.List;

/** Writes a DELETE. */
final class DeleteRenderer {

    private final Rendering to;

    DeleteRenderer(Rendering to) {
        this.to = to;
    }

    Rendering write(Delete delete) {
        Targets.requireTable(delete.table());
        delete.ctes().forEach(cte -> to.ctes().require(cte, to));
        List<FromElement> others = Targets.others(delete.table(), delete.others(), delete.criteria());
        List<FromElement> seen = new ArrayList<>(others);
        seen.add(delete.table());
        Runnable whole = () -> to.scopes().within(FromParts.of(seen), () -> clauses(delete, others, seen));
        to.grammar().returning(delete.table(), delete.returned(), Feature.DELETE_RETURNING, whole, to);
        return to;
    }

    private void clauses(Delete delete, List<FromElement> others, List<FromElement> seen) {
        Runnable target = () -> to.table(delete.table());
        Runnable criteria = () -> RowFilters.where(delete.criteria(), seen, to);
        if (others.isEmpty()) {
            to.sql("DELETE FROM ");
            target.run();
            criteria.run();
        } else {
            to.grammar().deleteOthers(target, () -> FromRenderer.write(others, to), criteria, to);
        }
    }
}
