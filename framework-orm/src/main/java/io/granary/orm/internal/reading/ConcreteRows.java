package io.granary.orm.internal.reading;

import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.TablePart;
import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Query;
import io.granary.sql.Select;
import io.granary.sql.SelectItem;
import io.granary.sql.Sql;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rows of a class of a hierarchy in which each class that has objects has a table with all its columns: its own, and those of the classes
 * below it that were read so far, put together by UNION ALL, each with the name of its class. A class alone does not know what extends it, and each
 * that is read says so here, before any statement can name it. (SQLAlchemy's {@code polymorphic_union}.)
 */
public final class ConcreteRows {

    private static final ClassValue<ConcreteRows> KNOWN = new ClassValue<>() {
        @Override
        protected ConcreteRows computeValue(Class<?> type) {
            return new ConcreteRows(type);
        }
    };

    private final Class<?> type;

    /** By their names, so that statements do not depend on the order in which classes were read. */
    private final TreeMap<String, EntityMapping<?>> members = new TreeMap<>();

    private volatile Known known = new Known(List.of(), Optional.empty());

    /** What is known of it now. */
    private record Known(List<String> names, Optional<Query> source) {}

    private ConcreteRows(Class<?> type) {
        this.type = type;
    }

    /**
     * {@return the rows of a class}
     *
     * @param type the class
     */
    public static ConcreteRows of(Class<?> type) {
        return KNOWN.get(type);
    }

    /**
     * Notes a class that was read, for itself and for those above it.
     *
     * @param mapping how it is mapped
     */
    public static void learn(EntityMapping<?> mapping) {
        for (Class<?> at : Ancestry.of(mapping.type())) {
            of(at).add(mapping);
        }
    }

    private synchronized void add(EntityMapping<?> mapping) {
        if (!mapping.storedIn().isEmpty()) {
            members.put(mapping.name(), mapping);
        }
        boolean alone = members.size() == 1 && members.firstEntry().getValue().type() == type;
        known = new Known(
                List.copyOf(members.keySet()), alone || members.isEmpty() ? Optional.empty() : Optional.of(union()));
    }

    /** {@return the query that gives them; empty where all are in the table of the class itself} */
    public Optional<Query> source() {
        return known.source();
    }

    /** {@return the names of the classes that they are of; unmodifiable} */
    public List<String> names() {
        return known.names();
    }

    private Query union() {
        Map<String, SqlType<?>> columns = new LinkedHashMap<>();
        // The topmost first: what all have stands before what some have.
        members.values().stream()
                .sorted(Comparator.comparing(
                        mapping -> Ancestry.of(mapping.type()).size()))
                .forEach(mapping -> mapping.columns().stream()
                        .filter(column -> column.slot() == discriminator(mapping) || !column.isExpression())
                        .forEach(column -> columns.putIfAbsent(
                                column.column().name(), column.column().type())));
        List<Query> parts = new ArrayList<>();
        members.values().forEach(mapping -> parts.add(part(mapping, columns)));
        return parts.size() == 1
                ? parts.get(0)
                : parts.get(0).unionAll(parts.subList(1, parts.size()).toArray(Query[]::new));
    }

    private static int discriminator(EntityMapping<?> mapping) {
        return mapping.inheritance().orElseThrow().discriminatorSlot();
    }

    private static Select<?> part(EntityMapping<?> mapping, Map<String, SqlType<?>> columns) {
        TablePart table = mapping.storedIn().get(0);
        Map<String, SelectItem> own = new LinkedHashMap<>();
        for (MappedColumn column : mapping.columns()) {
            if (column.slot() == discriminator(mapping)) {
                own.put(
                        column.column().name(),
                        nameOf(mapping.name()).as(column.column().name()));
            } else if (table.has(column.slot())) {
                own.put(column.column().name(), table.column(column.slot()));
            }
        }
        List<SelectItem> items = new ArrayList<>();
        columns.forEach((name, type) -> {
            SelectItem item = own.get(name);
            items.add(item == null ? missing(name, type) : item);
        });
        return Sql.select(new FromElement[0])
                .select(items.toArray(SelectItem[]::new))
                .from(table.table());
    }

    /** Of its type, which not every database finds by the other tables. */
    private static <T> SelectItem missing(String name, SqlType<T> type) {
        return Sql.nullOf(type).cast(type).as(name);
    }

    static Expression<String> nameOf(String entity) {
        return Sql.literalSql("'" + entity.replace("'", "''") + "'", Types.string(Discriminator.LONGEST));
    }

    /**
     * {@return the table that has all columns of a class, which are those of another by their names}
     *
     * @param mapping columns of the class
     * @param key the places of its key
     * @param table the table
     */
    public static TablePart part(List<MappedColumn> mapping, List<Integer> key, Table table) {
        Map<Integer, Column<?>> columns = new LinkedHashMap<>();
        for (MappedColumn column : mapping) {
            if (!column.isExpression()) {
                columns.put(column.slot(), table.column(column.column().key()));
            }
        }
        return new TablePart(
                table,
                key.stream()
                        .<Column<?>>map(
                                slot -> table.column(mapping.get(slot).column().key()))
                        .toList(),
                columns);
    }
}
