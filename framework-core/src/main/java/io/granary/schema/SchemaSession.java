package io.granary.schema;

import io.granary.schema.catalog.CatalogQuery;
import io.granary.sql.Executable;
import io.granary.sql.SchemaTranslation;
import java.util.concurrent.CompletionStage;
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
}
