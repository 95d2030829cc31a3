package io.granary.schema;

import io.granary.schema.catalog.Catalog;
import io.granary.schema.catalog.CatalogScope;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Which tables and views there are in some schemas. */
record TablesThere(Set<String> names) {

    static CompletionStage<TablesThere> of(SchemaSession session, Collection<Table> tables) {
        Catalog catalog = session.dialect().catalog();
        Set<Optional<String>> schemas = new LinkedHashSet<>();
        tables.forEach(table -> schemas.add(table.schemaName()));
        CompletionStage<Set<String>> names = CompletableFuture.completedStage(new HashSet<>());
        for (Optional<String> schema : schemas) {
            String name = schema.orElse(null);
            CatalogScope all = new CatalogScope(name, null);
            names = names.thenCompose(known -> session.ask(catalog.tables(all)).thenCompose(found -> {
                add(known, name, found);
                return session.ask(catalog.views(all)).thenApply(views -> add(known, name, views));
            }));
        }
        return names.thenApply(TablesThere::new);
    }

    private static Set<String> add(Set<String> known, @Nullable String schema, Collection<String> names) {
        names.forEach(name -> known.add(schema == null ? name : schema + "." + name));
        return known;
    }

    boolean has(Table table) {
        return names.contains(table.toString());
    }
}
