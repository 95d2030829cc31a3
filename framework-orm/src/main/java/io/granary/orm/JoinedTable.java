package io.granary.orm;

import io.granary.orm.internal.reading.EntityDefinition;
import io.granary.orm.internal.reading.JoinedKey;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Inheritance;
import io.granary.orm.mapping.TablePart;
import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.sql.Condition;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Select;
import io.granary.sql.SelectItem;
import io.granary.sql.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of a class of a hierarchy in which each class has one, and the query that puts rows of the class together. */
record JoinedTable(List<TablePart> parts, Select<?> source) {

    /** Those of a class; empty for one whose rows are in one table. */
    static Optional<JoinedTable> of(EntityDefinition<?> definition) {
        Optional<Class<?>> parent =
                definition.parts().inheritance().filter(Inheritance::joined).flatMap(Inheritance::parent);
        return parent.map(above -> below(definition, EntityTable.of(above)));
    }

    private static JoinedTable below(EntityDefinition<?> definition, EntityTable<?> parent) {
        EntityMapping<?> above = parent.mapping();
        List<TablePart> parts = new ArrayList<>(above.storedIn());
        TablePart last = parts.get(parts.size() - 1);
        List<String> rootKey = parts.get(0).key().stream().map(Column::name).toList();
        JoinedKey key = JoinedKey.of(definition.parts().access().type(), rootKey);
        Table own = SharedTable.below(definition, parent.definition(), last.key(), key);
        Map<Integer, Column<?>> columns = new HashMap<>();
        for (int slot = above.columns().size(); slot < definition.columns().size(); slot++) {
            if (definition.columns().get(slot).expression().isEmpty()) {
                columns.put(slot, own.column(definition.columns().get(slot).name()));
            }
        }
        parts.add(new TablePart(own, List.copyOf(own.primaryKey().columns()), columns));
        return new JoinedTable(parts, joined(parts, definition.columns().size()));
    }

    private static Select<?> joined(List<TablePart> parts, int width) {
        List<SelectItem> items = new ArrayList<>();
        for (int slot = 0; slot < width; slot++) {
            int place = slot;
            parts.stream().filter(part -> part.has(place)).findFirst().ifPresent(part -> items.add(part.column(place)));
        }
        Select<?> select = Sql.select(new FromElement[0])
                .select(items.toArray(SelectItem[]::new))
                .from(parts.get(0).table());
        for (int i = 1; i < parts.size(); i++) {
            List<Condition> same = new ArrayList<>();
            for (int k = 0; k < parts.get(i).key().size(); k++) {
                same.add(same(parts.get(i).key().get(k), parts.get(0).key().get(k)));
            }
            select = select.join(parts.get(i).table(), Sql.and(same.toArray(Condition[]::new)));
        }
        return select;
    }

    @SuppressWarnings("unchecked") // a key is of the class of what it refers to
    private static <T> Condition same(Column<T> key, Column<?> other) {
        return key.eq((Expression<T>) other);
    }
}
