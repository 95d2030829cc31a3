package io.granary.sql;

import io.granary.error.ArgumentException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The condition that begins a page behind the last row of the one before, by the values that the rows are ordered by. */
final class KeysetPage {

    private KeysetPage() {}

    /** {@code (a > :a) or (a = :a and b > :b) or …}, with less in the place of greater where the order descends. */
    static Condition after(List<OrderTerm> order, List<? extends @Nullable Object> last) {
        if (order.isEmpty() || order.size() != last.size()) {
            throw ArgumentException.of(
                    "A page is to begin behind a row of " + last.size() + " values, and rows are ordered by "
                            + order.size() + ".",
                    "Order by expressions that tell any two rows apart, and give the last row's value of each.");
        }
        List<Condition> alternatives = new ArrayList<>(order.size());
        List<Condition> equal = new ArrayList<>(order.size());
        for (int i = 0; i < order.size(); i++) {
            Expression<?> by = expression(order.get(i));
            Expression<?> value = value(by, last.get(i));
            Operator beyond = isDescending(order.get(i)) ? Operator.LESS : Operator.GREATER;
            equal.add(new Comparison(by, beyond, value));
            alternatives.add(Junction.of(Operator.AND, equal));
            equal.set(i, new Comparison(by, Operator.EQUAL, value));
        }
        return Junction.of(Operator.OR, alternatives);
    }

    private static Expression<?> expression(OrderTerm term) {
        Expression<?> by = term instanceof Ordering ordering ? ordering.expression() : (Expression<?>) term;
        return by instanceof Labeled<?> labeled ? labeled.operand() : by;
    }

    private static boolean isDescending(OrderTerm term) {
        return term instanceof Ordering ordering && Boolean.TRUE.equals(ordering.descending());
    }

    @SuppressWarnings("unchecked") // a value of another class than the column's is refused where it is bound
    private static <T> Expression<T> value(Expression<T> by, @Nullable Object value) {
        if (value == null) {
            throw ArgumentException.of(
                    "The last row holds NULL in what rows are ordered by, and nothing is behind NULL.",
                    "Order by what is never NULL: coalesce(column, …).");
        }
        return Bind.beside(by, (T) value);
    }
}
