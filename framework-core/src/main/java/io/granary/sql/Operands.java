package io.granary.sql;

import io.granary.error.ArgumentException;
import io.granary.type.SqlKind;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes expressions of what operators are given. */
final class Operands {

    private Operands() {}

    static <T> Expression<T> of(ComparisonOperators<T> operators) {
        return (Expression<T>) operators;
    }

    static <T> Expression<T> of(RangeOperators<T> operators) {
        return (Expression<T>) operators;
    }

    static <T> Expression<T> of(TextOperators<T> operators) {
        return (Expression<T>) operators;
    }

    static <T> Expression<T> of(NumericOperators<T> operators) {
        return (Expression<T>) operators;
    }

    static <T> Expression<T> of(GeneralOperators<T> operators) {
        return (Expression<T>) operators;
    }

    /** A parameter with the value, of the type of what it stands beside. */
    static <T> Bind<T> value(Expression<T> beside, @Nullable T value) {
        if (value == null) {
            throw ArgumentException.of(
                    "NULL is neither less, equal nor greater than anything.",
                    "Ask with isNull() or isNotNull(), or compare with isDistinctFrom().");
        }
        return Bind.beside(beside, value);
    }

    static <T> Condition compare(ComparisonOperators<T> left, Operator operator, @Nullable T value) {
        Expression<T> self = of(left);
        return new Comparison(self, operator, value(self, value));
    }

    static <T> Condition compare(ComparisonOperators<T> left, Operator operator, Expression<?> right) {
        return new Comparison(of(left), operator, right);
    }

    static <T> Condition compareNulls(ComparisonOperators<T> left, Operator operator, @Nullable T value) {
        Expression<T> self = of(left);
        return new Comparison(
                self,
                operator,
                value == null ? new Constant<>(Constant.Word.NULL, self.type()) : Bind.beside(self, value));
    }

    static <T> Condition in(RangeOperators<T> left, Collection<? extends T> values, boolean negated) {
        Expression<T> self = of(left);
        return new Membership(self, new Membership.OfValues(Bind.listBeside(self, values)), negated);
    }

    static <T> Condition inExpressions(
            RangeOperators<T> left, Collection<? extends Expression<? extends T>> expressions, boolean negated) {
        if (expressions.isEmpty()) {
            return negated ? BooleanConstant.TRUE : BooleanConstant.FALSE;
        }
        return new Membership(of(left), new Membership.OfExpressions(List.copyOf(expressions)), negated);
    }

    static <T> Expression<T> calculate(NumericOperators<T> left, Operator operator, T value) {
        Expression<T> self = of(left);
        return new Binary<>(self, operator, value(self, value), self.type());
    }

    /** Java's types say what comes of it, so both must be numbers of one kind; a date and an interval may differ. */
    static <T> Expression<T> calculate(NumericOperators<T> left, Operator operator, Expression<?> right) {
        Expression<T> self = of(left);
        SqlKind mine = self.type().kind();
        SqlKind other = right.type().kind();
        if (mine.isNumeric() && other.isNumeric() && mine != other) {
            throw ArgumentException.of(
                    "An expression of " + mine + " stands beside one of " + other + " (" + operator.sql()
                            + "), and what comes of it could be neither.",
                    "Cast the narrower one: price.mul(quantity.cast(NUMERIC)).");
        }
        return new Binary<>(self, operator, right, self.type());
    }

    static <T> Expression<T> shift(NumericOperators<T> left, Operator operator, int places) {
        Expression<T> self = of(left);
        return new Binary<>(self, operator, Bind.of(places), self.type());
    }

    /** The text with each wildcard behind {@link TextOperators#ESCAPE}. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 4);
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '%' || letter == '_' || letter == TextOperators.ESCAPE) {
                escaped.append(TextOperators.ESCAPE);
            }
            escaped.append(letter);
        }
        return escaped.toString();
    }
}
