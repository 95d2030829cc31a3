package io.granary.dialect.render;

import io.granary.dialect.Dialect;
import io.granary.error.CompileException;
import io.granary.schema.NameLength;
import io.granary.sql.BetweenTest;
import io.granary.sql.Binary;
import io.granary.sql.Cast;
import io.granary.sql.Expression;
import io.granary.sql.Extract;
import io.granary.sql.JsonPath;
import io.granary.sql.LikeTest;
import io.granary.sql.LockClause;
import io.granary.sql.OnConflict;
import io.granary.sql.Operator;
import io.granary.sql.Precedence;
import io.granary.sql.RowLimit;
import io.granary.sql.ValuesTable;
import io.granary.type.NumericType;
import io.granary.type.SqlKind;
import java.util.EnumSet;
import java.util.Set;

/** SQLite's way of writing (<a href="https://sqlite.org/lang.html">sqlite.org</a>, "SQL As Understood By SQLite"). */
public class SqliteGrammar extends Grammar {

    /** What has digits behind the point. */
    private static final Set<SqlKind> BROKEN = EnumSet.of(SqlKind.NUMERIC, SqlKind.REAL, SqlKind.DOUBLE);

    /** How names are quoted. They may be of any length. */
    public static final Identifiers NAMES =
            new Identifiers('"', ReservedWords.SQLITE, new NameLength(Integer.MAX_VALUE, NameLength.Unit.CODE_UNITS));

    /**
     * The grammar of a dialect.
     *
     * @param dialect which
     */
    public SqliteGrammar(Dialect dialect) {
        super(dialect, NAMES);
    }

    /** It divides whole numbers as such even where they are decimal ones, gives the rest of whole numbers only, and has no operator for an exclusive or. */
    @Override
    protected void binary(Binary<?> binary, Rendering to) {
        if (binary.operator() == Operator.DIVIDE && binary.type().kind() == SqlKind.NUMERIC) {
            to.sql("CAST(").expression(binary.left()).sql(" AS REAL) / ");
            side(binary.right(), binary.operator(), to);
        } else if (binary.operator() == Operator.MODULO
                && BROKEN.contains(binary.type().kind())) {
            call("mod", to, binary.left(), binary.right());
        } else if (binary.operator() == Operator.BIT_XOR) {
            exclusiveOr(binary, to);
        } else {
            super.binary(binary, to);
        }
    }

    /** Nothing binds tighter than what puts one text behind the other. */
    @Override
    protected void side(Expression<?> operand, Operator operator, Rendering to) {
        boolean tighter = operand.precedence() > operator.precedence() && operand.precedence() < Precedence.ATOM;
        if (operator == Operator.CONCAT && tighter) {
            to.parenthesized(operand);
        } else {
            super.side(operand, operator, to);
        }
    }

    private void exclusiveOr(Binary<?> binary, Rendering to) {
        to.sql("((");
        infix(binary.left(), Operator.BIT_OR, "|", binary.right(), to);
        to.sql(") - (");
        infix(binary.left(), Operator.BIT_AND, "&", binary.right(), to);
        to.sql("))");
    }

    @Override
    protected void between(BetweenTest test, Rendering to) {
        if (test.symmetric()) {
            betweenSymmetric(test, "min", "max", to);
        } else {
            super.between(test, to);
        }
    }

    /** Its operator gives numbers as numbers and true as 1; what is left of the document is a text, as it is in the document. */
    @Override
    protected void json(JsonPath<?> path, Rendering to) {
        if (!path.text()) {
            part(path, " -> ", to);
            return;
        }
        to.sql("CASE json_type(").expression(path.document()).sql(", " + steps(path) + ") WHEN 'text' THEN ");
        part(path, " ->> ", to);
        to.sql(" WHEN 'null' THEN NULL ELSE ");
        part(path, " -> ", to);
        to.sql(" END");
    }

    private void part(JsonPath<?> path, String arrow, Rendering to) {
        to.operand(path.document(), Precedence.OTHER);
        to.sql(arrow + steps(path));
    }

    private String steps(JsonPath<?> path) {
        return textConstant(jsonPath(path.steps()));
    }

    /** It rounds nothing when it converts. */
    @Override
    protected void cast(Cast<?> cast, Rendering to) {
        if (SqliteTypes.isExact(cast.type())) {
            to.sql("round(");
            super.cast(cast, to);
            to.sql(", " + ((NumericType) cast.type()).scale() + ")");
        } else {
            super.cast(cast, to);
        }
    }

    @Override
    protected void like(LikeTest test, Rendering to) {
        if (test.ignoreCase()) {
            likeInLowerCase(test, to);
        } else {
            super.like(test, to);
        }
    }

    @Override
    protected String functionName(String name) {
        return name.equals("char_length") ? "length" : super.functionName(name);
    }

    @Override
    protected void extract(Extract extract, Rendering to) {
        String format = switch (extract.field().toString()) {
            case "YEAR" -> "%Y";
            case "MONTH" -> "%m";
            case "DAY" -> "%d";
            case "HOUR" -> "%H";
            case "MINUTE" -> "%M";
            case "SECOND" -> "%S";
            default ->
                throw CompileException.of(
                        "SQLite knows no field " + extract.field() + " of a date.",
                        "Take a function of its own, or compute it from year, month and day.");
        };
        to.sql("CAST(strftime('" + format + "', ").expression(extract.operand()).sql(") AS INTEGER)");
    }

    /** It looks at the rows one after another. */
    @Override
    protected UpsertPages upsertPages(OnConflict conflict) {
        return UpsertPages.OF_ANY_ROWS;
    }

    @Override
    protected void compoundPart(Runnable query, Rendering to) {
        to.sql("SELECT * FROM (");
        query.run();
        to.sql(")");
    }

    @Override
    protected void limit(RowLimit limit, Rendering to) {
        if (!limit.ties() && limit.count() == null && limit.offset() != null) {
            to.sql(" LIMIT -1 OFFSET ").expression(limit.offset());
        } else {
            super.limit(limit, to);
        }
    }

    /** Who writes has the whole database, so there is nothing to lock. (SQLAlchemy leaves it out as well.) */
    @Override
    protected void lock(LockClause lock, Rendering to) {}

    /** Its columns cannot be named behind the table. */
    @Override
    protected void values(ValuesTable values, Rendering to) {
        to.sql("(SELECT ");
        for (int i = 0; i < values.columns().size(); i++) {
            to.sql((i == 0 ? "" : ", ") + "column" + (i + 1) + " AS ")
                    .name(values.columns().get(i).name());
        }
        to.sql(" FROM (VALUES ")
                .list(values.rows(), row -> to.sql("(").list(row).sql(")"))
                .sql(")) AS ")
                .name(values.name());
    }

    @Override
    DdlGrammar ddl() {
        return new SqliteDdl();
    }
}
