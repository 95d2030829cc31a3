package io.granary.dialect.render;

import io.granary.dialect.Dialect;
import io.granary.dialect.Feature;
import io.granary.error.CompileException;
import io.granary.schema.Column;
import io.granary.schema.NameLength;
import io.granary.sql.BetweenTest;
import io.granary.sql.Binary;
import io.granary.sql.Cast;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Comparison;
import io.granary.sql.Constant;
import io.granary.sql.ExcludedColumn;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.FunctionCall;
import io.granary.sql.Insert;
import io.granary.sql.JsonPath;
import io.granary.sql.LikeTest;
import io.granary.sql.LiteralSql;
import io.granary.sql.LockClause;
import io.granary.sql.OnConflict;
import io.granary.sql.Operator;
import io.granary.sql.Ordering;
import io.granary.sql.Precedence;
import io.granary.sql.RowLimit;
import io.granary.sql.Update;
import io.granary.sql.ValuesTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The way of writing of MySQL 8 and MariaDB (their manuals, "SQL Statements"). */
public class MySqlGrammar extends Grammar {

    private static final String ALL_ROWS = "18446744073709551615";

    private final boolean mariaDb;

    /**
     * The grammar of a dialect.
     *
     * @param dialect which
     * @param mariaDb whether it is MariaDB's
     */
    public MySqlGrammar(Dialect dialect, boolean mariaDb) {
        super(dialect, names(mariaDb ? ReservedWords.MARIADB : ReservedWords.MYSQL));
        this.mariaDb = mariaDb;
    }

    private static Identifiers names(Set<String> reserved) {
        return new Identifiers('`', reserved, new NameLength(64, NameLength.Unit.CHARACTERS)).withoutSupplementary();
    }

    /** A backslash escapes unless the server is told otherwise. */
    @Override
    protected String textConstant(String text) {
        return super.textConstant(text.replace("\\", "\\\\"));
    }

    // ---- operators

    @Override
    protected void binary(Binary<?> binary, Rendering to) {
        if (binary.operator() == Operator.CONCAT) {
            to.sql("concat(").list(concatenated(binary)).sql(")");
        } else if (binary.operator() == Operator.BIT_XOR) {
            xor(binary, to);
        } else {
            super.binary(binary, to);
        }
    }

    private static List<Expression<?>> concatenated(Expression<?> expression) {
        if (!(expression instanceof Binary<?> binary) || binary.operator() != Operator.CONCAT) {
            return List.of(expression);
        }
        List<Expression<?>> all = new ArrayList<>(concatenated(binary.left()));
        all.addAll(concatenated(binary.right()));
        return all;
    }

    /** Their ^ binds tighter than *. */
    private static void xor(Binary<?> binary, Rendering to) {
        to.operand(binary.left(), Precedence.PRODUCT).sql(" ^ ").operand(binary.right(), Precedence.PRODUCT);
    }

    @Override
    protected void comparison(Comparison comparison, Rendering to) {
        switch (comparison.operator()) {
            case IS_NOT_DISTINCT_FROM -> infix(comparison.left(), comparison.operator(), "<=>", comparison.right(), to);
            case IS_DISTINCT_FROM -> {
                to.sql("NOT (");
                infix(comparison.left(), comparison.operator(), "<=>", comparison.right(), to);
                to.sql(")");
            }
            default -> super.comparison(comparison, to);
        }
    }

    @Override
    protected void like(LikeTest test, Rendering to) {
        if (test.ignoreCase()) {
            likeInLowerCase(test, to);
        } else {
            like(test, "LIKE", to);
        }
    }

    @Override
    protected void between(BetweenTest test, Rendering to) {
        if (test.symmetric()) {
            betweenSymmetric(test, "least", "greatest", to);
        } else {
            super.between(test, to);
        }
    }

    /** Booleans are numbers here. */
    @Override
    protected void truth(Expression<Boolean> operand, boolean negated, Rendering to) {
        to.operand(operand, Precedence.COMPARISON).sql(negated ? " = 0" : " = 1");
    }

    /** NULL has no type to say, and takes that of what it stands among; a cast would make other types of those. */
    @Override
    protected void cast(Cast<?> cast, Rendering to) {
        if (cast.operand() instanceof Constant<?> constant && constant.word() == Constant.Word.NULL) {
            to.expression(constant);
        } else {
            super.cast(cast, to);
        }
    }

    // ---- functions

    /** A condition on the rows of an aggregate becomes one on its argument. */
    @Override
    protected void function(FunctionCall<?> call, Rendering to) {
        if (call.filter() == null) {
            super.function(call, to);
            return;
        }
        if (call.arguments().size() != 1) {
            throw CompileException.of(
                    call.name() + " of " + call.arguments().size() + " arguments has a FILTER, which " + databaseName()
                            + " has not.",
                    "Write the condition into the arguments with when(...).");
        }
        Expression<?> counted = call.arguments().get(0);
        boolean rows = counted instanceof LiteralSql<?> literal && literal.sql().equals("*");
        to.sql(functionName(call.name()) + (call.distinct() ? "(DISTINCT" : "(") + (call.distinct() ? " " : ""));
        to.sql("CASE WHEN ").expression(call.filter()).sql(" THEN ");
        if (rows) {
            to.sql("1");
        } else {
            to.expression(counted);
        }
        to.sql(" END)");
    }

    /** A time has whole seconds unless it is told otherwise. */
    @Override
    protected String literal(LiteralSql<?> literal) {
        return literal.sql().equals("CURRENT_TIMESTAMP") ? "CURRENT_TIMESTAMP(6)" : literal.sql();
    }

    /**
     * JSON_VALUE would do for texts, but MySQL's gives NULL for one of more than 512 characters, and MariaDB's 1 for true; MariaDB's JSON_UNQUOTE
     * loses characters of four bytes, so JSON_VALUE takes what is a string there.
     */
    @Override
    protected void json(JsonPath<?> path, Rendering to) {
        if (!path.text()) {
            part(path, to);
            return;
        }
        if (mariaDb) {
            mariaDbText(path, to);
            return;
        }
        to.sql("json_unquote(nullif(");
        part(path, to);
        to.sql(", CAST('null' AS JSON)))");
    }

    private void mariaDbText(JsonPath<?> path, Rendering to) {
        to.sql("CASE json_type(");
        part(path, to);
        to.sql(") WHEN 'STRING' THEN json_value(")
                .expression(path.document())
                .sql(", " + textConstant(jsonPath(path.steps())) + ") WHEN 'NULL' THEN NULL ELSE concat(");
        part(path, to);
        to.sql(") END");
    }

    private void part(JsonPath<?> path, Rendering to) {
        to.sql("json_extract(").expression(path.document()).sql(", " + textConstant(jsonPath(path.steps())) + ")");
    }

    // ---- clauses

    @Override
    protected String materialized(boolean keep) {
        return "";
    }

    /** Where NULL comes is what is ordered by first. */
    @Override
    protected void ordering(Ordering ordering, Runnable expression, Rendering to) {
        if (ordering.nulls() != Ordering.Nulls.DEFAULT) {
            expression.run();
            to.sql(ordering.nulls() == Ordering.Nulls.FIRST ? " IS NULL DESC, " : " IS NULL, ");
        }
        expression.run();
        direction(ordering, to);
    }

    @Override
    protected void limit(RowLimit limit, Rendering to) {
        if (limit.ties()) {
            require(Feature.FETCH_WITH_TIES, "FETCH … WITH TIES");
            fetch(limit, to);
        } else if (limit.offset() != null) {
            to.sql(" LIMIT ").expression(limit.offset()).sql(", ");
            if (limit.count() != null) {
                to.expression(limit.count());
            } else {
                to.sql(ALL_ROWS);
            }
        } else if (limit.count() != null) {
            to.sql(" LIMIT ").expression(limit.count());
        }
    }

    @Override
    protected void lock(LockClause lock, Rendering to) {
        boolean share =
                lock.strength() == LockClause.Strength.SHARE || lock.strength() == LockClause.Strength.KEY_SHARE;
        if (mariaDb) {
            to.sql(share ? " LOCK IN SHARE MODE" : " FOR UPDATE");
        } else {
            to.sql(share ? " FOR SHARE" : " FOR UPDATE");
            lockedTables(lock, to);
        }
        waiting(lock, to);
    }

    @Override
    protected boolean locksNothingWithin() {
        return true;
    }

    /** Their VALUES cannot name its columns alike, so each row is a SELECT. */
    @Override
    protected void values(ValuesTable values, Rendering to) {
        to.sql("(");
        for (int row = 0; row < values.rows().size(); row++) {
            to.sql(row == 0 ? "SELECT " : " UNION ALL SELECT ");
            for (int i = 0; i < values.columns().size(); i++) {
                to.sql(i == 0 ? "" : ", ").expression(values.rows().get(row).get(i));
                if (row == 0) {
                    to.sql(" AS ").name(values.columns().get(i).name());
                }
            }
        }
        to.sql(") AS ").name(values.name());
    }

    // ---- statements that change rows

    @Override
    protected void defaultValues(Rendering to) {
        to.sql(" () VALUES ()");
    }

    @Override
    protected void upsert(Insert insert, InsertBody body, Rendering to) {
        OnConflict conflict = insert.conflict().orElseThrow();
        if (conflict.constraint() != null) {
            require(Feature.CONFLICT_CONSTRAINT, "An upsert that names a constraint");
        }
        if (!conflict.indexCriteria().isEmpty()) {
            require(Feature.PARTIAL_INDEXES, "An upsert that says which rows are in an index");
        }
        if (!conflict.criteria().isEmpty()) {
            require(Feature.CONFLICT_CONDITION, "An upsert of some rows only");
        }
        body.write(to);
        boolean values = insert.query().isEmpty();
        if (!mariaDb && values && !conflict.updates().isEmpty()) {
            String name = insert.table().tableName().equals("new") ? "new_1" : "new";
            to.sql(" AS " + name);
            to.callProposedRow(name);
        }
        to.sql(" ON DUPLICATE KEY UPDATE ");
        if (!conflict.updates().isEmpty()) {
            Assignments.write(conflict.updates(), to);
            return;
        }
        // Setting a column to itself is doing nothing.
        ColumnExpression<?> column = anyColumn(insert, to);
        to.name(column.name()).sql(" = ");
        FromNames.write(column, to);
    }

    @Override
    protected UpsertPages upsertPages(OnConflict conflict) {
        return UpsertPages.OF_ANY_ROWS;
    }

    @Override
    protected boolean returnsRowsThatAreLeft() {
        return mariaDb;
    }

    /** Of the key, if it can be: one that the database numbers is refused where the statement has several rows. */
    private static ColumnExpression<?> anyColumn(Insert insert, Rendering to) {
        List<ColumnExpression<?>> candidates = new ArrayList<>(insert.table().primaryKeyColumns());
        candidates.addAll(InsertRows.given(insert, to));
        return candidates.stream()
                .filter(column ->
                        !(column instanceof Column<?> known && known.options().isIdentity()))
                .findFirst()
                .orElseGet(() -> insert.table().columns().get(0));
    }

    /** MySQL gives no name to the rows of a query, nor MariaDB to any. */
    @Override
    protected void excluded(ExcludedColumn<?> column, Rendering to) {
        Optional<String> row = to.proposedRow();
        if (row.isPresent()) {
            to.sql(row.get() + ".").name(column.name());
        } else {
            to.sql("VALUES(").name(column.name()).sql(")");
        }
    }

    @Override
    protected boolean setsBehindTable() {
        return true;
    }

    /** All tables stand behind UPDATE, and columns behind their tables. */
    @Override
    protected void updateOthers(Update update, List<FromElement> others, UpdateBody body, Rendering to) {
        body.target().run();
        to.sql(", ");
        body.others().run();
        body.assignments().run();
        body.criteria().run();
    }

    @Override
    protected void deleteOthers(Runnable target, Runnable others, Runnable criteria, Rendering to) {
        to.sql("DELETE FROM ");
        target.run();
        to.sql(" USING ");
        target.run();
        to.sql(", ");
        others.run();
        criteria.run();
    }

    @Override
    DdlGrammar ddl() {
        return new MySqlDdl();
    }
}
