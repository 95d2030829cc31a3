package io.granary.orm.internal.flush;

import io.granary.engine.Result;
import io.granary.sql.Executable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Where the statements of a flush go. */
@FunctionalInterface
public interface StatementRunner {

    /**
     * Runs a statement.
     *
     * @param statement the statement
     * @param parameters one set for each row
     * @return completes, on any thread, with what came of it
     */
    CompletionStage<Result> run(Executable statement, List<? extends Map<String, ?>> parameters);

    /** {@return completes when the transaction is open, and whoever listens to that is done, so that statements go out in the order in which they are given} */
    default CompletionStage<Done> ready() {
        return CompletableFuture.completedFuture(Done.getInstance());
    }
}
