package io.granary.dialect.catalog;

import io.granary.schema.catalog.CatalogQuery;
import io.granary.schema.catalog.CatalogRow;
import io.granary.schema.catalog.CatalogScope;
import io.granary.sql.Sql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes questions to catalogues: which schema and which table they are about stands in their conditions. */
final class Question {

    private final String sessionSchema;
    private final NameFolding folding;

    /** {@code sessionSchema}: the condition, with {@code $s} and {@code $t} for the columns, that is true of what the session means by bare names. */
    Question(String sessionSchema, NameFolding folding) {
        this.sessionSchema = sessionSchema;
        this.folding = folding;
    }

    /**
     * {@return a question}
     *
     * @param sql with {@code {scope}} in the place of the condition
     * @param schemaColumn holds the schema's name
     * @param tableColumn holds the table's name
     */
    <T> CatalogQuery<T> about(
            CatalogScope scope,
            String schemaColumn,
            String tableColumn,
            String sql,
            Function<List<CatalogRow>, T> reader) {
        Map<String, String> parameters = new HashMap<>();
        String condition = sessionSchema.replace("$s", schemaColumn);
        if (scope.schemaName() != null) {
            parameters.put("schema", folding.toCatalog(scope.schemaName()));
            condition = schemaColumn + " = :schema";
        }
        if (scope.tableName() != null) {
            parameters.put("table", folding.toCatalog(scope.tableName()));
            condition += " and " + tableColumn + " = :table";
        }
        return new CatalogQuery<>(Sql.text(sql.replace("{scope}", condition)), parameters, reader);
    }

    /** {@return a question for names} */
    CatalogQuery<List<String>> names(CatalogScope scope, String schemaColumn, String tableColumn, String sql) {
        return about(scope, schemaColumn, tableColumn, sql, this::names);
    }

    /** {@return a question for the names of schemas} */
    CatalogQuery<List<String>> schemas(String sql) {
        return new CatalogQuery<>(Sql.text(sql), Map.of(), this::names);
    }

    /** {@return a question that is answered by nothing} */
    static <E> CatalogQuery<List<E>> nothing() {
        return new CatalogQuery<>(Sql.text("select 1 where 1 = 0"), Map.of(), rows -> List.of());
    }

    /** The database's order is that of its collation; this one is the same everywhere. */
    private List<String> names(List<CatalogRow> rows) {
        return rows.stream()
                .map(row -> folding.fromCatalog(row.name(0)))
                .sorted()
                .toList();
    }
}
