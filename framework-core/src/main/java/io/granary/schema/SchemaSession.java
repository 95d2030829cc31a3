package io.granary.schema;

import io.granary.schema.catalog.Catalog;
import io.granary.schema.catalog.CatalogQuery;
import io.granary.schema.catalog.CatalogScope;
import io.granary.sql.Executable;
import io.granary.sql.SchemaTranslation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.apache.pekko.Done;

/** One connection, as making and looking at tables needs it. */
public interface SchemaSession {

    /** {@return the dialect of the server that answered} */
    SchemaDialect dialect();

    /** {@return which schemas its statements use for those that tables name} */
    SchemaTranslation schemas();

    /**
     * Runs a statement.
     *
     * @param statement which
     * @return completes when it has run
     */
    CompletionStage<Done> run(Executable statement);

    /**
     * Asks about what there is.
     *
     * @param <T> the answer
     * @param query the question
     * @return completes with the answer
     */
    <T> CompletionStage<T> ask(CatalogQuery<T> query);

    /**
     * Asks about what there is in a schema, which may be missing.
     *
     * @param <T> the answer
     * @param question the question
     * @param scope about what
     * @return completes with the answer: as of no rows, if the schema is missing
     */
    default <T> CompletionStage<T> ask(
            BiFunction<Catalog, CatalogScope, CatalogQuery<T>> question, CatalogScope scope) {
        Catalog catalog = dialect().catalog();
        CatalogQuery<T> query = question.apply(catalog, scope);
        return catalog.presence(scope)
                .map(presence -> ask(presence)
                        .thenCompose(there -> there
                                ? ask(query)
                                : CompletableFuture.completedStage(
                                        query.reader().apply(List.of()))))
                .orElseGet(() -> ask(query));
    }
}
