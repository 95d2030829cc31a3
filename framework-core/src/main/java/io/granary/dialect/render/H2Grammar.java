package io.granary.dialect.render;

import io.granary.dialect.Dialect;
import io.granary.dialect.Feature;
import io.granary.schema.NameLength;
import io.granary.sql.Binary;
import io.granary.sql.Bind;
import io.granary.sql.Expression;
import io.granary.sql.Insert;
import io.granary.sql.JsonPath;
import io.granary.sql.Labeled;
import io.granary.sql.LockClause;
import io.granary.sql.Operator;
import io.granary.sql.Segment;
import io.granary.sql.SelectItem;
import io.granary.sql.TableReference;
import io.granary.sql.ValuesTable;
import io.granary.type.EnumType;
import io.granary.type.SqlKind;
import io.granary.type.SqlType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** H2's way of writing (its manual, "SQL Grammar"). */
public class H2Grammar extends Grammar {

    /** How names are quoted. */
    public static final Identifiers NAMES =
            new Identifiers('"', ReservedWords.H2, new NameLength(256, NameLength.Unit.CODE_UNITS));

    private static final Set<Operator> CALCULATIONS =
            EnumSet.of(Operator.ADD, Operator.SUBTRACT, Operator.MULTIPLY, Operator.DIVIDE, Operator.MODULO);

    /**
     * The grammar of a dialect.
     *
     * @param dialect which
     */
    public H2Grammar(Dialect dialect) {
        super(dialect, NAMES);
    }

    /** A text is a JSON string unless it is said to be a document. The driver sends texts as CLOBs, of which H2 makes no names. */
    @Override
    protected void place(SqlType<?> type, Segment place, Rendering to) {
        if (type instanceof EnumType<?> names && names.nativeName().isPresent()) {
            to.sql("CAST(").segment(place).sql(" AS VARCHAR)");
            return;
        }
        to.segment(place).sql(type.kind() == SqlKind.JSON ? " FORMAT JSON" : "");
    }

    @Override
    protected String textConstant(String text) {
        return withoutSemicolons(super.textConstant(text));
    }

    @Override
    String identifier(String name) {
        return withoutSemicolons(super.identifier(name));
    }

    /** Its driver would end the statement at a semicolon, so that is written by its number. */
    private static String withoutSemicolons(String quoted) {
        return quoted.indexOf(';') < 0
                ? quoted
                : "U&" + quoted.replace("\\", "\\\\").replace(";", "\\003b");
    }

    /** It has functions for bits, not operators. */
    @Override
    protected void binary(Binary<?> binary, Rendering to) {
        switch (binary.operator()) {
            case BIT_AND -> bits("bitand", binary, to);
            case BIT_OR -> bits("bitor", binary, to);
            case BIT_XOR -> bits("bitxor", binary, to);
            case SHIFT_LEFT -> bits("lshift", binary, to);
            case SHIFT_RIGHT -> bits("rshift", binary, to);
            default -> super.binary(binary, to);
        }
    }

    /**
     * A place by itself is taken for a number of 50000 digits behind the point: a quotient has as many, or none at all where both sides have such a
     * place. As a floating decimal it has those of its value.
     */
    @Override
    protected void side(Expression<?> operand, Operator operator, Rendering to) {
        boolean decimal = operand instanceof Bind<?> && operand.type().kind() == SqlKind.NUMERIC && !to.isLiteral();
        if (decimal && CALCULATIONS.contains(operator)) {
            to.sql("CAST(").expression(operand).sql(" AS DECFLOAT(65))");
        } else {
            super.side(operand, operator, to);
        }
    }

    private static void bits(String function, Binary<?> binary, Rendering to) {
        to.sql(function + "(");
        typed(binary.left(), binary.left().type(), () -> to.expression(binary.left()), to);
        to.sql(", ");
        typed(binary.right(), binary.right().type(), () -> to.expression(binary.right()), to);
        to.sql(")");
    }

    /**
     * Members and elements are fields. A conversion to text leaves a string as a document has it, with quotes and escapes, and gives a word for NULL.
     */
    @Override
    protected void json(JsonPath<?> path, Rendering to) {
        if (!path.text()) {
            field(path, to);
            return;
        }
        to.sql("CASE WHEN ");
        written(path, to);
        to.sql(" LIKE '\"%' THEN stringdecode(substring(");
        written(path, to);
        to.sql(" FROM 2 FOR char_length(");
        written(path, to);
        to.sql(") - 2)) ELSE nullif(");
        written(path, to);
        to.sql(", 'null') END");
    }

    private static void written(JsonPath<?> path, Rendering to) {
        to.sql("CAST(");
        field(path, to);
        to.sql(" AS VARCHAR)");
    }

    private static void field(JsonPath<?> path, Rendering to) {
        to.sql("(").expression(path.document()).sql(")");
        for (Object step : path.steps()) {
            if (step instanceof Integer index) {
                to.sql("[" + (index + 1) + "]");
            } else {
                to.sql("." + withoutSemicolons('"' + step.toString().replace("\"", "\"\"") + '"'));
            }
        }
    }

    /** A place by itself has no type there. */
    @Override
    protected void values(ValuesTable values, Rendering to) {
        to.sql("(VALUES ")
                .list(values.rows(), row -> {
                    to.sql("(");
                    for (int i = 0; i < row.size(); i++) {
                        Expression<?> value = row.get(i);
                        to.sql(i == 0 ? "" : ", ");
                        typed(value, values.columns().get(i).type(), () -> to.expression(value), to);
                    }
                    to.sql(")");
                })
                .sql(") AS ")
                .name(values.name())
                .sql(" (")
                .list(values.columns(), column -> to.name(column.name()))
                .sql(")");
    }

    /** Writes a value among VALUES: if it is a place, with its type, which it has not by itself. */
    static void typed(Expression<?> value, SqlType<?> type, Runnable writing, Rendering to) {
        boolean bare = value instanceof Bind<?> && type.kind() != SqlKind.JSON && type.kind() != SqlKind.UNKNOWN;
        to.sql(bare ? "CAST(" : "");
        writing.run();
        to.sql(bare ? " AS " + to.grammar().types().castName(type) + ")" : "");
    }

    /**
     * A place by itself would make a column of texts of a subquery or common table expression. A decimal number stays a place: the type that
     * it would be given has a scale.
     */
    @Override
    protected void output(Expression<?> expression, Rendering to) {
        Expression<?> value = expression instanceof Labeled<?> labeled ? labeled.operand() : expression;
        if (value.type().kind() == SqlKind.NUMERIC) {
            super.output(expression, to);
        } else {
            typed(value, value.type(), () -> to.expression(expression), to);
        }
    }

    @Override
    protected String materialized(boolean keep) {
        return "";
    }

    @Override
    protected boolean namesColumnsBesideRecursive() {
        return true;
    }

    @Override
    protected void lock(LockClause lock, Rendering to) {
        if (lock.strength() == LockClause.Strength.SHARE || lock.strength() == LockClause.Strength.KEY_SHARE) {
            require(Feature.LOCK_FOR_SHARE, "FOR SHARE");
        }
        to.sql(" FOR UPDATE");
        waiting(lock, to);
    }

    /** Its word for that is a table of changes (SQL:2016, 7.6, data change delta table). */
    @Override
    protected void returning(
            TableReference table, List<SelectItem> items, Feature feature, Runnable statement, Rendering to) {
        if (items.isEmpty()) {
            statement.run();
            return;
        }
        to.sql("SELECT ");
        to.withoutSchema(table, () -> OutputList.write(items, to));
        to.sql(feature == Feature.DELETE_RETURNING ? " FROM OLD TABLE (" : " FROM FINAL TABLE (");
        statement.run();
        to.sql(") AS ").name(table.tableName());
    }

    /** Its word for that is MERGE (SQL:2016, 14.12). */
    @Override
    protected void upsert(Insert insert, InsertBody body, Rendering to) {
        new MergeRenderer(to).write(insert);
    }

    @Override
    DdlGrammar ddl() {
        return new H2Ddl();
    }
}
