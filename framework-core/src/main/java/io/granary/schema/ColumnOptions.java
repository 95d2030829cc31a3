package io.granary.schema;

import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is said of a column besides its name and type. Immutable: each step gives a new one.
 *
 * @param <T> the Java class of the column's values
 */
public final class ColumnOptions<T> {

    private static final Facts.Key<Boolean> PRIMARY_KEY = new Facts.Key<>("primaryKey");
    private static final Facts.Key<Boolean> NOT_NULL = new Facts.Key<>("notNull");
    private static final Facts.Key<Identity> IDENTITY = new Facts.Key<>("identity");
    private static final Facts.Key<Boolean> UNIQUE = new Facts.Key<>("unique");
    private static final Facts.Key<Boolean> INDEX = new Facts.Key<>("index");
    private static final Facts.Key<String> KEY = new Facts.Key<>("key");
    private static final Facts.Key<ForeignKeyTarget> REFERENCES = new Facts.Key<>("references");
    private static final Facts.Key<Supplier<?>> DEFAULT = new Facts.Key<>("default");
    private static final Facts.Key<Supplier<?>> ON_UPDATE = new Facts.Key<>("onUpdate");
    private static final Facts.Key<Expression<?>> SERVER_DEFAULT = new Facts.Key<>("serverDefault");
    private static final Facts.Key<Expression<?>> COMPUTED = new Facts.Key<>("computed");
    private static final Facts.Key<Function<FromElement, Expression<?>>> READ_AS = new Facts.Key<>("readAs");
    private static final Facts.Key<String> COMMENT = new Facts.Key<>("comment");

    private final Facts said;

    private ColumnOptions(Facts said) {
        this.said = said;
    }

    static <T> ColumnOptions<T> none() {
        return new ColumnOptions<>(Facts.NONE);
    }

    private <V> ColumnOptions<T> with(Facts.Key<V> what, V value) {
        return new ColumnOptions<>(said.with(what, value));
    }

    /** What a copy of the column in another table says: references are the table's to copy. */
    <U> ColumnOptions<U> withoutReference() {
        return new ColumnOptions<>(said.without(REFERENCES));
    }

    /** {@return this, as a part of the primary key} */
    public ColumnOptions<T> primaryKey() {
        return with(PRIMARY_KEY, true);
    }

    /** {@return this without NULL} */
    public ColumnOptions<T> notNull() {
        return with(NOT_NULL, true);
    }

    /** {@return this, numbered by the database where an INSERT gives no value} */
    public ColumnOptions<T> identity() {
        return with(IDENTITY, Identity.BY_DEFAULT);
    }

    /**
     * {@return this, numbered by the database}
     *
     * @param identity how
     */
    public ColumnOptions<T> identity(Identity identity) {
        return with(IDENTITY, identity);
    }

    /** {@return this with all values different} */
    public ColumnOptions<T> unique() {
        return with(UNIQUE, true);
    }

    /** {@return this with an index of its own} */
    public ColumnOptions<T> index() {
        return with(INDEX, true);
    }

    /**
     * {@return this with a name in Java code other than that in the database}
     *
     * @param key the name
     */
    public ColumnOptions<T> key(String key) {
        return with(KEY, key);
    }

    /**
     * {@return this, referring to a column of another table}
     *
     * @param target the other column
     */
    public ColumnOptions<T> references(Column<? extends T> target) {
        return references(ForeignKeyTarget.of(target));
    }

    /**
     * {@return this, referring to a column of another table}
     *
     * @param target the other column, and what happens to this row when the other one goes
     */
    public ColumnOptions<T> references(ForeignKeyTarget target) {
        return with(REFERENCES, target);
    }

    /**
     * {@return this with a value for INSERTs of ours that give none}
     *
     * @param value the value
     */
    public ColumnOptions<T> defaultValue(T value) {
        Supplier<T> always = () -> value;
        return with(DEFAULT, always);
    }

    /**
     * {@return this with a value for each row that an INSERT of ours gives none for}
     *
     * @param supplier asked once a row
     */
    public ColumnOptions<T> defaultValue(Supplier<? extends T> supplier) {
        return with(DEFAULT, supplier);
    }

    /**
     * {@return this with a value for rows that an UPDATE of ours changes without setting it}
     *
     * @param supplier asked once an execution
     */
    public ColumnOptions<T> onUpdate(Supplier<? extends T> supplier) {
        return with(ON_UPDATE, supplier);
    }

    /**
     * {@return this with a value that the database gives where an INSERT gives none}
     *
     * @param expression what gives it; its values are written into the text of CREATE TABLE
     */
    public ColumnOptions<T> serverDefault(Expression<? extends T> expression) {
        return with(SERVER_DEFAULT, expression);
    }

    /**
     * {@return this, computed by the database from other columns}
     *
     * @param expression what of; its values are written into the text of CREATE TABLE
     */
    public ColumnOptions<T> computed(Expression<? extends T> expression) {
        return with(COMPUTED, expression);
    }

    /**
     * {@return this, which the database does not have: an expression stands in its place wherever it is read, and nothing writes it}
     *
     * <p>The column has neither a place in CREATE TABLE, nor one in what an INSERT or an UPDATE sets.
     *
     * @param expression makes it of the table, or of an alias of it, for whose columns it asks; it is called when a statement needs it first
     */
    public ColumnOptions<T> readAs(Function<? super FromElement, ? extends Expression<? extends T>> expression) {
        Function<FromElement, Expression<?>> any = expression::apply;
        return with(READ_AS, any);
    }

    /**
     * {@return this with a comment in the database}
     *
     * @param comment the comment
     */
    public ColumnOptions<T> comment(String comment) {
        return with(COMMENT, comment);
    }

    /** {@return whether it is a part of the primary key} */
    public boolean isPrimaryKey() {
        return said.has(PRIMARY_KEY);
    }

    /** {@return whether NULL was not ruled out} */
    public boolean isNullable() {
        return !said.has(NOT_NULL);
    }

    /** {@return whether the database numbers it} */
    public boolean isIdentity() {
        return said.has(IDENTITY);
    }

    /** {@return how the database numbers it; empty if it does not} */
    public Optional<Identity> identityOptions() {
        return said.get(IDENTITY);
    }

    /** {@return whether all values are different by themselves} */
    public boolean isUnique() {
        return said.has(UNIQUE);
    }

    /** {@return whether it has an index of its own} */
    public boolean isIndexed() {
        return said.has(INDEX);
    }

    /** {@return the column referred to; empty if none is} */
    public Optional<ForeignKeyTarget> target() {
        return said.get(REFERENCES);
    }

    /** {@return what gives values for INSERTs that give none} */
    public Optional<Supplier<?>> clientDefault() {
        return said.get(DEFAULT);
    }

    /** {@return what gives values for UPDATEs that give none} */
    public Optional<Supplier<?>> clientOnUpdate() {
        return said.get(ON_UPDATE);
    }

    /** {@return what the database gives where an INSERT gives nothing} */
    public Optional<Expression<?>> databaseDefault() {
        return said.get(SERVER_DEFAULT);
    }

    /** {@return what the database computes it from} */
    public Optional<Expression<?>> computation() {
        return said.get(COMPUTED);
    }

    /** {@return what makes the expression that stands in its place; empty for a column that the database has} */
    public Optional<Function<FromElement, Expression<?>>> expression() {
        return said.get(READ_AS);
    }

    /** {@return the comment in the database} */
    public Optional<String> commentText() {
        return said.get(COMMENT);
    }

    String keyOr(String name) {
        return said.get(KEY).orElse(name);
    }
}
