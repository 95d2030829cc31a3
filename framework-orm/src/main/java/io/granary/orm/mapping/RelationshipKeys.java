package io.granary.orm.mapping;

import io.granary.schema.Column;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Condition;
import io.granary.sql.DerivedColumn;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The columns by which rows at both ends of a relationship go together.
 *
 * @param owner those of the class that has it
 * @param target those of the other, one for each, or for each of the table's between if there is one
 * @param between the table between; its owner columns are those that refer to this side
 */
public record RelationshipKeys(List<Column<?>> owner, List<Column<?>> target, Optional<JoinTable> between) {

    /** Copies the lists. */
    public RelationshipKeys {
        owner = List.copyOf(owner);
        target = List.copyOf(target);
    }

    /**
     * {@return the columns of a relationship}
     *
     * @param relationship the relationship, of classes that are read
     */
    public static RelationshipKeys of(Relationship<?, ?> relationship) {
        EntityMapping<?> owner = relationship.ownerTable().mapping();
        EntityMapping<?> target = relationship.targetTable().mapping();
        if (relationship.holdsReference()) {
            return new RelationshipKeys(references(relationship, owner), key(target), Optional.empty());
        }
        Optional<JoinTable> own = relationship.terms().joinTable().map(Supplier::get);
        if (own.isPresent()) {
            return new RelationshipKeys(key(owner), key(target), own);
        }
        Relationship<?, ?> held = relationship
                .terms()
                .mappedBy()
                .flatMap(target::relationship)
                .orElseThrow(() -> new IllegalStateException(relationship + " is held by nothing"));
        Optional<JoinTable> turned = held.terms().joinTable().map(Supplier::get).map(JoinTable::turned);
        return turned.isPresent()
                ? new RelationshipKeys(key(owner), key(target), turned)
                : new RelationshipKeys(key(owner), references(held, target), Optional.empty());
    }

    /** The columns of a key, in the order in which references to it are, too. */
    static List<Column<?>> key(EntityMapping<?> mapping) {
        return mapping.key().stream().<Column<?>>map(MappedColumn::column).toList();
    }

    private static List<Column<?>> references(Relationship<?, ?> held, EntityMapping<?> mapping) {
        return held.terms().references().stream()
                .<Column<?>>map(
                        reference -> mapping.columns().get(reference.slot()).column())
                .toList();
    }

    /**
     * {@return what columns of the other class hold in rows that belong to an object, by the columns' keys; empty where a table between says it}
     *
     * @param relationship the relationship, which the other class holds
     * @param owner the object; has a key
     */
    public static Optional<Map<String, Object>> referring(Relationship<?, ?> relationship, Object owner) {
        RelationshipKeys keys = of(relationship);
        if (keys.between().isPresent()) {
            return Optional.empty();
        }
        List<Object> key = ObjectKey.of(relationship.ownerTable().mapping(), owner);
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < key.size(); i++) {
            values.put(keys.target().get(i).key(), key.get(i));
        }
        return Optional.of(values);
    }

    // ---- conditions

    /** That columns of two things in FROM are the same. */
    static Condition same(FromElement left, List<Column<?>> columns, FromElement right, List<Column<?>> others) {
        List<Condition> all = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            all.add(equal(in(left, columns.get(i)), in(right, others.get(i))));
        }
        return Sql.and(all.toArray(Condition[]::new));
    }

    @SuppressWarnings("unchecked") // a key is of the class of what it refers to
    private static <T> Condition equal(ColumnExpression<T> key, ColumnExpression<?> other) {
        return key.eq((Expression<T>) other);
    }

    /** That columns have some values. */
    static Condition values(FromElement element, List<Column<?>> columns, List<Object> values) {
        List<Condition> all = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            all.add(equal(in(element, columns.get(i)), values.get(i)));
        }
        return Sql.and(all.toArray(Condition[]::new));
    }

    @SuppressWarnings("unchecked") // the values of a key are of its columns' classes
    private static <T> Condition equal(ColumnExpression<T> column, Object value) {
        return column.eq((T) value);
    }

    /** A column of a class's table as it is in something that stands for it. */
    static ColumnExpression<?> in(FromElement element, Column<?> column) {
        ColumnExpression<?> there = element.column(column.key());
        return there instanceof Column<?>
                ? there
                : new DerivedColumn<>(element, there.name(), there.key(), column.type());
    }
}
