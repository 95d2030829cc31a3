package io.granary.orm.mapping;

import io.granary.error.InvalidRequestException;
import io.granary.sql.ColumnExpression;
import io.granary.sql.DerivedColumn;
import io.granary.sql.FromElement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A class and those below it, as one set of mapped classes knows them: which columns a query for the class reads to fill objects of all of
 * them, and of which class a row is. Immutable.
 */
public final class Hierarchy {

    private final EntityMapping<?> top;
    private final Inheritance inheritance;
    private final List<MappedColumn> more;
    private final Map<Object, Member> members;

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
            EntityMapping<?> top, Inheritance inheritance, List<MappedColumn> more, Map<Object, Member> members) {
        this.top = top;
        this.inheritance = inheritance;
        this.more = List.copyOf(more);
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
        Map<String, Integer> places = new LinkedHashMap<>();
        List<MappedColumn> more = new ArrayList<>();
        Map<Object, Member> members = new LinkedHashMap<>();
        for (EntityMapping<?> mapping : all) {
            if (!top.type().isAssignableFrom(mapping.type())) {
                continue;
            }
            int[] own = new int[mapping.columns().size()];
            for (MappedColumn column : mapping.columns()) {
                if (column.slot() < width) {
                    own[column.slot()] = column.slot();
                    continue;
                }
                own[column.slot()] = places.computeIfAbsent(column.column().name(), unused -> {
                    more.add(column);
                    return width + more.size() - 1;
                });
            }
            mapping.inheritance()
                    .flatMap(Inheritance::value)
                    .ifPresent(value -> members.put(value, new Member(mapping, own)));
        }
        return new Hierarchy(top, top.inheritance().orElseThrow(), more, members);
    }

    /**
     * {@return the columns of the classes below that a query reads besides those of the class itself}
     *
     * @param from the class's table in the query, or an alias of it
     */
    public List<ColumnExpression<?>> more(FromElement from) {
        List<ColumnExpression<?>> columns = new ArrayList<>(more.size());
        for (MappedColumn column : more) {
            columns.add(in(from, column.column()));
        }
        return columns;
    }

    private static <T> ColumnExpression<T> in(FromElement from, ColumnExpression<T> column) {
        return new DerivedColumn<>(from, column.name(), column.key(), column.type());
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
                            + " in " + column + ", which tells its class, and the classes known are " + names() + ".",
                    "Name the class with this @DiscriminatorValue in Mappings.of, or correct the row.");
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
