package io.granary.dialect.render;

import io.granary.dialect.Feature;
import io.granary.error.CompileException;
import io.granary.sql.Assignment;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Insert;
import io.granary.sql.OnConflict;
import io.granary.sql.Query;
import io.granary.sql.Segment;
import java.util.List;
import java.util.Optional;

/** Writes an upsert as MERGE. */
final class MergeRenderer {

    private final Rendering to;

    MergeRenderer(Rendering to) {
        this.to = to;
    }

    void write(Insert insert) {
        OnConflict conflict = insert.conflict().orElseThrow();
        if (conflict.constraint() != null) {
            to.grammar().require(Feature.CONFLICT_CONSTRAINT, "An upsert that names a constraint");
        }
        if (!conflict.indexCriteria().isEmpty()) {
            to.grammar().require(Feature.PARTIAL_INDEXES, "An upsert that says which rows are in an index");
        }
        List<? extends ColumnExpression<?>> keys =
                conflict.keys().isEmpty() ? insert.table().primaryKeyColumns() : conflict.keys();
        List<? extends ColumnExpression<?>> columns = columns(insert);
        for (ColumnExpression<?> key : keys) {
            if (!columns.contains(key)) {
                throw CompileException.of(
                        "An upsert of " + insert.table() + " gives no value for " + key.name()
                                + ", a column of its key.",
                        "Set it: H2 finds the row that is there by it.");
            }
        }
        to.sql("MERGE INTO ").table(insert.table()).sql(" USING (");
        source(insert);
        to.sql(") AS excluded (")
                .list(columns, column -> to.name(column.name()))
                .sql(") ON ");
        on(keys);
        matched(conflict);
        to.sql(" WHEN NOT MATCHED THEN INSERT (")
                .list(columns, column -> to.name(column.name()))
                .sql(") VALUES (")
                .list(columns, column -> to.sql("excluded.").name(column.name()))
                .sql(")");
    }

    private List<? extends ColumnExpression<?>> columns(Insert insert) {
        if (insert.query().isPresent()) {
            return insert.queryColumns();
        }
        return rows(insert).get(0).stream()
                .<ColumnExpression<?>>map(Assignment::column)
                .toList();
    }

    private List<List<Assignment>> rows(Insert insert) {
        return InsertRows.of(insert, to);
    }

    private void source(Insert insert) {
        Optional<Query> query = insert.query();
        if (query.isPresent()) {
            List<Segment> written = to.apart(() -> to.scopes().apart(() -> Statements.write(query.get(), to)));
            to.segments(to.ctes().takeClause(to)).segments(written);
            return;
        }
        to.sql("VALUES ")
                .list(rows(insert), row -> to.sql("(").list(row, this::typed).sql(")"));
    }

    private void typed(Assignment assignment) {
        H2Grammar.typed(assignment.value(), assignment.column().type(), () -> Assignments.value(assignment, to), to);
    }

    private void on(List<? extends ColumnExpression<?>> keys) {
        for (int i = 0; i < keys.size(); i++) {
            ColumnExpression<?> key = keys.get(i);
            to.sql(i == 0 ? "" : " AND ");
            FromNames.write(key, to).sql(" = excluded.").name(key.name());
        }
    }

    private void matched(OnConflict conflict) {
        if (conflict.updates().isEmpty()) {
            return;
        }
        to.sql(" WHEN MATCHED").criteria(" AND ", conflict.criteria()).sql(" THEN UPDATE SET ");
        Assignments.write(conflict.updates(), to);
    }
}
