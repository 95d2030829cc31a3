package io.granary.orm;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.orm.internal.reading.ColumnProperties;
import io.granary.orm.mapping.FromNames;
import io.granary.orm.mapping.MappedTable;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that is computed of an object in Java, and of its row in SQL: the same question, asked of both. (SQLAlchemy's {@code hybrid_property}.)
 *
 * <pre>{@code
 * static final Hybrid<Recipe, Integer> MINUTES = Hybrid.of(
 *         RECIPE, recipe -> recipe.preparing + recipe.cooking, recipe -> recipe.column(RECIPE.preparing).add(recipe.column(RECIPE.cooking)));
 *
 * MINUTES.of(soup);
 * session.scalars(select(RECIPE).where(MINUTES.sql().lt(30)).orderBy(MINUTES.sql()));
 * }</pre>
 *
 * <p>It has no column, is not loaded and not written; nothing checks that both say the same. One with arguments is a method that gives a hybrid.
 * Immutable, and safe for use by many threads.
 *
 * @param <E> the class
 * @param <T> the class of the values
 */
public final class Hybrid<E, T> {

    private final MappedTable<E> table;
    private final Function<? super E, ? extends T> instance;
    private final PropertyExpression<? super E, T> expression;
    private final Optional<BiConsumer<? super E, ? super T>> setter;

    /** Null until it is asked for: a class may say what its hybrids are before it has a table. */
    private volatile @Nullable Expression<T> own;

    private Hybrid(
            MappedTable<E> table,
            Function<? super E, ? extends T> instance,
            PropertyExpression<? super E, T> expression,
            Optional<BiConsumer<? super E, ? super T>> setter) {
        this.table = requireNonNull(table, "table");
        this.instance = requireNonNull(instance, "instance");
        this.expression = requireNonNull(expression, "expression");
        this.setter = setter;
    }

    /**
     * {@return a hybrid}
     *
     * @param <E> the class
     * @param <T> the class of the values
     * @param table the class's table
     * @param instance computes it of an object, as far as that is loaded
     * @param expression makes the expression of the columns of a table of the class, or of an alias. A query that is the whole expression reads its row from the
     *     query around it, as with {@link ColumnProperty}
     */
    public static <E, T> Hybrid<E, T> of(
            MappedTable<E> table,
            Function<? super E, ? extends T> instance,
            PropertyExpression<? super E, T> expression) {
        return new Hybrid<>(table, instance, expression, Optional.empty());
    }

    /**
     * {@return this, with what sets it on an object: it changes the attributes that it is computed of. (SQLAlchemy, {@code hybrid_property.setter}.)}
     *
     * @param change gets the object and the value that is to be computed of it afterwards
     */
    public Hybrid<E, T> withSetter(BiConsumer<? super E, ? super T> change) {
        return new Hybrid<>(table, instance, expression, Optional.of(change));
    }

    /**
     * Has an object change so that this becomes a value of it. A session writes the attributes that changed, as it does those that the program sets itself.
     *
     * @param object the object
     * @param value the value
     * @throws InvalidRequestException when nothing says how; see {@link #withSetter}
     */
    public void set(E object, T value) {
        setter.orElseThrow(() -> InvalidRequestException.of(
                        "It was to be set, and " + this + " says only how it is computed.",
                        "Say how by withSetter(...), or set the attributes that it is computed of."))
                .accept(object, value);
    }

    /**
     * {@return what it is of an object}
     *
     * @param object the object
     * @throws io.granary.error.UnloadedAttributeException when the function needs a collection or a {@code Ref} that is not loaded
     */
    public T of(E object) {
        return instance.apply(object);
    }

    /** {@return what it is of the rows of the class's table; the same expression each time, so that it may be selected and grouped by} */
    public Expression<T> sql() {
        Expression<T> known = own;
        if (known == null) {
            synchronized (this) {
                known = own;
                if (known == null) {
                    known = made(table);
                    own = known;
                }
            }
        }
        return known;
    }

    /**
     * {@return what it is of the rows of another table of the class; another expression each time, which is kept where a statement needs it twice}
     *
     * @param other the class's table, that of a class below, an alias of one, or what {@link MappedTable#of} gave
     * @throws ArgumentException when it is none of these
     */
    public Expression<T> sql(FromElement other) {
        if (other.equals(table)) {
            return sql();
        }
        Optional<Class<?>> type =
                FromNames.mapped(other).map(mapped -> mapped.mapping().type());
        if (type.filter(table.mapping().type()::isAssignableFrom).isEmpty()) {
            throw ArgumentException.of(
                    "A hybrid of " + table.mapping() + " was asked of " + other + ", which is "
                            + type.map(found -> "a table of " + found.getSimpleName())
                                    .orElse("no table of a mapped class")
                            + ".",
                    "Give the table of " + table.mapping()
                            + " or of a class below it, an alias of it, or a query by its method of(...).");
        }
        return made(other);
    }

    @SuppressWarnings("unchecked") // to have it correlated changes no type
    private Expression<T> made(FromElement from) {
        return (Expression<T>) ColumnProperties.correlated(expression.of(from), from);
    }

    /** {@return the class that it is of} */
    @Override
    public String toString() {
        return "a hybrid of " + table.mapping();
    }
}
