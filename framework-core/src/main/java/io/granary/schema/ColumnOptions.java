package io.granary.schema;

import io.granary.sql.Expression;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is said of a column besides its name and type. Immutable: each step gives a new one.
 *
 * @param <T> the Java class of the column's values
 */
public final class ColumnOptions<T> {

    private final Map<String, Object> said;

    private ColumnOptions(Map<String, Object> said) {
        this.said = said;
    }

    static <T> ColumnOptions<T> none() {
        return new ColumnOptions<>(Map.of());
    }

    private ColumnOptions<T> with(String what, Object value) {
        Map<String, Object> more = new HashMap<>(said);
        more.put(what, value);
        return new ColumnOptions<>(Map.copyOf(more));
    }

    private boolean has(String what) {
        return said.containsKey(what);
    }

    private <V> Optional<V> get(String what, Class<V> type) {
        return Optional.ofNullable(said.get(what)).map(type::cast);
    }

    /** {@return this, as a part of the primary key} */
    public ColumnOptions<T> primaryKey() {
        return with("primaryKey", true);
    }

    /** {@return this without NULL} */
    public ColumnOptions<T> notNull() {
        return with("notNull", true);
    }

    /** {@return this, numbered by the database where an INSERT gives no value} */
    public ColumnOptions<T> identity() {
        return with("identity", Identity.BY_DEFAULT);
    }

    /**
     * {@return this, numbered by the database}
     *
     * @param identity how
     */
    public ColumnOptions<T> identity(Identity identity) {
        return with("identity", identity);
    }

    /** {@return this with all values different} */
    public ColumnOptions<T> unique() {
        return with("unique", true);
    }

    /** {@return this with an index of its own} */
    public ColumnOptions<T> index() {
        return with("index", true);
    }

    /**
     * {@return this with a name in Java code other than that in the database}
     *
     * @param key the name
     */
    public ColumnOptions<T> key(String key) {
        return with("key", key);
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
        return with("references", target);
    }

    /**
     * {@return this with a value for INSERTs of ours that give none}
     *
     * @param value the value
     */
    public ColumnOptions<T> defaultValue(T value) {
        Supplier<T> always = () -> value;
        return with("default", always);
    }

    /**
     * {@return this with a value for each row that an INSERT of ours gives none for}
     *
     * @param supplier asked once a row
     */
    public ColumnOptions<T> defaultValue(Supplier<? extends T> supplier) {
        return with("default", supplier);
    }

    /**
     * {@return this with a value for rows that an UPDATE of ours changes without setting it}
     *
     * @param supplier asked once an execution
     */
    public ColumnOptions<T> onUpdate(Supplier<? extends T> supplier) {
        return with("onUpdate", supplier);
    }

    /**
     * {@return this with a value that the database gives where an INSERT gives none}
     *
     * @param expression what gives it; its values are written into the text of CREATE TABLE
     */
    public ColumnOptions<T> serverDefault(Expression<? extends T> expression) {
        return with("serverDefault", expression);
    }

    /**
     * {@return this, computed by the database from other columns}
     *
     * @param expression what of; its values are written into the text of CREATE TABLE
     */
    public ColumnOptions<T> computed(Expression<? extends T> expression) {
        return with("computed", expression);
    }

    /**
     * {@return this with a comment in the database}
     *
     * @param comment the comment
     */
    public ColumnOptions<T> comment(String comment) {
        return with("comment", comment);
    }

    /** {@return whether it is a part of the primary key} */
    public boolean isPrimaryKey() {
        return has("primaryKey");
    }

    /** {@return whether NULL was not ruled out} */
    public boolean isNullable() {
        return !has("notNull");
    }

    /** {@return whether the database numbers it} */
    public boolean isIdentity() {
        return has("identity");
    }

    /** {@return how the database numbers it; empty if it does not} */
    public Optional<Identity> identityOptions() {
        return get("identity", Identity.class);
    }

    /** {@return whether all values are different by themselves} */
    public boolean isUnique() {
        return has("unique");
    }

    /** {@return whether it has an index of its own} */
    public boolean isIndexed() {
        return has("index");
    }

    /** {@return the column referred to; empty if none is} */
    public Optional<ForeignKeyTarget> target() {
        return get("references", ForeignKeyTarget.class);
    }

    /** {@return what gives values for INSERTs that give none} */
    public Optional<Supplier<?>> clientDefault() {
        return get("default", Supplier.class).map(supplier -> supplier);
    }

    /** {@return what gives values for UPDATEs that give none} */
    public Optional<Supplier<?>> clientOnUpdate() {
        return get("onUpdate", Supplier.class).map(supplier -> supplier);
    }

    /** {@return what the database gives where an INSERT gives nothing} */
    public Optional<Expression<?>> databaseDefault() {
        return get("serverDefault", Expression.class).map(expression -> expression);
    }

    /** {@return what the database computes it from} */
    public Optional<Expression<?>> computation() {
        return get("computed", Expression.class).map(expression -> expression);
    }

    /** {@return the comment in the database} */
    public Optional<String> commentText() {
        return get("comment", String.class);
    }

    String keyOr(String name) {
        return get("key", String.class).orElse(name);
    }
}
