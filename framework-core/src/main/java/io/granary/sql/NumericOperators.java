package io.granary.sql;

/**
 * Arithmetic. It is for expressions of numbers; a database may take others too, as dates and intervals.
 *
 * <p>Both operands must be numbers of one kind, since Java's types say what comes of it: cast the narrower one. An operand that is no number may
 * be of another type, as an interval beside a date.
 *
 * @param <T> the Java class of the values
 */
public sealed interface NumericOperators<T> permits Expression {

    /**
     * {@return the sum}
     *
     * @param value what to add
     */
    default Expression<T> add(T value) {
        return Operands.calculate(this, Operator.ADD, value);
    }

    /**
     * {@return the sum}
     *
     * @param other what to add
     */
    default Expression<T> add(Expression<?> other) {
        return Operands.calculate(this, Operator.ADD, other);
    }

    /**
     * {@return the difference}
     *
     * @param value what to take away
     */
    default Expression<T> sub(T value) {
        return Operands.calculate(this, Operator.SUBTRACT, value);
    }

    /**
     * {@return the difference}
     *
     * @param other what to take away
     */
    default Expression<T> sub(Expression<?> other) {
        return Operands.calculate(this, Operator.SUBTRACT, other);
    }

    /**
     * {@return the product}
     *
     * @param value by what to multiply
     */
    default Expression<T> mul(T value) {
        return Operands.calculate(this, Operator.MULTIPLY, value);
    }

    /**
     * {@return the product}
     *
     * @param other by what to multiply
     */
    default Expression<T> mul(Expression<?> other) {
        return Operands.calculate(this, Operator.MULTIPLY, other);
    }

    /**
     * {@return the quotient as the database divides: PostgreSQL and H2 cut off what is behind the point of whole numbers, MySQL and MariaDB do not}
     *
     * @param value by what to divide
     */
    default Expression<T> div(T value) {
        return Operands.calculate(this, Operator.DIVIDE, value);
    }

    /**
     * {@return the quotient as the database divides}
     *
     * @param other by what to divide
     */
    default Expression<T> div(Expression<?> other) {
        return Operands.calculate(this, Operator.DIVIDE, other);
    }

    /**
     * {@return what is left over by a division}
     *
     * @param value by what to divide
     */
    default Expression<T> mod(T value) {
        return Operands.calculate(this, Operator.MODULO, value);
    }

    /**
     * {@return what is left over by a division}
     *
     * @param other by what to divide
     */
    default Expression<T> mod(Expression<?> other) {
        return Operands.calculate(this, Operator.MODULO, other);
    }

    /** {@return this with the other sign} */
    default Expression<T> neg() {
        return new Negative<>(Operands.of(this));
    }

    /**
     * {@return the bits that are set in both}
     *
     * @param value the other bits
     */
    default Expression<T> bitAnd(T value) {
        return Operands.calculate(this, Operator.BIT_AND, value);
    }

    /**
     * {@return the bits that are set in either}
     *
     * @param value the other bits
     */
    default Expression<T> bitOr(T value) {
        return Operands.calculate(this, Operator.BIT_OR, value);
    }

    /**
     * {@return the bits that are set in one of both}
     *
     * @param value the other bits
     */
    default Expression<T> bitXor(T value) {
        return Operands.calculate(this, Operator.BIT_XOR, value);
    }

    /**
     * {@return the bits moved up}
     *
     * @param places by how many places
     */
    default Expression<T> shiftLeft(int places) {
        return Operands.shift(this, Operator.SHIFT_LEFT, places);
    }

    /**
     * {@return the bits moved down}
     *
     * @param places by how many places
     */
    default Expression<T> shiftRight(int places) {
        return Operands.shift(this, Operator.SHIFT_RIGHT, places);
    }
}
