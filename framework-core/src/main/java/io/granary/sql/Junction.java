package io.granary.sql;

import io.granary.error.ArgumentException;
import java.util.ArrayList;
import java.util.List;

/**
 * Several conditions of which all must hold, or at least one.
 *
 * @param operator AND or OR
 * @param operands two or more
 */
public record Junction(Operator operator, List<Expression<Boolean>> operands) implements Condition {

    /** Copies the list. */
    public Junction {
        operands = List.copyOf(operands);
    }

    /**
     * What is joined by the same operator already becomes part of it; a constant that decides is all that is left, and one that does not is left out.
     *
     * @throws ArgumentException when there is nothing to join
     */
    static Condition of(Operator operator, List<? extends Expression<Boolean>> operands) {
        if (operands.isEmpty()) {
            throw ArgumentException.of(
                    operator + " was given no condition, which could mean every row or none.",
                    "Say which: start with trueValue() or falseValue().");
        }
        Condition decides = operator == Operator.AND ? BooleanConstant.FALSE : BooleanConstant.TRUE;
        List<Expression<Boolean>> flat = new ArrayList<>(operands.size());
        for (Expression<Boolean> operand : operands) {
            if (operand == decides) {
                return decides;
            } else if (operand instanceof Junction same && same.operator == operator) {
                flat.addAll(same.operands);
            } else if (!(operand instanceof BooleanConstant)) {
                flat.add(operand);
            }
        }
        if (flat.isEmpty()) {
            return decides.not();
        }
        return flat.size() == 1 ? TruthOf.of(flat.get(0)) : new Junction(operator, flat);
    }

    @Override
    public int precedence() {
        return operator.precedence();
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
