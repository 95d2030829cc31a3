package io.granary.dialect.render;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.granary.dialect.Dialect;
import io.granary.dialect.Feature;
import io.granary.error.CompileException;
import io.granary.schema.NameLength;
import io.granary.sql.ArrayExpression;
import io.granary.sql.Assignment;
import io.granary.sql.BetweenTest;
import io.granary.sql.Binary;
import io.granary.sql.Cast;
import io.granary.sql.Comparison;
import io.granary.sql.ExcludedColumn;
import io.granary.sql.Expression;
import io.granary.sql.Extract;
import io.granary.sql.FromElement;
import io.granary.sql.FunctionCall;
import io.granary.sql.Insert;
import io.granary.sql.JsonPath;
import io.granary.sql.LikeTest;
import io.granary.sql.LiteralSql;
import io.granary.sql.LockClause;
import io.granary.sql.NextValue;
import io.granary.sql.OnConflict;
import io.granary.sql.Operator;
import io.granary.sql.Ordering;
import io.granary.sql.Precedence;
import io.granary.sql.RowLimit;
import io.granary.sql.Segment;
import io.granary.sql.SelectItem;
import io.granary.sql.SqlLexer;
import io.granary.sql.TableReference;
import io.granary.sql.Update;
import io.granary.sql.ValuesTable;
import io.granary.type.SqlType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a database spells what databases spell differently. This is the SQL standard's way, PostgreSQL's where the standard has none; each database
 * overrides what it does otherwise. Stateless.
 */
public class Grammar {

    private final Dialect dialect;
    private final SqlLexer lexer;
    private final Identifiers identifiers;

    /**
     * A grammar.
     *
     * @param dialect whose
     * @param identifiers how names are quoted
     */
    protected Grammar(Dialect dialect, Identifiers identifiers) {
        this.dialect = dialect;
        this.lexer = SqlLexer.of(dialect.lexicalRules());
        this.identifiers = identifiers;
    }

    SqlLexer lexer() {
        return lexer;
    }

    /** {@return the types of the database} */
    protected TypeNames types() {
        return dialect.types();
    }

    String identifier(String name) {
        return identifiers.quoted(name);
    }

    NameLength nameLength() {
        return identifiers.length();
    }

    /** Refuses a construct that the database has not. */
    void require(Feature feature, String construct) {
        if (!dialect.supports(feature)) {
            throw CompileException.of(
                    construct + " needs the feature " + feature + ", which " + dialect.name() + " has not.",
                    "Write the statement without it, or run it on another database.");
        }
    }

    boolean supports(Feature feature) {
        return dialect.supports(feature);
    }

    String databaseName() {
        return dialect.name();
    }

    /** How data definition is written. */
    DdlGrammar ddl() {
        return new DdlGrammar();
    }

    // ---- values

    /**
     * Writes a place for a value.
     *
     * @param type what the value is
     * @param place the place
     * @param to where to write
     */
    protected void place(SqlType<?> type, Segment place, Rendering to) {
        Optional<String> cast = castOf(type);
        if (cast.isPresent()) {
            to.sql("CAST(").segment(place).sql(" AS " + cast.get() + ")");
        } else {
            to.segment(place);
        }
    }

    /** {@return the type that a value has to be told that it is of; empty where the server finds that out} */
    protected Optional<String> castOf(SqlType<?> type) {
        return Optional.empty();
    }

    /** {@return a text as a constant} */
    protected String textConstant(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** {@return true or false as a constant} */
    protected String booleanConstant(boolean value) {
        return value ? "true" : "false";
    }

    /**
     * Writes the next number of a sequence.
     *
     * @param next of which
     * @param to where to write
     */
    protected void nextValue(NextValue next, Rendering to) {
        to.sql("NEXT VALUE FOR ").schema(Optional.ofNullable(next.schema())).name(next.sequence());
    }

    // ---- operators

    /**
     * Writes a calculation.
     *
     * @param binary what
     * @param to where to write
     */
    protected void binary(Binary<?> binary, Rendering to) {
        infix(binary.left(), binary.operator(), spelling(binary.operator()), binary.right(), to);
    }

    /** {@return how an operator is spelt} */
    protected String spelling(Operator operator) {
        return operator.sql();
    }

    /** Writes two operands and an operator between them, with the parentheses that they need. */
    protected final void infix(
            Expression<?> left, Operator operator, String spelling, Expression<?> right, Rendering to) {
        side(left, operator, to);
        to.sql(" " + spelling + " ");
        side(right, operator, to);
    }

    /** Writes an operand, with the parentheses that it needs. */
    protected void side(Expression<?> operand, Operator operator, Rendering to) {
        boolean same = operator.associative() && (operand instanceof Binary<?> binary && binary.operator() == operator);
        if (same) {
            to.expression(operand);
        } else {
            to.operand(operand, operator.precedence());
        }
    }

    /** Writes a call with arguments. */
    protected final void call(String name, Rendering to, Expression<?>... arguments) {
        to.sql(name + "(").list(List.of(arguments)).sql(")");
    }

    /**
     * Writes a comparison.
     *
     * @param comparison what
     * @param to where to write
     */
    protected void comparison(Comparison comparison, Rendering to) {
        infix(comparison.left(), comparison.operator(), comparison.operator().sql(), comparison.right(), to);
    }

    /**
     * Writes a test against a pattern.
     *
     * @param test what
     * @param to where to write
     */
    protected void like(LikeTest test, Rendering to) {
        like(test, test.ignoreCase() ? "ILIKE" : "LIKE", to);
    }

    /** Writes a test against a pattern with a given operator. */
    protected final void like(LikeTest test, String operator, Rendering to) {
        to.operand(test.operand(), Precedence.COMPARISON)
                .sql(test.negated() ? " NOT " + operator + " " : " " + operator + " ")
                .operand(test.pattern(), Precedence.COMPARISON);
        escape(test, to);
    }

    /** Writes what escapes wildcards, if anything does. */
    protected final void escape(LikeTest test, Rendering to) {
        if (test.escape() != null) {
            to.sql(" ESCAPE " + textConstant(test.escape().toString()));
        }
    }

    /** Writes a test against a pattern with both sides in lower case. */
    protected final void likeInLowerCase(LikeTest test, Rendering to) {
        to.sql("lower(")
                .expression(test.operand())
                .sql(test.negated() ? ") NOT LIKE lower(" : ") LIKE lower(")
                .expression(test.pattern())
                .sql(")");
        escape(test, to);
    }

    /**
     * Writes a BETWEEN.
     *
     * @param test what
     * @param to where to write
     */
    protected void between(BetweenTest test, Rendering to) {
        to.operand(test.operand(), Precedence.COMPARISON)
                .sql(test.negated() ? " NOT BETWEEN " : " BETWEEN ")
                .sql(test.symmetric() ? "SYMMETRIC " : "")
                .operand(test.low(), Precedence.COMPARISON)
                .sql(" AND ")
                .operand(test.high(), Precedence.COMPARISON);
    }

    /**
     * Writes a boolean expression as a condition.
     *
     * @param operand what
     * @param negated whether it must be false
     * @param to where to write
     */
    protected void truth(Expression<Boolean> operand, boolean negated, Rendering to) {
        if (negated) {
            to.sql("NOT ").operand(operand, Precedence.COMPARISON);
        } else {
            to.expression(operand);
        }
    }

    // ---- functions

    /**
     * Writes a function and what belongs to it.
     *
     * @param call what
     * @param to where to write
     */
    protected void function(FunctionCall<?> call, Rendering to) {
        to.sql(functionName(call.name()) + "(" + (call.distinct() ? "DISTINCT " : ""));
        to.list(call.arguments()).sql(")");
        if (!call.withinGroup().isEmpty()) {
            require(Feature.WITHIN_GROUP, "WITHIN GROUP");
            to.sql(" WITHIN GROUP (ORDER BY ");
            new OrderRenderer(to).terms(call.withinGroup(), List.of());
            to.sql(")");
        }
        if (call.filter() != null) {
            to.sql(" FILTER (WHERE ").expression(call.filter()).sql(")");
        }
    }

    /** {@return what a function is called here} */
    protected String functionName(String name) {
        return Arrays.stream(name.split("\\.", -1))
                .map(identifiers::quotedUnlessWord)
                .collect(Collectors.joining("."));
    }

    /**
     * Writes a conversion.
     *
     * @param cast what
     * @param to where to write
     */
    protected void cast(Cast<?> cast, Rendering to) {
        to.sql("CAST(").expression(cast.operand()).sql(" AS " + types().castName(cast.type()) + ")");
    }

    /**
     * Writes a field of a date.
     *
     * @param extract what
     * @param to where to write
     */
    protected void extract(Extract extract, Rendering to) {
        to.sql("EXTRACT(" + extract.field() + " FROM ")
                .expression(extract.operand())
                .sql(")");
    }

    /**
     * Writes an array.
     *
     * @param array what
     * @param to where to write
     */
    protected void array(ArrayExpression<?> array, Rendering to) {
        require(Feature.ARRAYS, "An array");
        to.sql("ARRAY[").list(array.elements()).sql("]");
    }

    /** {@return SQL that is part of the statement as it stands} */
    protected String literal(LiteralSql<?> literal) {
        return literal.sql();
    }

    /**
     * Writes a part of a JSON document.
     *
     * @param path what
     * @param to where to write
     */
    protected void json(JsonPath<?> path, Rendering to) {
        to.operand(path.document(), Precedence.OTHER);
        for (int i = 0; i < path.steps().size(); i++) {
            boolean last = i == path.steps().size() - 1;
            to.sql(last && path.text() ? " ->> " : " -> ");
            Object step = path.steps().get(i);
            to.sql(step instanceof Integer ? step.toString() : textConstant(step.toString()));
        }
    }

    /** {@return a JSON path as the standard spells it (SQL/JSON, ISO 19075-6), members as they are spelt in documents that are written here} */
    protected static String jsonPath(List<Object> steps) {
        StringBuilder path = new StringBuilder("$");
        for (Object step : steps) {
            if (step instanceof Integer index) {
                path.append('[').append(index).append(']');
            } else {
                path.append(".\"")
                        .append(JsonStringEncoder.getInstance().quoteAsString(step.toString()))
                        .append('"');
            }
        }
        return path.toString();
    }

    // ---- clauses

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
