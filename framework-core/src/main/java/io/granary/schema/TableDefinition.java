package io.granary.schema;

import io.granary.sql.Expression;
import io.granary.type.SqlType;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Adds columns and constraints to a table that is being made without a class of its own; see {@link Table#of}. */
public final class TableDefinition {

    private final Table table;

    TableDefinition(Table table) {
        this.table = table;
    }

    /** The table as far as it is made. */
    Table table() {
        return table;
    }

    /**
     * {@return a new column}
     *
     * @param <T> the Java class of its values
     * @param name its name
     * @param type what its values are
     */
    public <T> Column<T> column(String name, SqlType<T> type) {
        return table.column(name, type);
    }

    /**
     * {@return a new column}
     *
     * @param <T> the Java class of its values
     * @param name its name
     * @param type what its values are
     * @param options what else is said of it
     */
    public <T> Column<T> column(String name, SqlType<T> type, UnaryOperator<ColumnOptions<T>> options) {
        return table.column(name, type, options);
    }

    /**
     * Makes some columns the primary key.
     *
     * @param key which, in the key's order
     */
    public void primaryKey(Column<?>... key) {
        table.primaryKey(key);
    }

    /**
     * Makes some columns the primary key.
     *
     * @param name its name; null for one that is found
     * @param key which, in the key's order
     */
    public void primaryKey(@Nullable String name, Column<?>... key) {
        table.primaryKey(name, key);
    }

    /**
     * Rules that no two rows agree in some columns.
     *
     * @param name the rule's name; null for one that is found
     * @param key which columns
     */
    public void unique(@Nullable String name, Column<?>... key) {
        table.unique(name, key);
    }

    /**
     * Rules what must be true of each row.
     *
     * @param name the rule's name; null for one that is found
     * @param condition what
     */
    public void check(@Nullable String name, Expression<Boolean> condition) {
        table.check(name, condition);
    }

    /**
     * Lets several columns together refer to those of a table.
     *
     * @param name the rule's name; null for one that is found
     * @param key which columns
     * @param targets what each refers to
     */
    public void foreignKey(@Nullable String name, List<Column<?>> key, List<ForeignKeyTarget> targets) {
        table.foreignKey(name, key, targets);
    }

    /**
     * Adds an index.
     *
     * @param name its name
     * @param terms what it orders by
     */
    public void index(String name, Expression<?>... terms) {
        table.index(name, terms);
    }

    /**
     * Adds an index of which no two rows may agree.
     *
     * @param name its name
     * @param terms what it orders by
     */
    public void uniqueIndex(String name, Expression<?>... terms) {
        table.index(new Index(name, table, List.of(terms), true, null));
    }

    /**
     * Adds an index.
     *
     * @param index of this table
     */
    void index(Index index) {
        table.index(index);
    }

    /**
     * Gives the table a comment in the database.
     *
     * @param text the comment
     */
    public void comment(String text) {
        table.comment(text);
    }
}
