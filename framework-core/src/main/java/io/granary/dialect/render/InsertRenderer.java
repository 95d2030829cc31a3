package io.granary.dialect.render;

import io.granary.dialect.Feature;
import io.granary.error.InvalidRequestException;
import io.granary.sql.Assignment;
import io.granary.sql.Bind;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Insert;
import io.granary.sql.OnConflict;
import io.granary.sql.Query;
import io.granary.sql.Segment;
import io.granary.sql.SelectItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes an INSERT. */
final class InsertRenderer {

    private final Rendering to;

    InsertRenderer(Rendering to) {
        this.to = to;
    }

    Rendering write(Insert given) {
        Targets.requireTable(given.table());
        Insert insert = settled(given);
        boolean wantsKey = to.takeWantsKey();
        boolean wantsPages = to.takeWantsPages();
        insert.ctes().forEach(cte -> to.ctes().require(cte, to));
        if (wantsPages) {
            pages(insert);
        }
        List<SelectItem> returned = new ArrayList<>(wantsKey ? key(insert) : insert.returned());
        if (to.paging().filter(pages -> !pages.sentinel().isEmpty()).isPresent()) {
            returned.addAll(insert.table().primaryKeyColumns());
        }
        to.grammar().returning(insert.table(), returned, Feature.INSERT_RETURNING, () -> rows(insert), to);
        return to;
    }

    /** An upsert changes what it is given, which is known now. */
    private Insert settled(Insert insert) {
        if (insert.conflict().filter(OnConflict::settingGiven).isEmpty()) {
            return insert;
        }
        List<ColumnExpression<?>> given = InsertRows.given(insert, to);
        if (given.isEmpty()) {
            throw InvalidRequestException.of(
                    "An upsert of " + insert.table() + " needs to know its columns, and none is set.",
                    "Give it values by set(...), values(...), fromSelect(...), or at its execution.");
        }
        return insert.settled(given);
    }

    /** Finds out whether it can be written for many rows. */
    private void pages(Insert insert) {
        List<Assignment> row = InsertRows.of(insert, to).get(0);
        if (!row.isEmpty() && row.stream().allMatch(assignment -> assignment.value() instanceof Bind<?>)) {
            Paging.of(insert, row, to.grammar().takesArraysOf(row), to)
                    .flatMap(pages -> insert.conflict()
                            .map(conflict -> upserting(pages, conflict, row))
                            .orElse(Optional.of(pages)))
                    .ifPresent(to::paging);
        }
    }

    private Optional<Paging> upserting(Paging pages, OnConflict conflict, List<Assignment> row) {
        return switch (to.grammar().upsertPages(conflict)) {
            case OF_ANY_ROWS -> Optional.of(pages);
            case OF_DISTINCT_KEYS -> pages.ofDistinct(conflict.keys(), row);
            case NONE -> Optional.empty();
        };
    }

    /** What has to be returned for the key of the row to be known. */
    private List<SelectItem> key(Insert insert) {
        List<List<Assignment>> rows = InsertRows.of(insert, to);
        Optional<InsertedKey> key = InsertedKey.of(insert, rows.get(0), to);
        key.ifPresent(to::insertedKey);
        return key.filter(known -> known.fetch() == InsertedKey.Fetch.RETURNING)
                .map(known -> known.missing(insert))
                .orElse(List.of());
    }

    private void rows(Insert insert) {
        if (insert.conflict().isPresent()) {
            to.grammar().upsert(insert, rendering -> body(insert), to);
        } else {
            body(insert);
        }
    }

    private void body(Insert insert) {
        to.sql("INSERT INTO ").table(insert.table());
        if (insert.query().isPresent()) {
            columns(insert.queryColumns());
            query(insert.query().get());
            return;
        }
        List<List<Assignment>> rows = InsertRows.of(insert, to);
        if (rows.isEmpty() || rows.get(0).isEmpty()) {
            to.grammar().defaultValues(to);
            return;
        }
        columns(rows.get(0).stream()
                .<ColumnExpression<?>>map(Assignment::column)
                .toList());
        if (to.paging().isPresent()) {
            to.grammar().page(rows.get(0), to.paging().get().arrays(), to);
            return;
        }
        to.sql(" VALUES ")
                .list(
                        rows,
                        row -> to.sql("(")
                                .list(row, assignment -> Assignments.value(assignment, to))
                                .sql(")"));
    }

    /** Where common table expressions may not stand before an INSERT, they stand before its query. */
    private void query(Query query) {
        List<Segment> written = to.apart(() -> to.scopes().apart(() -> Statements.write(query, to)));
        to.sql(" ");
        if (!to.grammar().supports(Feature.WITH_BEFORE_INSERT)) {
            to.segments(to.ctes().takeClause(to));
        }
        to.segments(written);
    }

    private void columns(List<? extends ColumnExpression<?>> columns) {
        to.sql(" (").list(columns, column -> to.name(column.name())).sql(")");
    }
}
