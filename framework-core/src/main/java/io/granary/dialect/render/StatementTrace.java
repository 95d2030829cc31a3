package io.granary.dialect.render;

import io.granary.dialect.render.ShapeTrace.Mark;
import io.granary.sql.CompoundSelect;
import io.granary.sql.Cte;
import io.granary.sql.Delete;
import io.granary.sql.Executable;
import io.granary.sql.Insert;
import io.granary.sql.JoinStep;
import io.granary.sql.LockClause;
import io.granary.sql.OnConflict;
import io.granary.sql.SchemaStatement;
import io.granary.sql.Select;
import io.granary.sql.TextClause;
import io.granary.sql.TextSelect;
import io.granary.sql.Update;
import java.util.List;

/** Traces statements. */
final class StatementTrace implements Executable.Visitor<ShapeTrace> {

    private final ShapeTrace to;

    StatementTrace(ShapeTrace to) {
        this.to = to;
    }

    @Override
    public ShapeTrace visit(TextClause text) {
        return to.text(text);
    }

    @Override
    public ShapeTrace visit(Select<?> select) {
        to.token(Select.class);
        to.items(select.items());
        to.froms(select.froms());
        joins(select.joins());
        to.expressions(select.criteria());
        to.expressions(select.grouping());
        to.expressions(select.groupCriteria());
        to.terms(select.ordering());
        to.limit(select.rowLimit());
        rest(select);
        return to;
    }

    private void joins(List<JoinStep> joins) {
        for (JoinStep join : joins) {
            to.token(join.kind());
            to.from(join.left());
            to.from(join.right());
            to.expression(join.on());
        }
        to.token(Mark.END);
    }

    private void rest(Select<?> select) {
        to.token(select.isDistinct()).token(select.hints());
        to.expressions(select.distinctOn());
        if (select.lock().isPresent()) {
            LockClause lock = select.lock().get();
            to.token(lock.strength()).token(lock.waiting());
            to.froms(lock.of());
        }
        if (select.correlated().isPresent()) {
            to.token("correlated");
            to.froms(select.correlated().get());
        }
        ctes(select.ctes());
    }

    private void ctes(List<Cte> ctes) {
        ctes.forEach(to::from);
        to.token(Mark.END);
    }

    @Override
    public ShapeTrace visit(CompoundSelect compound) {
        to.token(compound.operator());
        compound.queries().forEach(to::statement);
        to.token(Mark.END);
        to.terms(compound.ordering());
        to.limit(compound.rowLimit());
        return to;
    }

    @Override
    public ShapeTrace visit(TextSelect text) {
        to.token(TextSelect.class);
        text.outputs().forEach(to::token);
        return visit(text.text());
    }

    @Override
    public ShapeTrace visit(Insert insert) {
        to.token(Insert.class);
        to.from(insert.table());
        insert.rows().forEach(to::assignments);
        to.token(Mark.END).token(insert.query().isPresent());
        if (insert.query().isPresent()) {
            to.expressions(insert.queryColumns());
            to.statement(insert.query().get());
        }
        if (insert.conflict().isPresent()) {
            conflict(insert.conflict().get());
        }
        to.items(insert.returned());
        ctes(insert.ctes());
        return to;
    }

    private void conflict(OnConflict conflict) {
        to.token(OnConflict.class).token(conflict.constraint()).token(conflict.settingGiven());
        to.expressions(conflict.keys());
        to.literally(conflict.indexCriteria());
        to.assignments(conflict.updates());
        to.expressions(conflict.criteria());
    }

    @Override
    public ShapeTrace visit(Update update) {
        to.token(Update.class);
        to.from(update.table());
        to.assignments(update.assignments());
        to.froms(update.others());
        to.expressions(update.criteria());
        to.items(update.returned());
        ctes(update.ctes());
        return to;
    }

    @Override
    public ShapeTrace visit(Delete delete) {
        to.token(Delete.class);
        to.from(delete.table());
        to.froms(delete.others());
        to.expressions(delete.criteria());
        to.items(delete.returned());
        ctes(delete.ctes());
        return to;
    }

    @Override
    public ShapeTrace visit(SchemaStatement statement) {
        to.token(statement);
        return to;
    }
}
