package io.granary.schema;

import static java.util.Objects.requireNonNull;

import io.granary.schema.catalog.CatalogScope;
import io.granary.schema.catalog.ForeignKeyInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes tables of what a database tells, and of those that they refer to, schema by schema. For one use. */
final class TableReflection {

    private final SchemaSession session;
    private final Reflection reflection;
    private final Map<Optional<String>, SchemaFacts> schemas = new HashMap<>();
    private final Map<CatalogScope, Table> made = new LinkedHashMap<>();
    private final Deque<CatalogScope> wanted = new ArrayDeque<>();

    TableReflection(SchemaSession session, Reflection reflection) {
        this.session = session;
        this.reflection = reflection;
    }

    CompletionStage<MetaData> run() {
        return facts(reflection.schema() == null ? Optional.empty() : Optional.of(reflection.schema()))
                .thenCompose(facts -> {
                    names(facts).forEach(name -> wanted.add(new CatalogScope(reflection.schema(), name)));
                    return next();
                })
                .thenApply(done -> MetaData.of(List.copyOf(made.values())).with(enums()));
    }

    private List<String> names(SchemaFacts facts) {
        List<String> known = new ArrayList<>(facts.tables());
        if (reflection.views()) {
            known.addAll(facts.views());
        }
        for (String name : reflection.tables()) {
            if (!facts.tables().contains(name) && !facts.views().contains(name)) {
                throw Inspector.missing(new CatalogScope(reflection.schema(), null).qualified(name));
            }
        }
        return reflection.tables().isEmpty() ? known : reflection.tables();
    }

    private NamedEnum[] enums() {
        return schemas.values().stream()
                .flatMap(facts -> facts.enums().stream())
                .toArray(NamedEnum[]::new);
    }

    private CompletionStage<SchemaFacts> facts(Optional<String> schema) {
        SchemaFacts known = schemas.get(schema);
        return known != null
                ? CompletableFuture.completedStage(known)
                : SchemaFacts.of(session, schema.orElse(null)).thenApply(found -> {
                    schemas.put(schema, found);
                    return found;
                });
    }

    /** Makes what is wanted until a schema has to be asked about. */
    private CompletionStage<Boolean> next() {
        while (!wanted.isEmpty()) {
            CatalogScope name = wanted.remove();
            if (made.containsKey(name)) {
                continue;
            }
            SchemaFacts known = schemas.get(name.schema());
            if (known == null) {
                return facts(name.schema()).thenCompose(facts -> {
                    make(name, facts);
                    return next();
                });
            }
            make(name, known);
        }
        return CompletableFuture.completedStage(true);
    }

    private void make(CatalogScope name, SchemaFacts facts) {
        String table = requireNonNull(name.tableName());
        made.put(
                name,
                Table.of(
                        name.schemaName(),
                        table,
                        definition -> new ReflectedTable(table, facts, definition).define(this::column)));
        for (ForeignKeyInfo key : facts.foreignKeys(table)) {
            wanted.add(new CatalogScope(key.targetSchema(), key.targetTable()));
        }
    }

    private Column<?> column(CatalogScope table, String column) {
        return requireNonNull(made.get(table)).column(column);
    }
}
