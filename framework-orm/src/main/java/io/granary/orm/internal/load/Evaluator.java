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
import io.granary.type.SqlKind;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tries conditions of statements on objects, as SQL does: what is compared with NULL is neither true nor false, and what is compared is what the database
 * stores. Immutable.
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
    private final boolean asJava;
    private final BitSet used = new BitSet();
    private final Value condition;

    private Evaluator(
            EntityMapping<?> mapping, List<Expression<Boolean>> criteria, Map<String, ?> parameters, boolean asJava) {
        this.mapping = mapping;
        this.parameters = parameters;
        this.asJava = asJava;
        List<Value> all = criteria.stream().map(this::truth).toList();
        this.condition = image -> and(all, image);
    }

    /**
     * {@return what tries conditions; empty if one of them cannot be tried}
     *
     * @param mapping the class of the objects
     * @param criteria the conditions, all of which have to hold
     * @param parameters values by name
     * @param asJava whether values may be compared as Java does it, where not every database does: text, say
     */
    public static Optional<Evaluator> of(
            EntityMapping<?> mapping, List<Expression<Boolean>> criteria, Map<String, ?> parameters, boolean asJava) {
        try {
            return Optional.of(new Evaluator(mapping, criteria, parameters, asJava));
        } catch (NotHere cannot) {
            return Optional.empty();
        }
    }

    /**
     * {@return whether the conditions hold; empty if that cannot be told, for a value that they need is not known, or compares with no other, or is finer
     * than its column keeps it, and that matters}
     *
     * @param state the object
     */
    public Optional<Boolean> holds(InstanceState state) {
        BitSet unknown = (BitSet) used.clone();
        unknown.andNot(state.loaded());
        if (!unknown.isEmpty() || used.intersects(state.stale())) {
            return Optional.empty();
        }
        @Nullable Object[] image = state.current();
        int[] finer = used.stream()
                .filter(slot -> StoredValues.isFiner(type(slot), image[slot]))
                .toArray();
        try {
            if (finer.length == 0) {
                return Optional.of(holds(image));
            }
            return finer.length > 1 ? Optional.empty() : holdsAround(image, finer[0]);
        } catch (NotHere cannot) {
            return Optional.empty();
        }
    }

    private boolean holds(@Nullable Object[] image) {
        return Boolean.TRUE.equals(condition.apply(image));
    }

    /** Its row has the value below or the one above, as the column rounds: mostly that makes no difference. */
    private Optional<Boolean> holdsAround(@Nullable Object[] image, int slot) {
        @Nullable Object[] around = image.clone();
        StoredValues.Neighbours neighbours = StoredValues.neighbours(type(slot), image[slot]);
        around[slot] = new Stored(neighbours.below());
        boolean below = holds(around);
        around[slot] = new Stored(neighbours.above());
        return holds(around) == below ? Optional.of(below) : Optional.empty();
    }

    /** In a row image, what the database has and not what the object has. */
    private record Stored(Object value) {}

    private SqlType<?> type(int slot) {
        return mapping.columns().get(slot).column().type();
    }

    /** What the database stores of it. */
    private Value value(Expression<?> expression) {
        if (expression instanceof ColumnExpression<?> column) {
            return column(column);
        }
        if (expression instanceof Bind<?> bind && !bind.list()) {
            Object value = StoredValues.stored(type(bind), bound(bind));
            return image -> value;
        }
        if (expression instanceof BooleanConstant constant) {
            return image -> constant == BooleanConstant.TRUE;
        }
        if (expression instanceof TruthOf truth) {
            return truth(truth.operand());
        }
        if (expression instanceof Negation negation) {
            Value operand = truth(negation.operand());
            return image -> operand.apply(image) instanceof Boolean truth ? !truth : null;
        }
        if (expression instanceof Junction junction) {
            List<Value> operands = junction.operands().stream().map(this::truth).toList();
            return junction.operator() == Operator.AND ? image -> and(operands, image) : image -> or(operands, image);
        }
        if (expression instanceof NullTest test) {
            Value operand = value(test.operand());
            return image -> (operand.apply(image) == null) != test.negated();
        }
        return compared(expression);
    }

    /** Of what is true or false to the database as well, and not stored as text, say, by a converter. */
    private Value truth(Expression<?> expression) {
        if (StoredValues.stored(expression.type()).kind() != SqlKind.BOOLEAN) {
            throw new NotHere();
        }
        return value(expression);
    }

    private Value compared(Expression<?> expression) {
        if (expression instanceof Comparison comparison) {
            return compared(comparison.left(), comparison.operator(), comparison.right());
        }
        if (expression instanceof BetweenTest between && !between.symmetric()) {
            List<Value> both = List.of(
                    compared(between.operand(), Operator.GREATER_OR_EQUAL, between.low()),
                    compared(between.operand(), Operator.LESS_OR_EQUAL, between.high()));
            return image -> {
                Boolean within = and(both, image);
                return within == null ? null : within != between.negated();
            };
        }
        if (expression instanceof Membership membership
                && membership.candidates() instanceof Membership.OfValues values
                && bound(values.values()) instanceof Collection<?> candidates) {
            SqlType<?> type = values.values().type();
            List<Value> each = new ArrayList<>();
            for (Object candidate : candidates) {
                each.add(compared(
                        membership.operand(), Operator.EQUAL, new Bind<>(null, "param", candidate, true, type, false)));
            }
            return image -> {
                Boolean found = or(each, image);
                return found == null ? null : found != membership.negated();
            };
        }
        throw new NotHere();
    }

    private Value compared(Expression<?> left, Operator operator, Expression<?> right) {
        boolean ordered = switch (operator) {
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
            case EQUAL, NOT_EQUAL, IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> false;
            default -> throw new NotHere();
        };
        StoredValues values =
                StoredValues.compared(type(left), type(right), ordered, asJava).orElseThrow(NotHere::new);
        Value first = known(values, left);
        Value second = known(values, right);
        return image -> compare(values, first.apply(image), operator, second.apply(image));
    }

    /** That of a value which nobody gave a type, by its class, as the driver takes it. */
    private SqlType<?> type(Expression<?> expression) {
        Object value =
                expression instanceof Bind<?> bind && !bind.list() && bind.type() == Types.UNKNOWN ? bound(bind) : null;
        return value == null ? expression.type() : Types.of(value);
    }

    /** A value that compares with nothing is no matter of single objects. */
    private Value known(StoredValues values, Expression<?> expression) {
        Value value = value(expression);
        if (expression instanceof Bind<?> bind) {
            Object stored = StoredValues.stored(type(bind), bound(bind));
            if (stored != null && !values.knows(stored)) {
                throw new NotHere();
            }
        }
        return value;
    }

    private Value column(ColumnExpression<?> column) {
        MappedColumn own = mapping.columns().stream()
                .filter(each -> each.column() == column && !each.isExpression())
                .findFirst()
                .orElseThrow(NotHere::new);
        used.set(own.slot());
        return image -> image[own.slot()] instanceof Stored stored
                ? stored.value()
                : StoredValues.stored(column.type(), image[own.slot()]);
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

    private static @Nullable Boolean compare(
            StoredValues values, @Nullable Object left, Operator operator, @Nullable Object right) {
        boolean distinct = operator == Operator.IS_DISTINCT_FROM;
        if (distinct || operator == Operator.IS_NOT_DISTINCT_FROM) {
            boolean same =
                    (left == null || right == null) ? Objects.equals(left, right) : order(values, left, right) == 0;
            return same != distinct;
        }
        if (left == null || right == null) {
            return null;
        }
        int order = order(values, left, right);
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
            default -> throw new NotHere();
        };
    }

    private static int order(StoredValues values, Object left, Object right) {
        return values.compare(left, right).orElseThrow(NotHere::new);
    }
}
