package io.granary.sql;

import io.granary.error.ArgumentException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an INSERT does where a row is there already. Immutable.
 *
 * <p>PostgreSQL and SQLite have ON CONFLICT, MySQL and MariaDB ON DUPLICATE KEY UPDATE, which looks at all unique keys and not at those named here,
 * H2 has MERGE.
 *
 * @param keys the columns of the unique key that clashes; none for any key, which only {@link #doNothing} may leave open
 * @param indexCriteria what is true of the rows of the unique index that clashes, where it is one of some rows only
 * @param constraint the name of the unique constraint, in the place of the columns; PostgreSQL only
 * @param updates what is changed in the row that is there; none for nothing
 * @param criteria which rows are changed; none for all
 * @param settingGiven whether all that the INSERT gives is changed besides, except the key
 */
public record OnConflict(
        List<ColumnExpression<?>> keys,
        List<Expression<Boolean>> indexCriteria,
        @Nullable String constraint,
        List<Assignment> updates,
        List<Expression<Boolean>> criteria,
        boolean settingGiven) {

    /** Checks that the parts go together. */
    public OnConflict {
        keys = List.copyOf(keys);
        indexCriteria = List.copyOf(indexCriteria);
        updates = List.copyOf(updates);
        criteria = List.copyOf(criteria);
        if (constraint != null && !keys.isEmpty()) {
            throw ArgumentException.of(
                    "An upsert names both the constraint " + constraint + " and the columns of a key.",
                    "Name one of them.");
        }
        if (keys.isEmpty() && !indexCriteria.isEmpty()) {
            throw ArgumentException.of(
                    "An upsert says which rows are in an index, and not which columns it has.",
                    "Name them: OnConflict.on(...).indexWhere(...).");
        }
    }

    /**
     * {@return a clash of a unique key}
     *
     * @param keys its columns
     */
    public static OnConflict on(ColumnExpression<?>... keys) {
        return new OnConflict(List.of(keys), List.of(), null, List.of(), List.of(), false);
    }

    /**
     * {@return a clash of a unique constraint; PostgreSQL only}
     *
     * @param name its name
     */
    public static OnConflict onConstraint(String name) {
        return new OnConflict(List.of(), List.of(), name, List.of(), List.of(), false);
    }

    /**
     * {@return this, of a unique index that has some of the rows only; PostgreSQL only}
     *
     * <p>Not to be confused with {@link #where}, which says what rows are changed. The database compares this with the condition of the index, so
     * values are written into it as constants, as they are in the index.
     *
     * @param condition what is true of these rows; columns are those of the table
     * @throws ArgumentException where no columns are named
     */
    public OnConflict indexWhere(Expression<Boolean> condition) {
        return new OnConflict(keys, and(indexCriteria, condition), constraint, updates, criteria, settingGiven);
    }

    /** {@return this, leaving the row as it is; what the INSERT returns has it on MariaDB only} */
    public OnConflict doNothing() {
        return new OnConflict(keys, indexCriteria, constraint, List.of(), List.of(), false);
    }

    /**
     * {@return this, changing a column of the row that is there}
     *
     * @param <T> the Java class of its values
     * @param column which
     * @param value what it becomes; {@link Sql#excluded} is what it would have been
     */
    public <T> OnConflict set(ColumnExpression<T> column, Expression<? extends T> value) {
        return plus(new Assignment(column, value));
    }

    /**
     * {@return this, changing a column of the row that is there}
     *
     * @param <T> the Java class of its values
     * @param column which
     * @param value what it becomes
     */
    public <T> OnConflict set(ColumnExpression<T> column, @Nullable T value) {
        return plus(Assignment.of(column, value));
    }

    /**
     * {@return this, giving columns of the row that is there the values that they would have had}
     *
     * @param columns which
     */
    public OnConflict setExcluded(ColumnExpression<?>... columns) {
        OnConflict all = this;
        for (ColumnExpression<?> column : columns) {
            all = all.plus(new Assignment(column, new ExcludedColumn<>(column)));
        }
        return all;
    }

    /**
     * {@return this, giving all columns that the INSERT gives, and its execution, the values that they would have had; those of the key stay, and so
     * do those that are set by name}
     */
    public OnConflict setGiven() {
        return new OnConflict(keys, indexCriteria, constraint, updates, criteria, true);
    }

    /** This, once it is known what the INSERT gives. */
    OnConflict settled(List<? extends ColumnExpression<?>> given) {
        List<ColumnExpression<?>> named =
                updates.stream().<ColumnExpression<?>>map(Assignment::column).toList();
        OnConflict plain = new OnConflict(keys, indexCriteria, constraint, updates, criteria, false);
        return plain.setExcluded(given.stream()
                .filter(column -> !keys.contains(column) && !named.contains(column))
                .toArray(ColumnExpression<?>[]::new));
    }

    /**
     * {@return this, of rows that satisfy a condition only; PostgreSQL and H2}
     *
     * @param condition which
     */
    public OnConflict where(Expression<Boolean> condition) {
        return new OnConflict(keys, indexCriteria, constraint, updates, and(criteria, condition), settingGiven);
    }

    private static List<Expression<Boolean>> and(List<Expression<Boolean>> conditions, Expression<Boolean> condition) {
        List<Expression<Boolean>> more = new ArrayList<>(conditions);
        more.add(condition);
        return more;
    }

    private OnConflict plus(Assignment assignment) {
        return new OnConflict(
                keys,
                indexCriteria,
                constraint,
                Assignment.merged(updates, List.of(assignment)),
                criteria,
                settingGiven);
    }
}
