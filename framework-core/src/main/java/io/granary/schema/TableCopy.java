package io.granary.schema;

import static java.util.Objects.requireNonNull;

import io.granary.sql.Expression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Copies tables, so that they refer to one another's copies, into a schema. (SQLAlchemy's {@code to_metadata}.) */
final class TableCopy {

    private final Map<Table, Table> copies = new HashMap<>();
    private final Map<Column<?>, Column<?>> columns = new HashMap<>();

    private TableCopy() {}

    /** Copies of tables without a schema; the others as they are. */
    static List<Table> into(String schema, List<Table> tables) {
        TableCopy copy = new TableCopy();
        tables.forEach(table -> copy.copies.put(table, copy.columns(schema, table)));
        tables.stream().filter(copy::isCopied).forEach(copy::rules);
        return tables.stream().map(copy.copies::get).toList();
    }

    private boolean isCopied(Table table) {
        return copies.get(table) != table;
    }

    private Table columns(String schema, Table table) {
        boolean there = table.schemaName().isPresent()
                && table.foreignKeys().stream()
                        .allMatch(key -> key.target().schemaName().isPresent());
        if (there) {
            return table;
        }
        return Table.of(table.schemaName().orElse(schema), table.tableName(), definition -> {
            table.commentText().ifPresent(definition::comment);
            table.tableColumns().forEach(column -> columns.put(column, column(definition, column)));
        });
    }

    private static <T> Column<T> column(TableDefinition definition, Column<T> column) {
        UnaryOperator<ColumnOptions<T>> options = none -> column.options().withoutReference();
        return definition.column(column.name(), column.type(), options);
    }

    private void rules(Table table) {
        Table copy = requireNonNull(copies.get(table));
        TableDefinition definition = new TableDefinition(copy);
        table.primaryKeyRule().ifPresent(key -> definition.primaryKey(key.constraintName(), copied(key.columns())));
        for (Constraint constraint : table.ownConstraints()) {
            rule(definition, constraint);
        }
        for (Column<?> column : table.tableColumns()) {
            column.options()
                    .target()
                    .ifPresent(target -> definition.foreignKey(null, List.of(copied(column)), List.of(copied(target))));
        }
        table.ownIndexes().forEach(index -> definition.index(copied(index, copy)));
    }

    private void rule(TableDefinition definition, Constraint constraint) {
        if (constraint instanceof UniqueConstraint unique) {
            definition.unique(unique.constraintName(), copied(unique.columns()));
        } else if (constraint instanceof CheckConstraint check) {
            // Its columns are written without their table, so they may stay those of the original.
            definition.check(check.constraintName(), check.condition());
        } else if (constraint instanceof ForeignKey key) {
            definition.foreignKey(
                    key.constraintName(),
                    List.of(copied(key.columns())),
                    key.targets().stream().map(this::copied).toList());
        }
    }

    private Index copied(Index index, Table table) {
        List<Expression<?>> terms = new ArrayList<>();
        index.terms().forEach(term -> terms.add(term instanceof Column<?> column ? copied(column) : term));
        return new Index(index.name(), table, terms, index.unique(), index.condition());
    }

    private ForeignKeyTarget copied(ForeignKeyTarget target) {
        return new ForeignKeyTarget(
                () -> copied(target.column().get()), target.onDelete(), target.onUpdate(), target.check());
    }

    private Column<?>[] copied(List<Column<?>> originals) {
        return originals.stream().map(this::copied).toArray(Column<?>[]::new);
    }

    private Column<?> copied(Column<?> original) {
        return Optional.<Column<?>>ofNullable(columns.get(original))
                .or(() -> namesake(original))
                .orElse(original);
    }

    /** The copy of a column of another object that stands for the same table. */
    private Optional<Column<?>> namesake(Column<?> original) {
        return columns.entrySet().stream()
                .filter(each -> each.getKey().toString().equals(original.toString())
                        && each.getKey()
                                .table()
                                .toString()
                                .equals(original.table().toString()))
                .<Column<?>>map(Map.Entry::getValue)
                .findFirst();
    }
}
