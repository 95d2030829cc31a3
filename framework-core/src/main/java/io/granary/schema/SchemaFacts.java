package io.granary.schema;

import io.granary.schema.catalog.Catalog;
import io.granary.schema.catalog.CatalogQuery;
import io.granary.schema.catalog.CatalogScope;
import io.granary.schema.catalog.CheckInfo;
import io.granary.schema.catalog.ColumnInfo;
import io.granary.schema.catalog.ForeignKeyInfo;
import io.granary.schema.catalog.IndexInfo;
import io.granary.schema.catalog.KeyInfo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a database tells of all tables of one schema: a question for each kind of thing, and not for each table. */
final class SchemaFacts {

    private List<String> tables = List.of();
    private List<String> views = List.of();
    private Map<String, List<ColumnInfo>> columns = Map.of();
    private Map<String, List<KeyInfo>> primaryKeys = Map.of();
    private Map<String, List<KeyInfo>> uniques = Map.of();
    private Map<String, List<CheckInfo>> checks = Map.of();
    private Map<String, List<ForeignKeyInfo>> foreignKeys = Map.of();
    private Map<String, List<IndexInfo>> indexes = Map.of();
    private Map<String, List<String>> comments = Map.of();
    private List<NamedEnum> enums = List.of();

    private SchemaFacts() {}

    static CompletionStage<SchemaFacts> of(SchemaSession session, @Nullable String schema) {
        CatalogScope scope = new CatalogScope(schema, null);
        Questions questions = new Questions(session, scope);
        return CompletableFuture.completedStage(new SchemaFacts())
                .thenCompose(questions.asking(Catalog::tables, (facts, found) -> facts.tables = found))
                .thenCompose(questions.asking(Catalog::views, (facts, found) -> facts.views = found))
                .thenCompose(questions.asking(Catalog::columns, (facts, found) -> facts.columns = found))
                .thenCompose(questions.asking(Catalog::primaryKeys, (facts, found) -> facts.primaryKeys = found))
                .thenCompose(questions.asking(Catalog::uniqueConstraints, (facts, found) -> facts.uniques = found))
                .thenCompose(questions.asking(Catalog::checks, (facts, found) -> facts.checks = found))
                .thenCompose(questions.asking(Catalog::foreignKeys, (facts, found) -> facts.foreignKeys = found))
                .thenCompose(questions.asking(Catalog::indexes, (facts, found) -> facts.indexes = found))
                .thenCompose(questions.asking(Catalog::comments, (facts, found) -> facts.comments = found))
                .thenCompose(questions.asking(Catalog::enums, (facts, found) -> facts.enums = found));
    }

    private record Questions(SchemaSession session, CatalogScope scope) {

        private <T> Function<SchemaFacts, CompletionStage<SchemaFacts>> asking(
                BiFunction<Catalog, CatalogScope, CatalogQuery<T>> question, BiConsumer<SchemaFacts, T> keeping) {
            return facts -> session.ask(question, scope).thenApply(found -> {
                keeping.accept(facts, found);
                return facts;
            });
        }
    }

    List<String> tables() {
        return tables;
    }

    List<String> views() {
        return views;
    }

    List<NamedEnum> enums() {
        return enums;
    }

    List<ColumnInfo> columns(String table) {
        return columns.getOrDefault(table, List.of());
    }

    List<KeyInfo> primaryKeys(String table) {
        return primaryKeys.getOrDefault(table, List.of());
    }

    List<KeyInfo> uniques(String table) {
        return uniques.getOrDefault(table, List.of());
    }

    List<CheckInfo> checks(String table) {
        return checks.getOrDefault(table, List.of());
    }

    List<ForeignKeyInfo> foreignKeys(String table) {
        return foreignKeys.getOrDefault(table, List.of());
    }

    List<IndexInfo> indexes(String table) {
        return indexes.getOrDefault(table, List.of());
    }

    List<String> comments(String table) {
        return comments.getOrDefault(table, List.of());
    }
}
