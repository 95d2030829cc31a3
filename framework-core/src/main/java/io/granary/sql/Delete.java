package io.granary.sql;

import static java.util.Objects.requireNonNull;

import io.granary.sql.Parts.Part;
import java.util.List;

/**
 * A DELETE. Immutable: each step gives a new one.
 *
 * <p>(SQLAlchemy, "Using UPDATE and DELETE Statements".)
 */
public final class Delete implements Executable {

    private static final Part<List<Expression<Boolean>>> WHERE = new Part<>(1, List.of());
    private static final Part<List<FromElement>> OTHERS = new Part<>(2, List.of());
    private static final Part<List<SelectItem>> RETURNING = new Part<>(3, List.of());
    private static final Part<List<Cte>> WITH = new Part<>(4, List.of());
    private static final int PARTS = 5;

    private final TableReference table;
    private final Parts parts;

    private Delete(TableReference table, Parts parts) {
        this.table = requireNonNull(table, "table");
        this.parts = parts;
    }

    static Delete of(TableReference table) {
        return new Delete(table, Parts.none(PARTS));
    }

    /**
     * {@return this, of rows that satisfy a condition as well}
     *
     * @param condition which; with none at all every row is deleted
     */
    public Delete where(Expression<Boolean> condition) {
        return new Delete(table, parts.plus(WHERE, condition));
    }

    /**
     * {@return this, of rows that satisfy some conditions as well}
     *
     * @param conditions which
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // nothing is written into the array
    public final Delete where(Expression<Boolean>... conditions) {
        return new Delete(table, parts.plus(WHERE, conditions));
    }

    /**
     * {@return this, looking at other tables too, as {@code DELETE … USING}}
     *
     * @param elements which
     */
    public Delete using(FromElement... elements) {
        return new Delete(table, parts.plus(OTHERS, elements));
    }

    /**
     * {@return this, giving something of each row that was deleted}
     *
     * @param items expressions, or the table for all its columns
     */
    public Delete returning(SelectItem... items) {
        return new Delete(table, parts.plus(RETURNING, items));
    }

    /**
     * {@return this with common table expressions before it}
     *
     * @param ctes which; those that are read need not be given
     */
    public Delete with(Cte... ctes) {
        return new Delete(table, parts.plus(WITH, ctes));
    }

    /**
     * {@return this as a common table expression, of what it returns; PostgreSQL only}
     *
     * @param name its name
     */
    public Cte cte(String name) {
        return Cte.of(name, this, SelectItems.outputs(returned()));
    }

    /** {@return the table} */
    public TableReference table() {
        return table;
    }

    /** {@return the conditions on rows, all of which hold} */
    public List<Expression<Boolean>> criteria() {
        return parts.get(WHERE);
    }

    /** {@return the other tables it was told to look at} */
    public List<FromElement> others() {
        return parts.get(OTHERS);
    }

    /** {@return what is given of each row; none for no rows} */
    public List<SelectItem> returned() {
        return parts.get(RETURNING);
    }

    /** {@return common table expressions that stand before it, read or not} */
    public List<Cte> ctes() {
        return parts.get(WITH);
    }

    @Override
    public <R> R accept(Executable.Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
