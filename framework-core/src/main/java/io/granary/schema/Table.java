package io.granary.schema;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Expression;
import io.granary.sql.ForeignKeyLink;
import io.granary.sql.FromElement;
import io.granary.sql.TableReference;
import io.granary.type.SqlType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A table. Either a class of its own, whose fields are the columns, or {@link #of}:
 *
 * <pre>{@code
 * final class Users extends Table {
 *     static final Users USERS = new Users();
 *     final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey().identity());
 *     final Column<String> name = column("name", string(50), c -> c.notNull());
 *
 *     private Users() {
 *         super("users");
 *     }
 * }
 * }</pre>
 *
 * <p>Columns and constraints are added while it is being made; after that it does not change and is safe for use by many threads. Two tables
 * are the same if they are one object.
 */
public class Table implements TableReference {

    private final @Nullable String schema;
    private final String name;
    private final List<Column<?>> columns = new ArrayList<>();
    private final Map<String, ReadColumn> read = new HashMap<>();
    private final List<Constraint> constraints = new ArrayList<>();
    private final List<Index> indexes = new ArrayList<>();
    private @Nullable String comment;

    /**
     * A table in the session's schema.
     *
     * @param name its name
     */
    protected Table(String name) {
        this(null, name);
    }

    /**
     * A table in a schema.
     *
     * @param schema the schema; null for that of the session
     * @param name its name
     */
    protected Table(@Nullable String schema, String name) {
        this.schema = schema;
        this.name = requireNonNull(name, "name");
        if (name.isBlank()) {
            throw ArgumentException.of("A table has no name.", "Give it one.");
        }
    }

    /**
     * {@return a table without a class of its own}
     *
     * @param name its name
     * @param definition adds its columns and constraints
     */
    public static Table of(String name, Consumer<TableDefinition> definition) {
        return of(null, name, definition);
    }

    /**
     * {@return a table without a class of its own}
     *
     * @param schema the schema; null for that of the session
     * @param name its name
     * @param definition adds its columns and constraints
     */
    public static Table of(@Nullable String schema, String name, Consumer<TableDefinition> definition) {
        Table table = new Table(schema, name);
        definition.accept(new TableDefinition(table));
        return table;
    }

    // ---- while it is being made

    /**
     * {@return a new column}
     *
     * @param <T> the Java class of its values
     * @param columnName its name
     * @param type what its values are
     */
    protected final <T> Column<T> column(String columnName, SqlType<T> type) {
        return column(columnName, type, UnaryOperator.identity());
    }

    /**
     * {@return a new column}
     *
     * @param <T> the Java class of its values
     * @param columnName its name
     * @param type what its values are
     * @param options what else is said of it
     * @throws ArgumentException when there is one of that name
     */
    protected final <T> Column<T> column(String columnName, SqlType<T> type, UnaryOperator<ColumnOptions<T>> options) {
        Column<T> column = new Column<>(this, columnName, type, options.apply(ColumnOptions.none()));
        for (Column<?> other : columns) {
            if (other.name().equals(column.name()) || other.key().equals(column.key())) {
                throw ArgumentException.of(
                        "Table " + name + " has two columns called " + columnName + ".", "Name them differently.");
            }
        }
        columns.add(column);
        column.options().expression().ifPresent(expression -> read.put(column.key(), new ReadColumn(expression)));
        return column;
    }

    /**
     * Makes some columns the primary key, in this order and in the place of those that said so themselves.
     *
     * @param key which
     */
    protected final void primaryKey(Column<?>... key) {
        constraints.add(new PrimaryKey(null, List.of(key)));
    }

    /**
     * Makes some columns the primary key, in this order.
     *
     * @param constraintName its name; null for one that is found
     * @param key which
     */
    protected final void primaryKey(@Nullable String constraintName, Column<?>... key) {
        constraints.add(new PrimaryKey(constraintName, List.of(key)));
    }

    /**
     * Rules that no two rows agree in some columns.
     *
     * @param constraintName the rule's name; null for one that is found
     * @param key which columns
     */
    protected final void unique(@Nullable String constraintName, Column<?>... key) {
        constraints.add(new UniqueConstraint(constraintName, List.of(key)));
    }

    /**
     * Rules what must be true of each row.
     *
     * @param constraintName the rule's name; null for one that is found
     * @param condition what
     */
    protected final void check(@Nullable String constraintName, Expression<Boolean> condition) {
        constraints.add(new CheckConstraint(constraintName, condition));
    }

    /**
     * Lets several columns together refer to those of a table.
     *
     * @param constraintName the rule's name; null for one that is found
     * @param key which columns
     * @param targets what each refers to
     */
    protected final void foreignKey(
            @Nullable String constraintName, List<Column<?>> key, List<ForeignKeyTarget> targets) {
        constraints.add(new ForeignKey(constraintName, key, targets));
    }

    /**
     * {@return a new index}
     *
     * @param indexName its name
     * @param terms what it orders by
     */
    protected final Index index(String indexName, Expression<?>... terms) {
        return index(new Index(indexName, this, List.of(terms), false, null));
    }

    /**
     * {@return a new index}
     *
     * @param index the index
     */
    protected final Index index(Index index) {
        indexes.add(index);
        return index;
    }

    /**
     * Gives the table a comment in the database.
     *
     * @param text the comment
     */
    protected final void comment(String text) {
        comment = text;
    }

    // ---- once it is made

    @Override
    public final Optional<String> schemaName() {
        return Optional.ofNullable(schema);
    }

    @Override
    public final String tableName() {
        return name;
    }

    @Override
    public final List<ColumnExpression<?>> columns() {
        return Collections.unmodifiableList(columns);
    }

    /**
     * {@return the column of a name}
     *
     * @param key its name in Java code
     * @throws io.granary.error.NoSuchColumnException when there is none
     */
    @Override
    public final Column<?> column(String key) {
        return (Column<?>) TableReference.super.column(key);
    }

    /**
     * {@return the column of a name, for tables without a class of their own}
     *
     * @param <T> the Java class of its values
     * @param key its name in Java code
     * @param type the Java class of its values
     * @throws io.granary.error.NoSuchColumnException when there is none
     * @throws ArgumentException when its values are of another class
     */
    @SuppressWarnings("unchecked") // the class was compared
    public final <T> Column<T> column(String key, Class<T> type) {
        Column<?> column = column(key);
        if (!column.type().javaType().equals(type)) {
            throw ArgumentException.of(
                    "The values of " + column + " are of "
                            + column.type().javaType().getName() + ", and not of " + type.getName() + ".",
                    "Ask for that class.");
        }
        return (Column<T>) column;
    }

    @Override
    public final boolean hasExpressions() {
        return !read.isEmpty();
    }

    @Override
    public Optional<Expression<?>> readAs(String key, FromElement in) {
        ReadColumn column = read.get(key);
        if (column == null) {
            return Optional.empty();
        }
        return Optional.of(in == this ? column.inTable(this) : column.in(in));
    }

    /** {@return its columns in the database, in order: none of those that an expression is read in the place of; unmodifiable} */
    public final List<Column<?>> tableColumns() {
        return read.isEmpty()
                ? Collections.unmodifiableList(columns)
                : columns.stream()
                        .filter(column -> !read.containsKey(column.key()))
                        .toList();
    }

    /**
     * {@return its primary key, without columns if it has none}
     *
     * <p>Where columns said so themselves they are in their order, but one that the database numbers is first: some databases number only
     * what a key begins with.
     */
    public final PrimaryKey primaryKey() {
        return primaryKeyRule()
                .orElseGet(() -> new PrimaryKey(
                        null,
                        columns.stream()
                                .filter(column -> column.options().isPrimaryKey())
                                .sorted(Comparator.comparing(
                                        column -> !column.options().isIdentity()))
                                .toList()));
    }

    @Override
    public final List<ColumnExpression<?>> primaryKeyColumns() {
        return List.copyOf(primaryKey().columns());
    }

    /** {@return what its rows have to keep to besides the primary key, with what columns say by themselves} */
    public final List<Constraint> constraints() {
        List<Constraint> all = new ArrayList<>();
        for (Column<?> column : columns) {
            column.options()
                    .target()
                    .ifPresent(target -> all.add(new ForeignKey(null, List.of(column), List.of(target))));
            if (column.options().isUnique()) {
                all.add(new UniqueConstraint(null, List.of(column)));
            }
        }
        all.addAll(ownConstraints());
        return all;
    }

    /** {@return its foreign keys} */
    public final List<ForeignKey> foreignKeys() {
        return constraints().stream()
                .filter(ForeignKey.class::isInstance)
                .map(ForeignKey.class::cast)
                .toList();
    }

    /** {@return its indexes, with those of columns that have one by themselves, called {@code ix_} and the names of table and column} */
    public final List<Index> indexes() {
        return indexes(NamingConvention.DEFAULT);
    }

    /**
     * {@return its indexes, with those of columns that have one by themselves}
     *
     * @param naming names these
     */
    public final List<Index> indexes(NamingConvention naming) {
        List<Index> all = new ArrayList<>();
        for (Column<?> column : columns) {
            if (column.options().isIndexed()) {
                List<Expression<?>> terms = List.of(column);
                all.add(new Index(naming.indexName(this, terms), this, terms, false, null));
            }
        }
        all.addAll(indexes);
        return all;
    }

    /** {@return its comment in the database} */
    public final Optional<String> commentText() {
        return Optional.ofNullable(comment);
    }

    /** What was said of the primary key beside its columns; empty if they said so themselves. */
    Optional<PrimaryKey> primaryKeyRule() {
        return constraints.stream()
                .filter(PrimaryKey.class::isInstance)
                .map(PrimaryKey.class::cast)
                .findFirst();
    }

    /** The constraints and indexes that no column says by itself. */
    List<Constraint> ownConstraints() {
        return constraints.stream()
                .filter(constraint -> !(constraint instanceof PrimaryKey))
                .toList();
    }

    List<Index> ownIndexes() {
        return List.copyOf(indexes);
    }

    @Override
    public final List<ForeignKeyLink> links() {
        return foreignKeys().stream()
                .map(key ->
                        new ForeignKeyLink(List.copyOf(key.columns()), key.target(), List.copyOf(key.targetColumns())))
                .toList();
    }

    /** {@return its name, behind that of its schema} */
    @Override
    public final String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
