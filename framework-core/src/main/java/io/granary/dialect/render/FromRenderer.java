package io.granary.dialect.render;

import io.granary.dialect.Feature;
import io.granary.error.CompileException;
import io.granary.sql.Cte;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.FromVisitor;
import io.granary.sql.Join;
import io.granary.sql.JoinKind;
import io.granary.sql.Query;
import io.granary.sql.Sampling;
import io.granary.sql.Select;
import io.granary.sql.Sql;
import io.granary.sql.Subquery;
import io.granary.sql.TableAlias;
import io.granary.sql.TableFunction;
import io.granary.sql.TableReference;
import io.granary.sql.ValuesTable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Writes what stands in FROM. */
final class FromRenderer implements FromVisitor<Rendering> {

    private final Rendering to;
    private final Hints hints;

    /** Whether tables that stand for a part of their rows are queries: their conditions can stand nowhere else. */
    private boolean parts;

    private FromRenderer(Rendering to, Hints hints) {
        this.to = to;
        this.hints = hints;
    }

    static void write(List<FromElement> elements, Rendering to) {
        write(elements, Hints.NONE, to);
    }

    static void write(List<FromElement> elements, Hints hints, Rendering to) {
        FromRenderer renderer = new FromRenderer(to, hints);
        to.list(elements, element -> element.accept(renderer));
    }

    @Override
    public Rendering visit(TableReference table) {
        Runnable named = () -> table.standsFor()
                .ifPresentOrElse(rows -> rows.accept(this), () -> source(table, table, Optional.empty()));
        return part(table, named);
    }

    @Override
    public Rendering visit(TableAlias alias) {
        to.aliases().meet(alias.name());
        Runnable named = () -> {
            source(alias, alias.table(), Optional.of(alias.name()));
            alias.sampling().ifPresent(this::sample);
        };
        return part(alias, named);
    }

    /** A table, or the query that its rows come from, which has to have a name. */
    private void source(FromElement element, TableReference table, Optional<String> alias) {
        if (table.standsFor().isPresent() && alias.isPresent()) {
            unnamed(table.standsFor().get());
            to.sql(" AS ").name(alias.get());
            return;
        }
        Optional<Query> source = table.source();
        if (source.isEmpty()) {
            to.table(table);
            alias.ifPresent(name -> to.sql(" AS ").name(name));
            return;
        }
        to.sql("(");
        // The condition on its rows stands outside, for it is of the columns of all.
        to.restricted(null, () -> to.scopes().apart(() -> Statements.write(locked(source.get(), element), to)));
        to.aliases().meet(table.tableName());
        to.sql(") AS ").name(alias.orElse(table.tableName()));
    }

    private Query locked(Query source, FromElement element) {
        return source instanceof Select<?> select
                ? to.sourceLock(element).<Query>map(select::forUpdate).orElse(select)
                : source;
    }

    /** What a table stands for, without the name it has by itself. */
    private void unnamed(FromElement rows) {
        if (rows instanceof Subquery subquery) {
            query(subquery);
        } else {
            rows.accept(this);
        }
    }

    private Rendering part(FromElement element, Runnable table) {
        Optional<Expression<Boolean>> filter = parts ? RowFilters.of(element, to) : Optional.empty();
        Optional<Expression<Boolean>> condition = parts ? to.conditionOn(element) : Optional.empty();
        if (filter.isEmpty() && condition.isEmpty()) {
            table.run();
            return hints.behind(element, to);
        }
        to.sql("(SELECT * FROM ");
        table.run();
        to.criteria(" WHERE ", filter.stream().toList(), condition.stream().toList());
        return to.sql(") AS ").sql(FromNames.of(element, to));
    }

    private void sample(Sampling sampling) {
        to.grammar().require(Feature.TABLE_SAMPLE, "TABLESAMPLE");
        to.sql(" TABLESAMPLE " + sampling.method() + " ("
                + BigDecimal.valueOf(sampling.percent()).toPlainString() + ")");
        sampling.seed().ifPresent(seed -> to.sql(" REPEATABLE (" + seed + ")"));
    }

    @Override
    public Rendering visit(Join join) {
        if (join.kind() == JoinKind.FULL) {
            to.grammar().require(Feature.FULL_JOIN, "A full outer join");
        }
        boolean before = parts;
        parts |= !RowFilters.keepsLeft(join.kind());
        join.left().accept(this);
        to.sql(" " + join.kind().sql() + " ");
        boolean apart = parts || join.right() instanceof Join;
        if (join.right() instanceof Join) {
            parts = true;
            to.sql("(");
            join.right().accept(this);
            to.sql(")");
        } else {
            join.right().accept(this);
        }
        parts = before;
        if (join.kind() == JoinKind.CROSS) {
            return to;
        }
        Expression<Boolean> on = join.on() != null ? join.on() : ForeignKeyJoins.condition(join.left(), join.right());
        Optional<Expression<Boolean>> filter = apart ? Optional.empty() : RowFilters.of(join.right(), to);
        Expression<Boolean> all = filter.isEmpty() ? Sql.and(on) : Sql.and(on, filter.get());
        Optional<Expression<Boolean>> condition = apart ? Optional.empty() : to.conditionOn(join.right());
        return condition.isEmpty()
                ? to.sql(" ON ").expression(all)
                : to.criteria(" ON ", List.of(all), List.of(condition.get()));
    }

    @Override
    public Rendering visit(Subquery subquery) {
        subquery.name().ifPresent(to.aliases()::meet);
        query(subquery);
        return to.sql(" AS ").sql(FromNames.of(subquery, to));
    }

    private void query(Subquery subquery) {
        if (subquery.lateral()) {
            to.grammar().require(Feature.LATERAL, "LATERAL");
            to.sql("LATERAL (");
            Statements.write(subquery.query(), to);
        } else {
            to.sql("(");
            to.scopes().apart(() -> Statements.write(subquery.query(), to));
        }
        to.sql(")");
    }

    @Override
    public Rendering visit(Cte cte) {
        to.ctes().require(cte, to);
        to.aliases().meet(cte.name());
        return to.name(cte.name());
    }

    @Override
    public Rendering visit(ValuesTable values) {
        if (values.rows().isEmpty()) {
            throw CompileException.of(
                    values.name() + " has no rows.", "Give it one with row(...), or leave it out of the statement.");
        }
        to.aliases().meet(values.name());
        to.grammar().values(values, to);
        return to;
    }

    @Override
    public Rendering visit(TableFunction function) {
        to.grammar().require(Feature.TABLE_FUNCTIONS, "A function in FROM");
        to.aliases().meet(function.name());
        to.expression(function.call());
        if (function.ordinality()) {
            to.grammar().require(Feature.WITH_ORDINALITY, "WITH ORDINALITY");
            to.sql(" WITH ORDINALITY");
        }
        return to.sql(" AS ")
                .name(function.name())
                .sql(" (")
                .list(function.columns(), column -> to.name(column.name()))
                .sql(")");
    }
}
