package io.granary.dialect.render;

import io.granary.dialect.render.ShapeTrace.Mark;
import io.granary.sql.Cte;
import io.granary.sql.FromElement;
import io.granary.sql.FromVisitor;
import io.granary.sql.Join;
import io.granary.sql.Subquery;
import io.granary.sql.TableAlias;
import io.granary.sql.TableFunction;
import io.granary.sql.TableReference;
import io.granary.sql.ValuesTable;

/** Traces what stands in FROM. A query or the like that stands in a statement twice is traced once. */
final class FromTrace implements FromVisitor<ShapeTrace> {

    private final ShapeTrace to;

    FromTrace(ShapeTrace to) {
        this.to = to;
    }

    @Override
    public ShapeTrace visit(TableReference table) {
        return to.table(table).restrict(table);
    }

    @Override
    public ShapeTrace visit(TableAlias alias) {
        to.token(TableAlias.class).table(alias.table()).token(alias.name()).token(alias.sampling());
        return to.restrict(alias);
    }

    @Override
    public ShapeTrace visit(Join join) {
        to.token(join.kind());
        to.from(join.left());
        to.from(join.right());
        to.expression(join.on());
        return to;
    }

    @Override
    public ShapeTrace visit(Subquery subquery) {
        if (to.isNew(subquery)) {
            to.token(Subquery.class).token(subquery.name()).token(subquery.lateral());
            to.statement(subquery.query());
        }
        return to;
    }

    @Override
    public ShapeTrace visit(Cte cte) {
        if (to.isNew(cte)) {
            to.token(Cte.class)
                    .token(cte.name())
                    .token(cte.recursive())
                    .token(cte.materialization())
                    .token(cte.definition().isPresent());
            cte.definition().ifPresent(definition -> to.statement(definition));
        }
        return to;
    }

    @Override
    public ShapeTrace visit(ValuesTable values) {
        if (to.isNew(values)) {
            to.token(ValuesTable.class).token(values.name());
            columns(values);
            values.rows().forEach(to::expressions);
            to.token(Mark.END);
        }
        return to;
    }

    @Override
    public ShapeTrace visit(TableFunction function) {
        if (to.isNew(function)) {
            to.token(TableFunction.class).token(function.name()).token(function.ordinality());
            columns(function);
            to.expression(function.call());
        }
        return to;
    }

    private void columns(FromElement element) {
        element.columns().forEach(column -> to.token(column.name()).token(column.type()));
        to.token(Mark.END);
    }
}
