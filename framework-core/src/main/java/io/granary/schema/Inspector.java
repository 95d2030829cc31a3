package io.granary.schema;

import io.granary.error.NoSuchTableException;
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
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells what tables a database has, and what they look like. Immutable and thread-safe; each method asks anew.
 *
 * <p>Names are those that statements have: letter case counts, and names that H2 folded to upper case are in lower case. Where a table is
 * missing, the stage fails with {@link NoSuchTableException}. (SQLAlchemy's {@code Inspector}.)
 */
public final class Inspector {

    private final SchemaTarget target;
    private final @Nullable String schema;

    private Inspector(SchemaTarget target, @Nullable String schema) {
        this.target = target;
        this.schema = schema;
    }

    /**
     * {@return an inspector of the session's schema}
     *
     * @param target a connection, or an engine, which uses any
     */
    public static Inspector of(SchemaTarget target) {
        return new Inspector(target, null);
    }

    /**
     * {@return an inspector of another schema of the same database}
     *
     * @param other the schema
     */
    public Inspector inSchema(String other) {
        return new Inspector(target, other);
    }

    // ---- what there is

    /** {@return completes with the names of the schemas, the database's own left out, in order} */
    public CompletionStage<List<String>> schemaNames() {
        return target.withSchema(
                session -> session.ask(session.dialect().catalog().schemas()));
    }

    /** {@return completes with the names of the tables, in order} */
    public CompletionStage<List<String>> tableNames() {
        return ask(null, Catalog::tables);
    }

    /** {@return completes with the names of the views, in order} */
    public CompletionStage<List<String>> viewNames() {
        return ask(null, Catalog::views);
    }

    /** {@return completes with the names of the sequences, those left out that number a column; none on a database without sequences} */
    public CompletionStage<List<String>> sequenceNames() {
        return ask(null, Catalog::sequences);
    }

    /** {@return completes with the types of names that are objects of their own} */
    public CompletionStage<List<NamedEnum>> enums() {
        return ask(null, Catalog::enums);
    }

    /**
     * {@return completes with whether there is a table or view of a name}
     *
     * @param table the name
     */
    public CompletionStage<Boolean> hasTable(String table) {
        return ask(table, Catalog::tables)
                .thenCompose(tables -> tables.isEmpty()
                        ? ask(table, Catalog::views).thenApply(views -> !views.isEmpty())
                        : CompletableFuture.completedStage(true));
    }

    // ---- what it looks like

    /**
     * {@return completes with the columns of a table or view, in order}
     *
     * @param table its name
     */
    public CompletionStage<List<ColumnInfo>> columns(String table) {
        return of(table, Catalog::columns);
    }

    /**
     * {@return completes with the primary key of a table; empty if it has none}
     *
     * @param table its name
     */
    public CompletionStage<Optional<KeyInfo>> primaryKey(String table) {
        return of(table, Catalog::primaryKeys).thenApply(keys -> keys.stream().findFirst());
    }

    /**
     * {@return completes with the foreign keys of a table, by name}
     *
     * @param table its name
     */
    public CompletionStage<List<ForeignKeyInfo>> foreignKeys(String table) {
        return of(table, Catalog::foreignKeys);
    }

    /**
     * {@return completes with the unique constraints of a table, by name; unique indexes are such on MySQL and MariaDB}
     *
     * @param table its name
     */
    public CompletionStage<List<KeyInfo>> uniqueConstraints(String table) {
        return of(table, Catalog::uniqueConstraints);
    }

    /**
     * {@return completes with the check constraints of a table, by name}
     *
     * @param table its name
     */
    public CompletionStage<List<CheckInfo>> checkConstraints(String table) {
        return of(table, Catalog::checks);
    }

    /**
     * {@return completes with the indexes of a table that no constraint made, by name}
     *
     * @param table its name
     */
    public CompletionStage<List<IndexInfo>> indexes(String table) {
        return of(table, Catalog::indexes);
    }

    /**
     * {@return completes with the comment of a table; empty if it has none}
     *
     * @param table its name
     */
    public CompletionStage<Optional<String>> tableComment(String table) {
        return of(table, Catalog::comments).thenApply(texts -> texts.stream().findFirst());
    }

    private <T> CompletionStage<T> ask(
            @Nullable String table, BiFunction<Catalog, CatalogScope, CatalogQuery<T>> question) {
        CatalogScope scope = new CatalogScope(schema, table);
        return target.withSchema(session -> session.ask(question, scope));
    }

    /** What nothing is told of may be missing. */
    private <E> CompletionStage<List<E>> of(
            String table, BiFunction<Catalog, CatalogScope, CatalogQuery<Map<String, List<E>>>> question) {
        return ask(table, question)
                .thenCompose(found -> found.isEmpty()
                        ? hasTable(table).thenApply(there -> {
                            if (!there) {
                                throw missing(new CatalogScope(schema, table).qualified(table));
                            }
                            return List.<E>of();
                        })
                        : CompletableFuture.completedStage(
                                found.values().iterator().next()));
    }

    static NoSuchTableException missing(String table) {
        return NoSuchTableException.of(
                "There is no table \"" + table + "\".",
                "Compare the name with tableNames(): letter case counts, and a schema is not searched unless named.");
    }
}
