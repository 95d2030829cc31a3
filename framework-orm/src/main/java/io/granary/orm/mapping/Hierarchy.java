package io.granary.orm.mapping;

import io.granary.error.InvalidRequestException;
import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Condition;
import io.granary.sql.DerivedColumn;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.JoinKind;
import io.granary.sql.JoinStep;
import io.granary.sql.Sql;
import io.granary.sql.TableAlias;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A class and those below it, as one set of mapped classes knows them: which columns a query for the class reads to fill objects of all of
 * them, and of which class a row is. Immutable.
 */
public final class Hierarchy {

    private final EntityMapping<?> top;
    private final Inheritance inheritance;
    private final List<Further> more;

    /** The tables of classes below that the rows of the class itself are not in, each behind those above it. */
    private final List<TablePart> tables;

    /** All tables of classes below: those among them as well that have no column to be read. */
    private final List<TablePart> below;

    private final Map<Object, Member> members;

    /**
     * A column of a class below.
     *
     * @param column the column
     * @param table the place of its table among those that are joined; negative for that of the class itself
     */
    private record Further(Column<?> column, int table) {}

    /** A class that rows are of. */
    private static final class Member {

        private final EntityMapping<?> mapping;

        /** Where its columns are: in those of the class that is asked for, and behind them in those of the others. */
        private final int[] places;

        private Member(EntityMapping<?> mapping, int[] places) {
            this.mapping = mapping;
            this.places = places;
        }
    }

    private Hierarchy(
            EntityMapping<?> top,
            List<Further> more,
            List<TablePart> tables,
            List<TablePart> below,
            Map<Object, Member> members) {
        this.top = top;
        this.inheritance = top.inheritance().orElseThrow();
        this.more = List.copyOf(more);
        this.tables = List.copyOf(tables);
        this.below = List.copyOf(below);
        this.members = members;
    }

    /**
     * {@return the hierarchy below a class}
     *
     * @param top the class, one of a hierarchy
     * @param all classes, of which those count that are this one or extend it
     */
    public static Hierarchy of(EntityMapping<?> top, Collection<? extends EntityMapping<?>> all) {
        int width = top.columns().size();
        Map<List<Object>, Integer> places = new LinkedHashMap<>();
        List<Further> more = new ArrayList<>();
        List<TablePart> tables = new ArrayList<>();
        List<TablePart> stored = new ArrayList<>(top.storedIn());
        Map<Object, Member> members = new LinkedHashMap<>();
        for (EntityMapping<?> mapping : all) {
            // What a class without a table adds stands in the tables of those below it.
            if (!top.type().isAssignableFrom(mapping.type())
                    || mapping.storedIn().isEmpty()) {
                continue;
            }
            mapping.storedIn().forEach(part -> place(stored, part));
            int[] own = new int[mapping.columns().size()];
            for (int slot = 0; slot < own.length; slot++) {
                if (slot < width || mapping.columns().get(slot).isExpression()) { // the latter is a fault
                    own[slot] = slot;
                    continue;
                }
                TablePart part = part(mapping, slot);
                int table = mapping.storedIn().size() == 1 ? -1 : place(tables, part);
                Column<?> column = part.column(slot);
                own[slot] = places.computeIfAbsent(List.of(table, column.name()), unused -> {
                    more.add(new Further(column, table));
                    return width + more.size() - 1;
                });
            }
            mapping.inheritance()
                    .flatMap(Inheritance::value)
                    .ifPresent(value -> members.put(value, new Member(mapping, own)));
        }
        List<TablePart> below = stored.subList(top.storedIn().size(), stored.size());
        return new Hierarchy(top, more, tables, below, members);
    }

    private static TablePart part(EntityMapping<?> mapping, int slot) {
        return mapping.storedIn().stream()
                .filter(part -> part.has(slot))
                .findFirst()
                .orElseThrow();
    }

    private static int place(List<TablePart> tables, TablePart part) {
        for (int i = 0; i < tables.size(); i++) {
            if (tables.get(i).table() == part.table()) {
                return i;
            }
        }
        tables.add(part);
        return tables.size() - 1;
    }

    /**
     * {@return the columns of the classes below that a query reads besides those of the class itself}
     *
     * @param from the class's table in the query, or an alias of it
     */
    public List<ColumnExpression<?>> more(FromElement from) {
        List<ColumnExpression<?>> columns = new ArrayList<>(more.size());
        for (Further further : more) {
            columns.add(
                    further.table() < 0
                            ? shared(from, further.column())
                            : in(alias(from, further.table()), further.column()));
        }
        return columns;
    }

    /**
     * {@return the joins that bring the tables of those columns, where classes have tables of their own}
     *
     * @param from the class's table in the query, or an alias of it
     */
    public List<JoinStep> joins(FromElement from) {
        List<JoinStep> joins = new ArrayList<>(tables.size());
        for (int i = 0; i < tables.size(); i++) {
            TableAlias alias = alias(from, i);
            List<Condition> same = new ArrayList<>();
            for (int k = 0; k < top.key().size(); k++) {
                same.add(same(
                        in(alias, tables.get(i).key().get(k)),
                        in(from, top.key().get(k).column())));
            }
            joins.add(new JoinStep(from, JoinKind.LEFT, alias, Sql.and(same.toArray(Condition[]::new))));
        }
        if (more.stream().anyMatch(further -> further.table() < 0 && isMissing(from, further.column()))) {
            TableAlias rest = rest(from);
            List<Column<?>> key =
                    top.key().stream().<Column<?>>map(MappedColumn::column).toList();
            joins.add(new JoinStep(from, JoinKind.LEFT, rest, RelationshipKeys.same(rest, key, from, key)));
        }
        return joins;
    }

    /** A column of a class below in the table that all share; a query in its place need not give it. */
    private <T> ColumnExpression<T> shared(FromElement from, Column<T> column) {
        Optional<QueriedTable<?>> queried = queried(from);
        if (queried.isEmpty()) {
            return in(from, column);
        }
        Optional<ColumnExpression<T>> found = queried.orElseThrow().find(column);
        return found.isPresent() ? in(from, found.orElseThrow()) : in(rest(from), column);
    }

    private static boolean isMissing(FromElement from, Column<?> column) {
        return queried(from).filter(table -> table.find(column).isEmpty()).isPresent();
    }

    private static Optional<QueriedTable<?>> queried(FromElement from) {
        FromElement table = from instanceof TableAlias alias ? alias.table() : from;
        return table instanceof QueriedTable<?> queried ? Optional.of(queried) : Optional.empty();
    }

    /** The table of the class itself, for what a query in its place does not give. */
    private TableAlias rest(FromElement from) {
        return top.table().as(FromNames.of(from) + "_" + top.table().tableName());
    }

    @SuppressWarnings("unchecked") // a key is of the class of what it refers to
    private static <T> Condition same(ColumnExpression<T> key, ColumnExpression<?> other) {
        return key.eq((Expression<T>) other);
    }

    /** Under a name of its own, for the query may name the table as well. */
    private TableAlias alias(FromElement from, int table) {
        Table joined = tables.get(table).table();
        return joined.as(FromNames.of(from) + "_" + joined.tableName());
    }

    private static <T> ColumnExpression<T> in(FromElement from, ColumnExpression<T> column) {
        return new DerivedColumn<>(from, column.name(), column.key(), column.type());
    }

    /**
     * {@return the tables of classes below that the rows of the class itself are not in, each behind those of the classes above it, whether they have
     * columns that a query reads or a key alone; unmodifiable}
     */
    public List<TablePart> below() {
        return below;
    }

    /** {@return how many columns a query reads} */
    public int width() {
        return top.columns().size() + more.size();
    }

    /**
     * {@return the class that a row is of}
     *
     * @param discriminator what the row has in the column that tells it
     * @throws InvalidRequestException when that is of no class
     */
    public EntityMapping<?> classOf(@Nullable Object discriminator) {
        return member(discriminator).mapping;
    }

    private Member member(@Nullable Object discriminator) {
        Member member = discriminator == null ? null : members.get(discriminator);
        if (member == null) {
            String column = String.valueOf(
                    top.columns().get(inheritance.discriminatorSlot()).column());
            throw InvalidRequestException.of(
                    "A row of " + top + " has " + (discriminator == null ? "NULL" : "\"" + discriminator + "\"")
                            + " in " + column + ", which tells its class, and " + top
                            + " and the known classes below it are "
                            + names() + ".",
                    "Ask for a class above, if it is a row of another class; or name the class with this @DiscriminatorValue in Mappings.of, or correct the row.");
        }
        return member;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        members.forEach((value, member) -> names.add(member.mapping + " (\"" + value + "\")"));
        return names;
    }

    /**
     * {@return the row image of the class that a row is of}
     *
     * @param row what the query read, in its order
     */
    public @Nullable Object[] image(@Nullable Object[] row) {
        int[] places = member(row[inheritance.discriminatorSlot()]).places;
        @Nullable Object[] image = new @Nullable Object[places.length];
        for (int slot = 0; slot < places.length; slot++) {
            image[slot] = row[places[slot]];
        }
        return image;
    }
}
