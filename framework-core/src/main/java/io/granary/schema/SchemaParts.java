package io.granary.schema;

import io.granary.schema.catalog.Catalog;
import io.granary.schema.catalog.CatalogQuery;
import io.granary.schema.catalog.CatalogScope;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What of a schema is to be created or dropped. */
record SchemaParts(List<Table> tables, List<Sequence> sequences, List<NamedEnum> enums) {

    /** Those of a kind that a database does not know are left out. */
    static SchemaParts of(MetaData all, SchemaDialect dialect) {
        return new SchemaParts(
                all.tables(),
                dialect.hasSequences() ? all.sequences() : List.of(),
                dialect.hasEnumTypes() ? all.enums() : List.of());
    }

    /** Those that are in the database, or those that are not. */
    CompletionStage<SchemaParts> found(SchemaSession session, boolean there) {
        Catalog catalog = session.dialect().catalog();
        return known(session, tables, table -> table.schemaName().orElse(null), catalog::tables)
                .thenCompose(tablesThere -> known(
                                session, tables, table -> table.schemaName().orElse(null), catalog::views)
                        .thenCompose(views -> known(session, sequences, Sequence::schema, catalog::sequences)
                                .thenCompose(numbers -> known(session, enums, NamedEnum::schema, catalog::enumNames)
                                        .thenApply(types -> {
                                            tablesThere.addAll(views);
                                            return new SchemaParts(
                                                    keep(tables, tablesThere, there),
                                                    keep(sequences, numbers, there),
                                                    keep(enums, types, there));
                                        }))));
    }

    private static <E> List<E> keep(List<E> all, Set<String> known, boolean there) {
        return all.stream()
                .filter(each -> known.contains(each.toString()) == there)
                .toList();
    }

    private static <E> CompletionStage<Set<String>> known(
            SchemaSession session,
            Collection<E> wanted,
            Function<E, @Nullable String> schemaOf,
            Function<CatalogScope, CatalogQuery<List<String>>> question) {
        // The schema of the session has no name here, and stands for itself.
        Set<CatalogScope> scopes = wanted.stream()
                .map(each -> new CatalogScope(schemaOf.apply(each), null))
                .collect(Collectors.toSet());
        CompletionStage<Set<String>> known = CompletableFuture.completedStage(new HashSet<>());
        for (CatalogScope scope : scopes) {
            // What is looked for under the name that it has here may be found under another.
            CatalogScope place =
                    new CatalogScope(session.schemas().apply(scope.schema()).orElse(null), null);
            known = known.thenCompose(names -> session.ask(question.apply(place))
                    .thenApply(found -> {
                        found.forEach(name -> names.add(scope.qualified(name)));
                        return names;
                    }));
        }
        return known;
    }
}
