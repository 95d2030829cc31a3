package io.granary.dialect.render;

import io.granary.dialect.Feature;
import io.granary.error.CompileException;
import io.granary.schema.NameLength;
import io.granary.sql.Bind;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Delete;
import io.granary.sql.Executable;
import io.granary.sql.Expression;
import io.granary.sql.Insert;
import io.granary.sql.Query;
import io.granary.sql.Segment;
import io.granary.sql.SelectItems;
import io.granary.sql.StatementShape;
import io.granary.sql.StatementVerb;
import io.granary.sql.Update;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes whole statements for one database. Thread-safe. */
public final class StatementRenderer {

    private final Grammar grammar;

    /**
     * A renderer.
     *
     * @param grammar how the database writes
     */
    public StatementRenderer(Grammar grammar) {
        this.grammar = grammar;
    }

    /** {@return how many characters a name may have} */
    public NameLength nameLength() {
        return grammar.nameLength();
    }

    /**
     * {@return a name as the database takes it, quoted where it must be}
     *
     * @param name as it was given
     */
    public String quoted(String name) {
        return grammar.identifier(name);
    }

    /**
     * {@return a statement, written}
     *
     * @param statement which; no text
     * @param key its shape, with the places for values in their order
     * @throws io.granary.error.CompileException when it cannot be written for this database; names the feature that is missing
     */
    public RenderedStatement render(Executable statement, ShapeKey key) {
        AliasNames names = new AliasNames(Set.of());
        RenderedStatement rendered = render(statement, key, names);
        return names.meetOthers() ? render(statement, key, new AliasNames(names.met())) : rendered;
    }

    private RenderedStatement render(Executable statement, ShapeKey key, AliasNames names) {
        Rendering to = new Rendering(grammar, key.parameters(), names);
        if (statement instanceof Insert insert && key.execution() == Execution.ONE_SET && tellsKey(insert)) {
            to.wantKey();
        }
        if (statement instanceof Insert insert && key.execution() == Execution.SEVERAL_SETS && isPlain(insert, key)) {
            to.wantPages();
        }
        List<Segment> body = to.apart(() -> Statements.write(statement, to));
        refuseUnconsumed(statement, key.parameters(), to);
        List<Segment> ctes = to.ctes().takeClause(to);
        if (!ctes.isEmpty() && !(statement instanceof Query)) {
            Feature needed = statement instanceof Insert ? Feature.WITH_BEFORE_INSERT : Feature.WITH_BEFORE_DML;
            grammar.require(needed, "WITH before a statement that changes rows");
        }
        to.segments(ctes).segments(body);
        List<Expression<?>> outputs = to.insertedKey()
                .filter(known -> known.fetch() == InsertedKey.Fetch.RETURNING)
                .map(known -> SelectItems.outputs(known.missing((Insert) statement)))
                .orElseGet(() -> outputs(statement));
        return new RenderedStatement(
                to.written(),
                outputs,
                outputs.isEmpty() ? StatementShape.COUNT : StatementShape.ROWS,
                verb(statement),
                key.binds().stream().map(to.binds()::known).toList(),
                to.binds().types(),
                to.binds().suppliers(),
                to.insertedKey(),
                to.paging());
    }

    /** What stands beside the rows of a page has to be the same for all of them. */
    private boolean isPlain(Insert insert, ShapeKey key) {
        return insert.rows().isEmpty()
                && insert.query().isEmpty()
                && key.binds().stream().allMatch(Bind::hasValue)
                && insert.conflict()
                        .map(conflict -> insert.returned().isEmpty() && !UpsertWalker.looksAtOtherRows(conflict))
                        .orElse(true);
    }

    private static boolean tellsKey(Insert insert) {
        return insert.returned().isEmpty()
                && insert.query().isEmpty()
                && insert.rows().size() <= 1;
    }

    /** What the execution gives is a column or a parameter. */
    private static void refuseUnconsumed(Executable statement, List<String> given, Rendering to) {
        List<ColumnExpression<?>> columns = statement instanceof Insert insert
                ? WrittenColumns.of(insert.table())
                : statement instanceof Update update ? WrittenColumns.of(update.table()) : List.of();
        String unconsumed = given.stream()
                .filter(name -> !to.binds().isKnown(name))
                .filter(name ->
                        columns.stream().noneMatch(column -> column.key().equals(name)))
                .collect(Collectors.joining(", "));
        if (!unconsumed.isEmpty()) {
            throw CompileException.of(
                    "Unconsumed column names: " + unconsumed + "; there are no such columns and no such parameters.",
                    "The columns are "
                            + columns.stream().map(ColumnExpression::key).collect(Collectors.joining(", ")) + ".");
        }
    }

    private static List<Expression<?>> outputs(Executable statement) {
        if (statement instanceof Query query) {
            return query.outputs();
        } else if (statement instanceof Insert insert) {
            return SelectItems.outputs(insert.returned());
        } else if (statement instanceof Update update) {
            return SelectItems.outputs(update.returned());
        }
        return statement instanceof Delete delete ? SelectItems.outputs(delete.returned()) : List.of();
    }

    private static StatementVerb verb(Executable statement) {
        if (statement instanceof Query) {
            return StatementVerb.SELECT;
        } else if (statement instanceof Insert) {
            return StatementVerb.INSERT;
        } else if (statement instanceof Update) {
            return StatementVerb.UPDATE;
        }
        return statement instanceof Delete ? StatementVerb.DELETE : StatementVerb.OTHER;
    }
}
