package io.granary.dialect.render;

import io.granary.dialect.Dialect;
import io.granary.dialect.Feature;
import io.granary.error.CompileException;
import io.granary.sql.Assignment;
import io.granary.sql.ExcludedColumn;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Insert;
import io.granary.sql.LockClause;
import io.granary.sql.OnConflict;
import io.granary.sql.Ordering;
import io.granary.sql.Precedence;
import io.granary.sql.RowLimit;
import io.granary.sql.Segment;
import io.granary.sql.SelectItem;
import io.granary.sql.TableReference;
import io.granary.sql.Update;
import io.granary.sql.ValuesTable;
import java.util.List;

/**
 * How a database spells what databases spell differently. This is the SQL standard's way, PostgreSQL's where the standard has none; each database
 * overrides what it does otherwise. Stateless.
 */
public class Grammar extends ExpressionGrammar {

    /**
     * A grammar.
     *
     * @param dialect whose
     * @param identifiers how names are quoted
     */
    protected Grammar(Dialect dialect, Identifiers identifiers) {
        super(dialect, identifiers);
    }

    /**
     * Writes one expression of what is selected, without its name.
     *
     * @param expression the expression
     * @param to where to
     */
    protected void output(Expression<?> expression, Rendering to) {
        to.expression(expression);
    }

    /**
     * Writes a query that stands by itself among those that are joined as sets.
     *
     * @param query writes the query
     * @param to where to write
     */
    protected void compoundPart(Runnable query, Rendering to) {
        to.sql("(");
        query.run();
        to.sql(")");
    }

    /** {@return the word for how a common table expression is kept} */
    protected String materialized(boolean keep) {
        return keep ? "MATERIALIZED " : "NOT MATERIALIZED ";
    }

    /** {@return whether behind WITH RECURSIVE those that do not read themselves have to name their columns too} */
    protected boolean namesColumnsBesideRecursive() {
        return false;
    }

    /**
     * Writes one term of ORDER BY.
     *
     * @param ordering the term
     * @param expression writes what it orders by
     * @param to where to write
     */
    protected void ordering(Ordering ordering, Runnable expression, Rendering to) {
        expression.run();
        direction(ordering, to);
        if (ordering.nulls() != Ordering.Nulls.DEFAULT) {
            to.sql(" NULLS " + ordering.nulls());
        }
    }

    /** Writes the direction of a term of ORDER BY. */
    protected final void direction(Ordering ordering, Rendering to) {
        if (ordering.descending() != null) {
            to.sql(ordering.descending() ? " DESC" : " ASC");
        }
    }

    /**
     * Writes how many rows there are at most.
     *
     * @param limit how many
     * @param to where to write
     */
    protected void limit(RowLimit limit, Rendering to) {
        if (limit.ties()) {
            require(Feature.FETCH_WITH_TIES, "FETCH … WITH TIES");
            fetch(limit, to);
            return;
        }
        if (limit.count() != null) {
            to.sql(" LIMIT ").expression(limit.count());
        }
        if (limit.offset() != null) {
            to.sql(" OFFSET ").expression(limit.offset());
        }
    }

    /** Writes how many rows there are at most in the standard's way. */
    protected final void fetch(RowLimit limit, Rendering to) {
        if (limit.offset() != null) {
            to.sql(" OFFSET ").expression(limit.offset()).sql(" ROWS");
        }
        if (limit.count() != null) {
            to.sql(" FETCH FIRST ").operand(limit.count(), Precedence.SUM).sql(" ROWS WITH TIES");
        }
    }

    /**
     * Writes how rows are locked.
     *
     * @param lock how
     * @param to where to write
     */
    protected void lock(LockClause lock, Rendering to) {
        to.sql(
                switch (lock.strength()) {
                    case UPDATE -> " FOR UPDATE";
                    case NO_KEY_UPDATE -> " FOR NO KEY UPDATE";
                    case SHARE -> " FOR SHARE";
                    case KEY_SHARE -> " FOR KEY SHARE";
                });
        lockedTables(lock, to);
        waiting(lock, to);
    }

    /** {@return whether rows that a query in FROM reads are locked only if that query says so itself} */
    protected boolean locksNothingWithin() {
        return false;
    }

    /** Writes of which tables rows are locked. */
    protected final void lockedTables(LockClause lock, Rendering to) {
        List<String> names = FromParts.of(lock.of()).stream()
                .map(element -> FromNames.of(element, to))
                .distinct()
                .toList();
        if (!names.isEmpty()) {
            to.sql(" OF " + String.join(", ", names));
        }
    }

    /** Writes what is done about rows that others have locked. */
    protected final void waiting(LockClause lock, Rendering to) {
        to.sql(
                switch (lock.waiting()) {
                    case WAIT -> "";
                    case NO_WAIT -> " NOWAIT";
                    case SKIP_LOCKED -> " SKIP LOCKED";
                });
    }

    /**
     * Writes rows of values in the place of a table, with their name.
     *
     * @param values the rows
     * @param to where to write
     */
    protected void values(ValuesTable values, Rendering to) {
        to.sql("(VALUES ")
                .list(values.rows(), row -> to.sql("(").list(row).sql(")"))
                .sql(") AS ")
                .name(values.name())
                .sql(" (")
                .list(values.columns(), column -> to.name(column.name()))
                .sql(")");
    }

    /**
     * Writes what an INSERT without any value inserts.
     *
     * @param to where to write
     */
    protected void defaultValues(Rendering to) {
        to.sql(" DEFAULT VALUES");
    }

    /** {@return whether values of all these columns can come as arrays, one for a column} */
    protected boolean takesArraysOf(List<Assignment> row) {
        return false;
    }

    /**
     * Writes the values of many rows.
     *
     * @param row what each row is made of: places only
     * @param arrays whether each column's values are one array
     * @param to where to write
     */
    protected void page(List<Assignment> row, boolean arrays, Rendering to) {
        List<Segment> one = to.apart(() -> to.sql("(")
                .list(row, assignment -> Assignments.value(assignment, to))
                .sql(")"));
        to.sql(" VALUES ").segment(new Segment.Rows(one));
    }

    /**
     * Writes a whole INSERT that knows what to do about rows that are there.
     *
     * @param insert what
     * @param body writes INSERT and its values
     * @param to where to write
     */
    protected void upsert(Insert insert, InsertBody body, Rendering to) {
        body.write(to);
        OnConflict conflict = insert.conflict().orElseThrow();
        to.sql(" ON CONFLICT");
        if (conflict.constraint() != null) {
            to.sql(" ON CONSTRAINT ").name(conflict.constraint());
        } else if (!conflict.keys().isEmpty()) {
            to.sql(" (").list(conflict.keys(), key -> to.name(key.name())).sql(")");
            to.literally(() -> to.criteria(" WHERE ", conflict.indexCriteria()));
        }
        if (conflict.updates().isEmpty()) {
            to.sql(" DO NOTHING");
            return;
        }
        if (conflict.constraint() == null && conflict.keys().isEmpty()) {
            throw CompileException.of(
                    "An upsert of " + insert.table() + " changes rows and names no key.",
                    "Say with OnConflict.on(...) which key clashes.");
        }
        to.sql(" DO UPDATE SET ");
        Assignments.write(conflict.updates(), to);
        to.criteria(" WHERE ", conflict.criteria());
    }

    /**
     * {@return whether many rows can be upserted by one statement}
     *
     * @param conflict what happens to a row that is there
     */
    protected UpsertPages upsertPages(OnConflict conflict) {
        return UpsertPages.NONE;
    }

    /**
     * Writes a statement that changes rows, and what it gives of them.
     *
     * @param table whose rows
     * @param items what it gives; none for nothing
     * @param feature what the database needs for that
     * @param statement writes the statement
     * @param to where to write
     */
    protected void returning(
            TableReference table, List<SelectItem> items, Feature feature, Runnable statement, Rendering to) {
        statement.run();
        if (!items.isEmpty()) {
            require(feature, "RETURNING");
            to.sql(" RETURNING ");
            OutputList.write(items, to);
        }
    }

    /** {@return whether an upsert that leaves the row that is there returns it nevertheless} */
    protected boolean returnsRowsThatAreLeft() {
        return false;
    }

    /**
     * Writes the value that a column would have had in an upsert.
     *
     * @param column which
     * @param to where to write
     */
    protected void excluded(ExcludedColumn<?> column, Rendering to) {
        to.sql("excluded.").name(column.name());
    }

    /** {@return whether the columns that an UPDATE of several tables sets stand behind their tables} */
    protected boolean setsBehindTable() {
        return false;
    }

    /**
     * Writes a whole UPDATE that looks at other tables.
     *
     * @param update what
     * @param others the other tables
     * @param body writes its parts
     * @param to where to write
     */
    protected void updateOthers(Update update, List<FromElement> others, UpdateBody body, Rendering to) {
        require(Feature.UPDATE_FROM, "An UPDATE that looks at other tables");
        body.target().run();
        body.assignments().run();
        to.sql(" FROM ");
        body.others().run();
        body.criteria().run();
    }

    /**
     * Writes a whole DELETE that looks at other tables.
     *
     * @param target writes the table
     * @param others writes the other tables
     * @param criteria writes the conditions
     * @param to where to write
     */
    protected void deleteOthers(Runnable target, Runnable others, Runnable criteria, Rendering to) {
        require(Feature.DELETE_USING, "A DELETE that looks at other tables");
        to.sql("DELETE FROM ");
        target.run();
        to.sql(" USING ");
        others.run();
        criteria.run();
    }
}
