package io.granary.schema;

import static java.util.Objects.requireNonNull;

import io.granary.schema.catalog.CatalogScope;
import io.granary.schema.catalog.ColumnInfo;
import io.granary.schema.catalog.ForeignKeyInfo;
import io.granary.schema.catalog.IndexInfo;
import io.granary.sql.Expression;
import io.granary.sql.Sql;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Defines a table as its database tells. */
record ReflectedTable(String name, SchemaFacts facts, TableDefinition definition) {

    void define(BiFunction<CatalogScope, String, Column<?>> others) {
        Map<String, Column<?>> columns = new LinkedHashMap<>();
        facts.columns(name).forEach(info -> columns.put(info.name(), column(info, info.type())));
        facts.primaryKeys(name).forEach(key -> definition.primaryKey(key.name(), of(columns, key.columns())));
        facts.uniques(name).forEach(key -> definition.unique(key.name(), of(columns, key.columns())));
        facts.checks(name).forEach(check -> definition.check(check.name(), Sql.literalSql(check.sql(), Types.BOOLEAN)));
        facts.foreignKeys(name).forEach(key -> foreignKey(key, of(columns, key.columns()), others));
        facts.indexes(name).forEach(index -> index(index, columns));
        facts.comments(name).forEach(definition::comment);
    }

    private <T> Column<T> column(ColumnInfo info, SqlType<T> type) {
        UnaryOperator<ColumnOptions<T>> options = none -> {
            ColumnOptions<T> said = info.nullable() ? none : none.notNull();
            if (info.identity() != null) {
                said = said.identity(info.identity());
            }
            if (info.defaultSql() != null) {
                said = said.serverDefault(Sql.literalSql(info.defaultSql(), type));
            }
            if (info.computedSql() != null) {
                said = said.computed(Sql.literalSql(info.computedSql(), type));
            }
            return info.comment() == null ? said : said.comment(info.comment());
        };
        return definition.column(info.name(), type, options);
    }

    private void foreignKey(
            ForeignKeyInfo key, Column<?>[] columns, BiFunction<CatalogScope, String, Column<?>> others) {
        CatalogScope table = new CatalogScope(key.targetSchema(), key.targetTable());
        List<ForeignKeyTarget> targets = key.targetColumns().stream()
                .map(column -> new ForeignKeyTarget(
                        () -> others.apply(table, column), key.onDelete(), key.onUpdate(), key.check()))
                .toList();
        definition.foreignKey(key.name(), List.of(columns), targets);
    }

    private void index(IndexInfo info, Map<String, Column<?>> columns) {
        List<Expression<?>> terms = new ArrayList<>();
        info.terms()
                .forEach(term -> terms.add(
                        term.expression()
                                ? Sql.literalSql(term.text(), Types.UNKNOWN)
                                : requireNonNull(columns.get(term.text()))));
        Expression<Boolean> condition =
                info.conditionSql() == null ? null : Sql.literalSql(info.conditionSql(), Types.BOOLEAN);
        definition.index(new Index(info.name(), definition.table(), terms, info.unique(), condition));
    }

    private static Column<?>[] of(Map<String, Column<?>> columns, List<String> names) {
        return names.stream().map(each -> requireNonNull(columns.get(each))).toArray(Column<?>[]::new);
    }
}
