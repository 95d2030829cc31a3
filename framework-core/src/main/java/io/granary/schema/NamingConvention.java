package io.granary.schema;

import io.granary.sql.Expression;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How constraints and indexes are named that have no name of their own. Immutable: each step gives a new one.
 *
 * <p>A template is text with words in braces, each of which stands for something:
 *
 * <table>
 * <caption>Words</caption>
 * <tr><th>word</th><th>means</th></tr>
 * <tr><td>{@code {table_name}}</td><td>the table</td></tr>
 * <tr><td>{@code {column_0_name}}</td><td>the first column; {@code column_1_name} the second, and so on</td></tr>
 * <tr><td>{@code {column_0N_name}}, {@code {column_0_N_name}}</td><td>all columns, together or with {@code _} between them</td></tr>
 * <tr><td>{@code {column_0_key}}, {@code {column_0_label}}</td><td>in the place of the name that in Java, or the name behind the table's
 *     and {@code _}</td></tr>
 * <tr><td>{@code {referred_table_name}}, {@code {referred_column_0_name}}</td><td>the table and columns that a foreign key refers to</td></tr>
 * <tr><td>{@code {constraint_name}}</td><td>the name of the constraint; with it a template is for constraints that have one, and one
 *     without is refused</td></tr>
 * </table>
 *
 * <p>A name that has become longer than the database takes is cut and ends in four digits of its hash. (SQLAlchemy, "Configuring
 * Constraint Naming Conventions".)
 */
public final class NamingConvention {

    /** Names indexes {@code ix_}, table and columns; the database names the rest. */
    public static final NamingConvention DEFAULT = new NamingConvention(
            NameTemplate.of("ix_{table_name}_{column_0_N_name}"), null, null, null, null, NameLength.ANY);

    private final NameTemplate index;
    private final @Nullable NameTemplate unique;
    private final @Nullable NameTemplate check;
    private final @Nullable NameTemplate foreignKey;
    private final @Nullable NameTemplate primaryKey;
    private final NameLength length;

    private NamingConvention(
            NameTemplate index,
            @Nullable NameTemplate unique,
            @Nullable NameTemplate check,
            @Nullable NameTemplate foreignKey,
            @Nullable NameTemplate primaryKey,
            NameLength length) {
        this.index = index;
        this.unique = unique;
        this.check = check;
        this.foreignKey = foreignKey;
        this.primaryKey = primaryKey;
        this.length = length;
    }

    /**
     * {@return this with names for indexes that a column has by itself}
     *
     * @param template the template
     * @throws io.granary.error.ArgumentException when there is no such word, here and below
     */
    public NamingConvention index(String template) {
        return new NamingConvention(NameTemplate.of(template), unique, check, foreignKey, primaryKey, length);
    }

    /**
     * {@return this with names for unique constraints}
     *
     * @param template the template
     */
    public NamingConvention unique(String template) {
        return new NamingConvention(index, NameTemplate.of(template), check, foreignKey, primaryKey, length);
    }

    /**
     * {@return this with names for check constraints}
     *
     * @param template the template
     */
    public NamingConvention check(String template) {
        return new NamingConvention(index, unique, NameTemplate.of(template), foreignKey, primaryKey, length);
    }

    /**
     * {@return this with names for foreign keys}
     *
     * @param template the template
     */
    public NamingConvention foreignKey(String template) {
        return new NamingConvention(index, unique, check, NameTemplate.of(template), primaryKey, length);
    }

    /**
     * {@return this with names for primary keys}
     *
     * @param template the template
     */
    public NamingConvention primaryKey(String template) {
        return new NamingConvention(index, unique, check, foreignKey, NameTemplate.of(template), length);
    }

    /** For a database that takes names of such a length. */
    NamingConvention upTo(NameLength limit) {
        return new NamingConvention(index, unique, check, foreignKey, primaryKey, limit);
    }

    /**
     * {@return the name of a constraint; empty where the database finds one}
     *
     * @param table whose constraint
     * @param constraint which
     * @throws io.granary.error.InvalidRequestException when its template asks for the constraint's own name and there is none
     */
    public Optional<String> nameOf(Table table, Constraint constraint) {
        NameTemplate template = template(constraint);
        if (template == null || (constraint.name().isPresent() && !template.wantsName())) {
            return constraint.name();
        }
        return Optional.of(template.fill(NamedThing.of(table, constraint), length));
    }

    private @Nullable NameTemplate template(Constraint constraint) {
        if (constraint instanceof UniqueConstraint) {
            return unique;
        } else if (constraint instanceof CheckConstraint) {
            return check;
        }
        return constraint instanceof ForeignKey ? foreignKey : primaryKey;
    }

    /** The name of an index that a column has by itself. */
    String indexName(Table table, List<? extends Expression<?>> terms) {
        return index.fill(NamedThing.of(table, terms), length);
    }
}
