package io.granary.sql;

/**
 * One method a kind of expression.
 *
 * @param <R> what comes of a visit
 */
public interface ExpressionVisitor<R> {

    /**
     * {@return what comes of a column}
     *
     * @param column the expression
     */
    R visit(ColumnExpression<?> column);

    /**
     * {@return what comes of a place for a value}
     *
     * @param bind the expression
     */
    R visit(Bind<?> bind);

    /**
     * {@return what comes of a constant}
     *
     * @param constant the expression
     */
    R visit(Constant<?> constant);

    /**
     * {@return what comes of true or false}
     *
     * @param constant the expression
     */
    R visit(BooleanConstant constant);

    /**
     * {@return what comes of a comparison}
     *
     * @param comparison the expression
     */
    R visit(Comparison comparison);

    /**
     * {@return what comes of a test for NULL}
     *
     * @param test the expression
     */
    R visit(NullTest test);

    /**
     * {@return what comes of an IN}
     *
     * @param membership the expression
     */
    R visit(Membership membership);

    /**
     * {@return what comes of a BETWEEN}
     *
     * @param test the expression
     */
    R visit(BetweenTest test);

    /**
     * {@return what comes of a LIKE}
     *
     * @param test the expression
     */
    R visit(LikeTest test);

    /**
     * {@return what comes of an AND or OR}
     *
     * @param junction the expression
     */
    R visit(Junction junction);

    /**
     * {@return what comes of a NOT}
     *
     * @param negation the expression
     */
    R visit(Negation negation);

    /**
     * {@return what comes of a boolean expression as a condition}
     *
     * @param truth the expression
     */
    R visit(TruthOf truth);

    /**
     * {@return what comes of an EXISTS}
     *
     * @param exists the expression
     */
    R visit(Exists exists);

    /**
     * {@return what comes of a piece of text}
     *
     * @param text the expression
     */
    R visit(TextClause text);

    /**
     * {@return what comes of a calculation}
     *
     * @param binary the expression
     */
    R visit(Binary<?> binary);

    /**
     * {@return what comes of a sign}
     *
     * @param negative the expression
     */
    R visit(Negative<?> negative);

    /**
     * {@return what comes of an operator of the user's}
     *
     * @param operation the expression
     */
    R visit(CustomOperation<?> operation);

    /**
     * {@return what comes of a function}
     *
     * @param call the expression
     */
    R visit(FunctionCall<?> call);

    /**
     * {@return what comes of a window function}
     *
     * @param call the expression
     */
    R visit(WindowCall<?> call);

    /**
     * {@return what comes of a CASE}
     *
     * @param choice the expression
     */
    R visit(CaseExpression<?> choice);

    /**
     * {@return what comes of a CAST}
     *
     * @param cast the expression
     */
    R visit(Cast<?> cast);

    /**
     * {@return what comes of a change of the Java type}
     *
     * @param coerced the expression
     */
    R visit(Coerced<?> coerced);

    /**
     * {@return what comes of a name}
     *
     * @param labeled the expression
     */
    R visit(Labeled<?> labeled);

    /**
     * {@return what comes of a COLLATE}
     *
     * @param collated the expression
     */
    R visit(Collated<?> collated);

    /**
     * {@return what comes of a field of a date}
     *
     * @param extract the expression
     */
    R visit(Extract extract);

    /**
     * {@return what comes of a query in the place of a value}
     *
     * @param subquery the expression
     */
    R visit(ScalarSubquery<?> subquery);

    /**
     * {@return what comes of an ANY or ALL}
     *
     * @param quantified the expression
     */
    R visit(Quantified<?> quantified);

    /**
     * {@return what comes of several expressions together}
     *
     * @param tuple the expression
     */
    R visit(TupleExpression tuple);

    /**
     * {@return what comes of an array}
     *
     * @param array the expression
     */
    R visit(ArrayExpression<?> array);

    /**
     * {@return what comes of an element of an array}
     *
     * @param element the expression
     */
    R visit(ElementOf<?> element);

    /**
     * {@return what comes of a part of a document}
     *
     * @param path the expression
     */
    R visit(JsonPath<?> path);

    /**
     * {@return what comes of a piece of SQL}
     *
     * @param literal the expression
     */
    R visit(LiteralSql<?> literal);

    /**
     * {@return what comes of the next number of a sequence}
     *
     * @param next the expression
     */
    R visit(NextValue next);
}
