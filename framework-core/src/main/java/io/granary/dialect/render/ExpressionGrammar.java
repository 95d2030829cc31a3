package io.granary.dialect.render;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.granary.dialect.Dialect;
import io.granary.dialect.Feature;
import io.granary.error.CompileException;
import io.granary.schema.NameLength;
import io.granary.sql.ArrayExpression;
import io.granary.sql.BetweenTest;
import io.granary.sql.Binary;
import io.granary.sql.Cast;
import io.granary.sql.Comparison;
import io.granary.sql.Expression;
import io.granary.sql.Extract;
import io.granary.sql.FunctionCall;
import io.granary.sql.JsonPath;
import io.granary.sql.LikeTest;
import io.granary.sql.LiteralSql;
import io.granary.sql.NextValue;
import io.granary.sql.Operator;
import io.granary.sql.Precedence;
import io.granary.sql.Segment;
import io.granary.sql.SqlLexer;
import io.granary.type.SqlType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a database spells values, operators and functions: the part of its {@link Grammar} that is about expressions. Stateless.
 */
public abstract class ExpressionGrammar {

    private final Dialect dialect;
    private final SqlLexer lexer;
    private final Identifiers identifiers;

    ExpressionGrammar(Dialect dialect, Identifiers identifiers) {
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

    /**
     * Refuses a construct that the database has not.
     *
     * @param feature what it needs
     * @param construct how it is called
     * @throws CompileException where the dialect does not have the feature
     */
    protected final void require(Feature feature, String construct) {
        if (!dialect.supports(feature)) {
            throw CompileException.of(
                    construct + " needs the feature " + feature + ", which " + dialect.name() + " has not.",
                    "Write the statement without it, or run it on another database.");
        }
    }

    /** {@return whether the dialect has a feature} */
    protected final boolean supports(Feature feature) {
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

    /** Writes a BETWEEN whose limits stand in any order, where the database has no SYMMETRIC, with its functions for the lesser and the greater of two. */
    protected final void betweenSymmetric(BetweenTest test, String lesser, String greater, Rendering to) {
        to.operand(test.operand(), Precedence.COMPARISON).sql(test.negated() ? " NOT BETWEEN " : " BETWEEN ");
        call(lesser, to, test.low(), test.high());
        to.sql(" AND ");
        call(greater, to, test.low(), test.high());
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
}
