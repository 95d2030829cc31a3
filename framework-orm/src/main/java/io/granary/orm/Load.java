package io.granary.orm;

import io.granary.error.ArgumentException;
import io.granary.orm.ColumnLoad.Choice;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What of its objects a query loads, besides their rows: {@code select(USER).options(selectInLoad(USER.addresses))}.
 *
 * <p>Nothing is loaded that was not asked for. What is in the session already is left as it is, unless the query populates existing objects: an
 * option loads what is not loaded. (SQLAlchemy, "Relationship Loading Techniques" and "Column Loading Options".)
 */
public final class Load {

    private Load() {}

    /**
     * {@return a relationship loaded by a further query for all objects of the first one: what is best for collections, and good for most else}
     *
     * @param relationship the relationship
     */
    public static RelationshipLoad selectInLoad(Relationship<?, ?> relationship) {
        return RelationshipLoad.of(relationship, LoadStrategy.SELECT_IN);
    }

    /**
     * {@return a relationship loaded by the same query, which left-joins the other table: what is best for a relationship to one}
     *
     * <p>Rows that come several times for it give their object once. A LIMIT counts objects as before: such a query becomes a subquery of one that
     * joins. The joined table is under a name of its own, and no condition can mean it; see {@link #contains}.
     *
     * @param relationship the relationship
     */
    public static RelationshipLoad joinedLoad(Relationship<?, ?> relationship) {
        return RelationshipLoad.of(relationship, LoadStrategy.JOINED);
    }

    /**
     * {@return a relationship loaded by a further query that holds the first one as a subquery: for keys of several columns where the database is slow to
     * compare them, and for more objects than are good to name}
     *
     * @param relationship the relationship
     */
    public static RelationshipLoad subqueryLoad(Relationship<?, ?> relationship) {
        return RelationshipLoad.of(relationship, LoadStrategy.SUBQUERY);
    }

    /**
     * {@return a relationship loaded from the other class's table, which the query joins itself; a collection gets what rows there are}
     *
     * @param relationship the relationship
     */
    public static RelationshipLoad contains(Relationship<?, ?> relationship) {
        return RelationshipLoad.contained(relationship, Optional.empty());
    }

    /**
     * {@return a relationship loaded from an alias of the other class's table, which the query joins itself}
     *
     * @param relationship the relationship
     * @param from the alias
     */
    public static RelationshipLoad contains(Relationship<?, ?> relationship, FromElement from) {
        return RelationshipLoad.contained(relationship, Optional.of(from));
    }

    /**
     * {@return a relationship not loaded, whatever another option says: who uses it gets an {@link io.granary.error.UnloadedAttributeException}}
     *
     * @param relationship the relationship
     */
    public static RelationshipLoad raiseLoad(Relationship<?, ?> relationship) {
        return RelationshipLoad.of(relationship, LoadStrategy.RAISE);
    }

    /**
     * {@return a collection empty without asking, for who only adds to it; a relationship to one stays null and unloaded}
     *
     * @param relationship the relationship
     */
    public static RelationshipLoad noLoad(Relationship<?, ?> relationship) {
        return RelationshipLoad.of(relationship, LoadStrategy.NONE);
    }

    /**
     * {@return a relationship as it is loaded otherwise, to say more behind it}
     *
     * @param relationship the relationship
     */
    public static RelationshipLoad defaultLoad(Relationship<?, ?> relationship) {
        return RelationshipLoad.through(relationship);
    }

    /**
     * {@return no columns but some, and those that are always read; see {@link ColumnLoad}}
     *
     * @param columns which, of one class
     */
    public static ColumnLoad loadOnly(Column<?>... columns) {
        return new ColumnLoad(Choice.ONLY, List.of(columns));
    }

    /**
     * {@return some columns not}
     *
     * @param columns which
     */
    public static ColumnLoad defer(Column<?>... columns) {
        return new ColumnLoad(Choice.DEFER, List.of(columns));
    }

    /**
     * {@return some columns, though another option leaves them out}
     *
     * @param columns which
     */
    public static ColumnLoad undefer(Column<?>... columns) {
        return new ColumnLoad(Choice.UNDEFER, List.of(columns));
    }

    /**
     * {@return only rows that satisfy a condition, wherever the query reads objects of a class}
     *
     * @param table the class's
     * @param condition gives the condition for the table, or for an alias of it, as in {@code user -> user.column(USER.deleted).isFalse()}
     */
    public static LoaderCriteria withLoaderCriteria(
            EntityTable<?> table, Function<FromElement, Expression<Boolean>> condition) {
        return new LoaderCriteria(table.entityType(), condition);
    }

    /**
     * {@return only rows that satisfy a condition, wherever the query reads objects of a class that extends or implements another}
     *
     * @param type the other class
     * @param condition gives the condition for the table of a class, or for an alias of it, whose columns it finds by name
     */
    public static LoaderCriteria withLoaderCriteria(
            Class<?> type, Function<FromElement, Expression<Boolean>> condition) {
        return new LoaderCriteria(type, condition);
    }

    /**
     * {@return none of the conditions that hold in the session, for one statement and all that it loads: {@code
     * select(USER).options(withoutLoaderCriteria())}. Those that the statement has itself hold}
     */
    public static WithoutLoaderCriteria withoutLoaderCriteria() {
        return new WithoutLoaderCriteria(List.of());
    }

    /**
     * {@return some of the conditions that hold in the session not: what is deleted is seen, and still of this tenant only}
     *
     * @param types the classes that they were given for, each exactly so
     */
    public static WithoutLoaderCriteria withoutLoaderCriteria(Class<?>... types) {
        if (types.length == 0) {
            throw ArgumentException.of(
                    "Conditions were to be left out of a statement, and none was named.",
                    "Name the classes that they were given for, or call withoutLoaderCriteria() to leave out all.");
        }
        return new WithoutLoaderCriteria(List.of(types));
    }
}
