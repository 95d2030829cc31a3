package io.granary.orm.internal.reading;

import io.granary.schema.Column;
import io.granary.schema.ColumnOptions;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.type.SqlType;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A column as the annotations say it is.
 *
 * @param name its name
 * @param type what its values are
 * @param path the attribute it belongs to
 * @param target what it refers to, if it is one of a relationship
 * @param terms what else is said of it
 * @param expression what makes the expression that is read in its place; empty for one that the database has
 */
public record ColumnDefinition(
        String name,
        SqlType<?> type,
        String path,
        Optional<Supplier<Column<?>>> target,
        Terms terms,
        Optional<Function<FromElement, Expression<?>>> expression) {

    /** A column that the database has. */
    ColumnDefinition(String name, SqlType<?> type, String path, Optional<Supplier<Column<?>>> target, Terms terms) {
        this(name, type, path, target, terms, Optional.empty());
    }

    /**
     * What is said of a column.
     *
     * @param key whether it is of the primary key
     * @param identity whether the database numbers it
     * @param nullable whether it may be NULL
     * @param unique whether no two rows agree in it
     * @param insertable whether an INSERT gives it a value
     * @param updatable whether an UPDATE may change it
     * @param comment its comment in the database
     */
    public record Terms(
            boolean key,
            boolean identity,
            boolean nullable,
            boolean unique,
            boolean insertable,
            boolean updatable,
            Optional<String> comment) {}

    /** {@return whether it is set by a relationship} */
    public boolean isReference() {
        return target.isPresent();
    }

    /**
     * {@return what a schema's column is told}
     *
     * @param options what it was told before
     * @param <T> the class of its values
     */
    public <T> ColumnOptions<T> applied(ColumnOptions<T> options) {
        ColumnOptions<T> with = options;
        if (expression.isPresent()) {
            Function<FromElement, Expression<?>> made = expression.orElseThrow();
            with = with.readAs(table -> ColumnDefinition.<T>typed(made.apply(table)));
        }
        if (terms.key()) {
            with = with.primaryKey();
        }
        if (terms.identity()) {
            with = with.identity();
        }
        if (!terms.nullable()) {
            with = with.notNull();
        }
        if (terms.unique()) {
            with = with.unique();
        }
        return terms.comment().isPresent() ? with.comment(terms.comment().orElseThrow()) : with;
    }

    @SuppressWarnings("unchecked") // the attribute's class was compared with that of the expression
    private static <T> Expression<T> typed(Expression<?> expression) {
        return (Expression<T>) expression;
    }

    ColumnDefinition asKey(boolean identity) {
        return new ColumnDefinition(
                name,
                type,
                path,
                target,
                new Terms(
                        true, identity, false, terms.unique(), terms.insertable(), terms.updatable(), terms.comment()));
    }

    /** As one that rows of other classes in the same table do not have. */
    ColumnDefinition asOptional() {
        return new ColumnDefinition(
                name,
                type,
                path,
                target,
                new Terms(
                        terms.key(),
                        terms.identity(),
                        true,
                        terms.unique(),
                        terms.insertable(),
                        terms.updatable(),
                        terms.comment()));
    }

    /** As the one that tells classes apart: set as a row is inserted, and never again. */
    ColumnDefinition asDiscriminator() {
        return new ColumnDefinition(
                name, type, path, target, new Terms(false, false, false, terms.unique(), true, false, terms.comment()));
    }

    /** As one that has a value that only the class tells, and no column. */
    ColumnDefinition readAs(Expression<?> value) {
        return new ColumnDefinition(name, type, path, target, terms, Optional.of(table -> value));
    }

    ColumnDefinition named(String other) {
        return new ColumnDefinition(other, type, path, target, terms, expression);
    }
}
