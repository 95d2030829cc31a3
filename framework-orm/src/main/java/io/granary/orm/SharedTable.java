package io.granary.orm;

import io.granary.orm.internal.reading.ColumnDefinition;
import io.granary.orm.internal.reading.EntityDefinition;
import io.granary.orm.internal.reading.EntityDefinition.Check;
import io.granary.orm.internal.reading.EntityDefinition.IndexDefinition;
import io.granary.orm.internal.reading.EntityDefinition.ReferenceKey;
import io.granary.orm.internal.reading.EntityDefinition.UniqueKey;
import io.granary.orm.internal.reading.JoinedKey;
import io.granary.schema.Column;
import io.granary.schema.ColumnOptions;
import io.granary.schema.ForeignKeyTarget;
import io.granary.schema.Table;
import io.granary.schema.TableDefinition;
import io.granary.sql.Expression;
import io.granary.sql.Sql;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The table of the classes of a hierarchy, to be created: one with the columns of all of them, or one for each with its own. */
final class SharedTable {

    private final TableDefinition table;
    private final Set<String> columns = new HashSet<>();
    private final Set<Object> rules = new HashSet<>();
    private final List<Column<?>> made = new ArrayList<>();

    private SharedTable(TableDefinition table) {
        this.table = table;
    }

    /** The table of some classes, the topmost first. */
    static Table of(List<EntityDefinition<?>> classes) {
        EntityDefinition<?> root = classes.get(0);
        return Table.of(root.schema(), root.table(), definition -> {
            SharedTable shared = new SharedTable(definition);
            root.comment().ifPresent(definition::comment);
            classes.forEach(shared::add);
        });
    }

    /** The table of a class that has one of its own beside that of the class above it, whose key its own refers to. */
    static Table below(EntityDefinition<?> type, EntityDefinition<?> parent, List<Column<?>> key, JoinedKey names) {
        return Table.of(type.schema(), type.table(), definition -> {
            SharedTable own = new SharedTable(definition);
            own.skip(parent);
            type.comment().ifPresent(definition::comment);
            for (int i = 0; i < key.size(); i++) {
                own.made.add(own.key(names.names().get(i), key.get(i)));
            }
            if (names.isRule()) {
                definition.foreignKey(
                        names.ruleName().orElse(null),
                        List.copyOf(own.made),
                        key.stream().map(ForeignKeyTarget::of).toList());
            }
            own.add(type);
        });
    }

    private <T> Column<T> key(String name, Column<T> of) {
        return table.column(name, of.type(), ColumnOptions::primaryKey);
    }

    /** What a class has from the one above it is in that one's table. */
    private void skip(EntityDefinition<?> parent) {
        parent.columns().forEach(column -> columns.add(column.name()));
        parent.foreignKeys().forEach(key -> rules.add(names(parent, key)));
        rules.addAll(parent.checks());
        rules.addAll(parent.uniqueKeys());
        rules.addAll(parent.indexes());
    }

    private static List<String> names(EntityDefinition<?> type, ReferenceKey key) {
        return key.slots().stream().map(slot -> type.columns().get(slot).name()).toList();
    }

    private void add(EntityDefinition<?> type) {
        for (ColumnDefinition column : type.columns()) {
            // Classes beside one another may have a column of one name, if it is the same.
            if (columns.add(column.name())) {
                made.add(column(column.name(), column.type(), column));
            }
        }
        for (ReferenceKey key : type.foreignKeys()) {
            List<ColumnDefinition> own =
                    key.slots().stream().map(type.columns()::get).toList();
            if (rules.add(names(type, key))) {
                table.foreignKey(
                        key.name(),
                        own.stream()
                                .<Column<?>>map(column -> column(column.name()))
                                .toList(),
                        own.stream()
                                .map(column ->
                                        ForeignKeyTarget.of(column.target().orElseThrow()))
                                .toList());
            }
        }
        for (Check check : type.checks()) {
            if (rules.add(check)) {
                table.check(check.name(), Sql.literalSql(check.condition(), Types.BOOLEAN));
            }
        }
        for (UniqueKey key : type.uniqueKeys()) {
            if (rules.add(key)) {
                table.unique(
                        key.name(), key.columns().stream().map(this::column).toArray(Column<?>[]::new));
            }
        }
        for (IndexDefinition index : type.indexes()) {
            if (rules.add(index)) {
                add(index, type.table());
            }
        }
    }

    private void add(IndexDefinition index, String tableName) {
        Expression<?>[] terms = index.columns().stream().map(this::column).toArray(Expression<?>[]::new);
        if (index.unique()) {
            table.uniqueIndex(index.nameIn(tableName), terms);
        } else {
            table.index(index.nameIn(tableName), terms);
        }
    }

    private <T> Column<T> column(String name, SqlType<T> type, ColumnDefinition column) {
        return table.column(name, type, column::applied);
    }

    private Column<?> column(String name) {
        return made.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
