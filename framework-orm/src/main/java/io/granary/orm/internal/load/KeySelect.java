package io.granary.orm.internal.load;

import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.TablePart;
import io.granary.schema.Column;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Select;
import io.granary.sql.SelectItem;
import io.granary.sql.Sql;
import io.granary.sql.TupleExpression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Queries for rows by their keys. */
public final class KeySelect {

    private static final String PREFIX = "key_";

    private KeySelect() {}

    /**
     * {@return the query for a row of a class; its parameters are {@link #parameters}}
     *
     * @param mapping the class
     */
    public static Select<?> one(EntityMapping<?> mapping) {
        return one(ObjectRows.exactly(mapping));
    }

    /**
     * {@return the query for a row of a class, or of one below it; its parameters are {@link #parameters}}
     *
     * @param rows how objects of the class are made
     */
    public static Select<?> one(ObjectRows rows) {
        Select<?> select = rows.select();
        for (MappedColumn column : rows.mapping().key()) {
            select = select.where(equal(column.column(), PREFIX + column.slot()));
        }
        return select;
    }

    /**
     * {@return the query for the key of a row in the table of the topmost class; its parameters are {@link #parameters}}
     *
     * @param mapping the class
     */
    public static Select<?> ofTopmost(EntityMapping<?> mapping) {
        TablePart part = mapping.storedIn().get(0);
        Select<?> select = Sql.select(new FromElement[0])
                .select(part.key().toArray(SelectItem[]::new))
                .from(part.table());
        for (int i = 0; i < part.key().size(); i++) {
            select = select.where(
                    equal(part.key().get(i), PREFIX + mapping.key().get(i).slot()));
        }
        return select;
    }

    private static <T> Expression<Boolean> equal(Column<T> column, String parameter) {
        return column.eq(Sql.bind(parameter, column.type()));
    }

    /**
     * {@return the query for all rows of a class}
     *
     * @param mapping the class
     */
    public static Select<?> all(EntityMapping<?> mapping) {
        return Sql.select(mapping.table());
    }

    /**
     * {@return the parameters of {@link #one}}
     *
     * @param mapping the class
     * @param key which row
     */
    public static Map<String, ?> parameters(EntityMapping<?> mapping, EntityKey key) {
        Map<String, Object> parameters = new HashMap<>();
        for (int i = 0; i < key.values().size(); i++) {
            parameters.put(PREFIX + mapping.key().get(i).slot(), key.values().get(i));
        }
        return parameters;
    }

    /**
     * {@return a condition that columns have the values of one of several keys}
     *
     * @param columns the columns, in the keys' order
     * @param keys the values of each; at least one
     */
    @SuppressWarnings("unchecked") // the values of a key are of its columns' classes
    public static Expression<Boolean> among(List<? extends ColumnExpression<?>> columns, List<List<Object>> keys) {
        if (columns.size() == 1) {
            ColumnExpression<Object> column = (ColumnExpression<Object>) columns.get(0);
            return column.in(keys.stream().map(values -> values.get(0)).toList());
        }
        TupleExpression tuple = Sql.tuple(columns.toArray(Expression<?>[]::new));
        List<List<?>> rows = new ArrayList<>(keys);
        return tuple.in(rows);
    }
}
