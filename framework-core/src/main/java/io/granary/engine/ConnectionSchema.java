package io.granary.engine;

import io.granary.schema.SchemaDialect;
import io.granary.schema.SchemaSession;
import io.granary.schema.catalog.CatalogQuery;
import io.granary.schema.catalog.CatalogRow;
import io.granary.sql.Executable;
import io.granary.sql.SchemaTranslation;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** A connection, as making and looking at tables sees it. */
record ConnectionSchema(AsyncConnection connection, SchemaDialect dialect, SchemaTranslation schemas)
        implements SchemaSession {

    @Override
    public CompletionStage<Done> run(Executable statement) {
        return connection.execute(statement).thenApply(result -> Done.getInstance());
    }

    @Override
    public <T> CompletionStage<T> ask(CatalogQuery<T> query) {
        return connection
                .execute(query.statement(), query.parameters())
                .thenApply(result -> query.reader()
                        .apply(result.fetchAll().stream()
                                .map(row -> new CatalogRow(row.values()))
                                .toList()));
    }
}
