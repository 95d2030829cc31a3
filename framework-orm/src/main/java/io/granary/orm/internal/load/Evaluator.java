package io.granary.orm.internal.load;

import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import io.granary.sql.BetweenTest;
import io.granary.sql.Bind;
import io.granary.sql.BooleanConstant;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Comparison;
import io.granary.sql.Expression;
import io.granary.sql.Junction;
import io.granary.sql.Membership;
import io.granary.sql.Negation;
import io.granary.sql.NullTest;
import io.granary.sql.Operator;
import io.granary.sql.TruthOf;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries conditions of statements on objects, as SQL does: what is compared with NULL is neither true nor false. Immutable.
 */
public final class Evaluator {

    /** What an expression is for a row image. */
    private interface Value extends Function<@Nullable Object[], @Nullable Object> {}

    /** An expression that cannot be evaluated here. */
    private static final class NotHere extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private NotHere() {
            super(null, null, false, false);
        }
    }

    private final EntityMapping<?> mapping;
    private final Map<String, ?> parameters;
    private final boolean withText;
    private final BitSet used = new BitSet();
    private final Value condition;

    private Evaluator(
            EntityMapping<?> mapping, List<Expression<Boolean>> criteria, Map<String, ?> parameters, boolean withText) {
        this.mapping = mapping;
        this.parameters = parameters;
        this.withText = withText;
        List<Value> all = criteria.stream().map(this::value).toList();
        this.condition = image -> and(all, image);
    }

    /**
     * {@return what tries conditions; empty if one of them cannot be tried}
     *
     * @param mapping the class of the objects
     * @param criteria the conditions, all of which have to hold
     * @param parameters values by name
     * @param withText whether text may be compared, as Java does it, which is not as every database does
     */
    public static Optional<Evaluator> of(
            EntityMapping<?> mapping, List<Expression<Boolean>> criteria, Map<String, ?> parameters, boolean withText) {
        try {
            return Optional.of(new Evaluator(mapping, criteria, parameters, withText));
        } catch (NotHere cannot) {
            return Optional.empty();
        }
    }

    /**
     * {@return whether the conditions hold; empty if that cannot be told, for a value that they need is not known}
     *
     * @param state the object
     */
    public Optional<Boolean> holds(InstanceState state) {
        BitSet unknown = (BitSet) used.clone();
        unknown.andNot(state.loaded());
        if (!unknown.isEmpty() || used.intersects(state.stale())) {
            return Optional.empty();
        }
        return Optional.of(Boolean.TRUE.equals(condition.apply(state.current())));
    }

    private Value value(Expression<?> expression) {
        if (expression instanceof ColumnExpression<?> column) {
            return column(column);
        }
        if (expression instanceof Bind<?> bind && !bind.list()) {
            Object value = bound(bind);
            return image -> value;
        }
        if (expression instanceof BooleanConstant constant) {
            return image -> constant == BooleanConstant.TRUE;
        }
        if (expression instanceof TruthOf truth) {
            return value(truth.operand());
        }
        if (expression instanceof Negation negation) {
            Value operand = value(negation.operand());
            return image -> operand.apply(image) instanceof Boolean truth ? !truth : null;
        }
        if (expression instanceof Junction junction) {
            List<Value> operands = junction.operands().stream().map(this::value).toList();
            return junction.operator() == Operator.AND ? image -> and(operands, image) : image -> or(operands, image);
        }
        if (expression instanceof NullTest test) {
            Value operand = value(test.operand());
            return image -> (operand.apply(image) == null) != test.negated();
        }
        return compared(expression);
    }

    private Value compared(Expression<?> expression) {
        if (expression instanceof Comparison comparison) {
            Value left = value(comparison.left());
            Value right = value(comparison.right());
            Operator operator = comparison.operator();
            return image -> compare(left.apply(image), operator, right.apply(image));
        }
        if (expression instanceof BetweenTest between && !between.symmetric()) {
            Value operand = value(between.operand());
            Value low = value(between.low());
            Value high = value(between.high());
            return image -> {
                Boolean within = and(
                        List.of(
                                row -> compare(operand.apply(row), Operator.GREATER_OR_EQUAL, low.apply(row)),
                                row -> compare(operand.apply(row), Operator.LESS_OR_EQUAL, high.apply(row))),
                        image);
                return within == null ? null : within != between.negated();
            };
        }
        if (expression instanceof Membership membership
                && membership.candidates() instanceof Membership.OfValues values
                && bound(values.values()) instanceof Collection<?> candidates) {
            Value operand = value(membership.operand());
            return image -> {
                Boolean found = or(
                        candidates.stream()
                                .<Value>map(each -> row -> compare(operand.apply(row), Operator.EQUAL, each))
                                .toList(),
                        image);
                return found == null ? null : found != membership.negated();
            };
        }
        throw new NotHere();
    }

    private Value column(ColumnExpression<?> column) {
        MappedColumn own = mapping.columns().stream()
                .filter(each -> each.column() == column && !each.isExpression())
                .findFirst()
                .orElseThrow(NotHere::new);
        if (!withText && column.type().javaType() == String.class) {
            throw new NotHere();
        }
        used.set(own.slot());
        return image -> image[own.slot()];
    }

    private @Nullable Object bound(Bind<?> bind) {
        Optional<String> name = bind.ownName();
        if (name.isPresent() && parameters.containsKey(name.orElseThrow())) {
            return parameters.get(name.orElseThrow());
        }
        if (!bind.hasValue()) {
            throw new NotHere();
        }
        return bind.value();
    }

    private static @Nullable Boolean and(List<Value> operands, @Nullable Object[] image) {
        boolean unknown = false;
        for (Value operand : operands) {
            Object value = operand.apply(image);
            if (Boolean.FALSE.equals(value)) {
                return false;
            }
            unknown |= value == null;
        }
        return unknown ? null : true;
    }

    private static @Nullable Boolean or(List<Value> operands, @Nullable Object[] image) {
        boolean unknown = false;
        for (Value operand : operands) {
            Object value = operand.apply(image);
            if (Boolean.TRUE.equals(value)) {
                return true;
            }
            unknown |= value == null;
        }
        return unknown ? null : false;
    }

    private static @Nullable Boolean compare(@Nullable Object left, Operator operator, @Nullable Object right) {
        if (left == null || right == null) {
            return null;
        }
        return switch (operator) {
            case EQUAL -> same(left, right);
            case NOT_EQUAL -> !same(left, right);
            case LESS -> order(left, right) < 0;
            case LESS_OR_EQUAL -> order(left, right) <= 0;
            case GREATER -> order(left, right) > 0;
            case GREATER_OR_EQUAL -> order(left, right) >= 0;
            default -> null;
        };
    }

    private static boolean same(Object left, Object right) {
        boolean numbers = left instanceof Number && right instanceof Number;
        return numbers ? order(left, right) == 0 : left.equals(right);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // values of one column
    private static int order(Object left, Object right) {
        if (left instanceof Number && right instanceof Number) {
            return new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString()));
        }
        return ((Comparable) left).compareTo(right);
    }
}
