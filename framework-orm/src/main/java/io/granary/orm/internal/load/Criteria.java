package io.granary.orm.internal.load;

import io.granary.error.ArgumentException;
import io.granary.orm.LoaderCriteria;
import io.granary.orm.LoaderOption;
import io.granary.orm.Mappings;
import io.granary.orm.WithoutLoaderCriteria;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedTable;
import io.granary.sql.CompoundSelect;
import io.granary.sql.Delete;
import io.granary.sql.Executable;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.QueryOption;
import io.granary.sql.RowConditions;
import io.granary.sql.Select;
import io.granary.sql.TableAlias;
import io.granary.sql.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What rows of some classes have to satisfy wherever a statement reads them: what holds in the session, and what the statement says. Immutable. */
public final class Criteria {

    private static final Criteria NONE = new Criteria(List.of(), Optional.empty());

    private final List<LoaderCriteria> all;

    /** What a query reads of rows that are known, by itself: the program may call an alias of its own by the same name. */
    private final Optional<TableAlias> known;

    private Criteria(List<LoaderCriteria> all, Optional<TableAlias> known) {
        this.all = all;
        this.known = known;
    }

    /** {@return no conditions} */
    public static Criteria none() {
        return NONE;
    }

    /**
     * {@return some conditions}
     *
     * @param all which
     */
    public static Criteria of(List<LoaderCriteria> all) {
        return all.isEmpty() ? NONE : new Criteria(List.copyOf(all), Optional.empty());
    }

    /** These, but for rows that were found already. */
    Criteria sparing(TableAlias rows) {
        // Without any of the session's own, a statement may add some.
        return new Criteria(all, Optional.of(rows));
    }

    /**
     * Refuses conditions for a whole session that some rows would get round.
     *
     * @param mappings the classes that are known
     * @param all the conditions
     */
    public static void require(Mappings mappings, List<LoaderCriteria> all) {
        for (LoaderCriteria each : all) {
            List<EntityMapping<?>> of = mappings.types().stream()
                    .filter(each.type()::isAssignableFrom)
                    .<EntityMapping<?>>map(mappings::mapping)
                    .toList();
            if (of.isEmpty()) {
                throw ArgumentException.of(
                        "A condition for all sessions was given for "
                                + each.type().getSimpleName() + ", and no mapped class is, extends or implements that: "
                                + mappings.types() + ".",
                        "Give it for one of them, or for what they extend or implement.");
            }
            for (EntityMapping<?> mapping : of) {
                if (!each.type().isAssignableFrom(mapping.rootType())) {
                    throw ArgumentException.of(
                            "A condition for all sessions was given for "
                                    + each.type().getSimpleName()
                                    + ", which " + mapping + " is and not all of "
                                    + mapping.rootType().getSimpleName()
                                    + ": where that one is read, rows of both come together, and it could not hold.",
                            "Give it for " + mapping.rootType().getSimpleName()
                                    + "; it may ask for the column that tells the class.");
                }
            }
        }
    }

    /**
     * {@return these, as a statement has them}
     *
     * @param options what it says, of which only conditions count here
     */
    public Criteria with(List<? extends QueryOption> options) {
        if (options.isEmpty()) {
            return this;
        }
        List<LoaderCriteria> some = new ArrayList<>(all);
        for (QueryOption option : options) {
            if (option instanceof WithoutLoaderCriteria out) {
                some.removeIf(each -> all.contains(each)
                        && (out.types().isEmpty() || out.types().contains(each.type())));
            } else if (option instanceof LoaderCriteria more) {
                some.add(more);
            }
        }
        return new Criteria(List.copyOf(some), known);
    }

    /**
     * {@return of options, those that say what rows there are}
     *
     * @param options all of them
     */
    public static List<LoaderOption> among(List<? extends QueryOption> options) {
        List<LoaderOption> some = new ArrayList<>();
        for (QueryOption option : options) {
            if (option instanceof LoaderCriteria || option instanceof WithoutLoaderCriteria) {
                some.add((LoaderOption) option);
            }
        }
        return some;
    }

    /**
     * {@return what a statement says to whoever runs it}
     *
     * @param statement the statement
     */
    public static List<QueryOption> options(Executable statement) {
        if (statement instanceof Select<?> select) {
            return select.options();
        }
        if (statement instanceof CompoundSelect compound) {
            return compound.options();
        }
        if (statement instanceof Update update) {
            return update.options();
        }
        return statement instanceof Delete delete ? delete.options() : List.of();
    }

    /** {@return whether every row counts} */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * {@return a query that reads no other rows}
     *
     * @param select the query
     */
    public Select<?> restrict(Select<?> select) {
        return isEmpty() ? select : select.restrictedBy(conditions());
    }

    /**
     * {@return a statement that reads and changes no other rows; INSERT and texts as they are}
     *
     * @param statement the statement
     */
    public Executable restrict(Executable statement) {
        if (isEmpty()) {
            return statement;
        }
        if (statement instanceof Select<?> select) {
            return restrict(select);
        }
        if (statement instanceof CompoundSelect compound) {
            return compound.restrictedBy(conditions());
        }
        if (statement instanceof Update update) {
            return update.restrictedBy(conditions());
        }
        return statement instanceof Delete delete ? delete.restrictedBy(conditions()) : statement;
    }

    /** Made for each statement: a condition may have another value each time. */
    private RowConditions conditions() {
        return RowConditions.of(this::of);
    }

    /**
     * {@return the condition on rows of a table}
     *
     * @param element a table, or an alias; of tables that no class is mapped to there are no conditions
     */
    @SuppressWarnings("ReferenceEquality") // another alias of the same name is another
    public Optional<Expression<Boolean>> of(FromElement element) {
        FromElement table = element instanceof TableAlias alias ? alias.table() : element;
        boolean spared = known.filter(rows -> rows == element).isPresent();
        if (spared || !(table instanceof MappedTable<?> mapped)) {
            return Optional.empty();
        }
        List<Expression<Boolean>> conditions = of(all, mapped.mapping(), element);
        return conditions.isEmpty() ? Optional.empty() : Optional.of(RelationshipJoin.all(conditions));
    }

    static List<Expression<Boolean>> of(
            List<? extends LoaderOption> options, EntityMapping<?> mapping, FromElement element) {
        List<Expression<Boolean>> conditions = new ArrayList<>();
        for (LoaderOption each : options) {
            if (each instanceof LoaderCriteria criteria && criteria.type().isAssignableFrom(mapping.type())) {
                conditions.add(criteria.condition().apply(element));
            }
        }
        return conditions;
    }
}
