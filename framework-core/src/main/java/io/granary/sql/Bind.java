package io.granary.sql;

import static java.util.Objects.requireNonNull;

import io.granary.type.SqlType;
import io.granary.type.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place for a value, which reaches the database beside the text and never in it.
 *
 * <p>One with a name of its own gets its value from the execution, and one value serves all places of that name. One without has its value
 * already, and is named after what it stands beside.
 *
 * @param <T> the Java class of the value
 * @param name the user's name for it; null for one that is named by the compiler
 * @param nearby what the compiler's name begins with
 * @param value what is bound where the execution gives nothing; a collection where {@code list}
 * @param hasValue whether there is a value, null being one
 * @param type what a value is, or each element of a list
 * @param list whether it stands for several values in an IN
 */
public record Bind<T>(
        @Nullable String name, String nearby, @Nullable Object value, boolean hasValue, SqlType<T> type, boolean list)
        implements Expression<T> {

    private static final String UNNAMED = "param";

    /** Checks that all is there. */
    public Bind {
        requireNonNull(nearby, "nearby");
        requireNonNull(type, "type");
    }

    /**
     * {@return a place for a value whose type is that of its class}
     *
     * @param <T> the value's class
     * @param value not null
     */
    static <T> Bind<T> of(T value) {
        return new Bind<>(null, UNNAMED, value, true, Types.of(requireNonNull(value, "value")), false);
    }

    /**
     * {@return a place for a value of a type}
     *
     * @param <T> the value's class
     * @param value null included
     * @param type what it is
     */
    static <T> Bind<T> of(@Nullable T value, SqlType<T> type) {
        return new Bind<>(null, UNNAMED, value, true, type, false);
    }

    /**
     * {@return a place for a value that the execution gives}
     *
     * @param <T> the value's class
     * @param name its name
     * @param type what it is
     */
    static <T> Bind<T> named(String name, SqlType<T> type) {
        return new Bind<>(requireNonNull(name, "name"), name, null, false, type, false);
    }

    /** A value beside an expression is of that expression's type, unless its class says otherwise. */
    static <T> Bind<T> beside(Expression<T> expression, @Nullable T value) {
        return new Bind<>(null, nameOf(expression), value, true, typeFor(expression, value), false);
    }

    static <T> Bind<T> listBeside(Expression<T> expression, Collection<? extends T> values) {
        Collection<@Nullable Object> copy = Collections.unmodifiableList(new ArrayList<>(values));
        return new Bind<>(null, nameOf(expression), copy, true, expression.type(), true);
    }

    private static String nameOf(Expression<?> expression) {
        if (expression instanceof ColumnExpression<?> column) {
            return column.key();
        }
        return expression instanceof Labeled<?> labeled ? labeled.name() : UNNAMED;
    }

    private static <T> SqlType<T> typeFor(Expression<T> expression, @Nullable T value) {
        return value == null || (expression.type().javaType().isInstance(value) && expression.type() != Types.UNKNOWN)
                ? expression.type()
                : Types.of(value);
    }

    /** {@return this place with a value for executions that give none} */
    public Bind<T> withDefault(@Nullable T fallback) {
        return new Bind<>(name, nearby, fallback, true, type, list);
    }

    /** {@return this place for a collection of values, as IN takes it} */
    public Bind<T> expanding() {
        return new Bind<>(name, nearby, value, hasValue, type, true);
    }

    /** {@return the user's name for it; empty for one that the compiler names} */
    public Optional<String> ownName() {
        return Optional.ofNullable(name);
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }

    /** {@return its name; values are not shown} */
    @Override
    public String toString() {
        return ":" + (name == null ? nearby : name);
    }
}
