package io.granary.engine.internal;

import io.granary.engine.ExecutionOptions;
import io.granary.engine.Result;
import io.granary.engine.internal.pool.AcquireTerms;
import io.granary.error.DatabaseError;
import io.granary.error.GranaryException;
import io.granary.error.InternalException;
import io.granary.sql.Executable;
import io.granary.sql.Sql;
import io.granary.sql.TextClause;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * A built statement on an engine that has met no server yet, where the URL does not tell which dialect the server speaks: MySQL and MariaDB share
 * one. A server is asked first, once in an engine's life.
 */
public final class FirstMeeting {

    private FirstMeeting() {}

    /**
     * {@return whether a statement cannot be written before a server has answered}
     *
     * @param core the engine
     * @param statement which
     */
    public static boolean isDue(EngineCore core, Executable statement) {
        return core.facts().isEmpty() && core.dialect().dependsOnServer() && !(statement instanceof TextClause);
    }

    /**
     * {@return completes with what a statement gave, after it was committed}
     *
     * @param core the engine
     * @param terms on what terms
     * @param statement what to run
     * @param parameters one map for each execution
     * @param execution its options
     */
    public static CompletionStage<Result> execute(
            EngineCore core,
            AcquireTerms terms,
            Executable statement,
            List<? extends Map<String, ?>> parameters,
            ExecutionOptions execution) {
        return core.runOnce(terms, core.compile(Sql.text("select 1"), List.of(), execution), execution)
                .thenCompose(met -> core.runOnce(terms, core.compile(statement, parameters, execution), execution));
    }

    /**
     * Runs a statement and answers with what it gave, after it was committed.
     *
     * @param core the engine
     * @param terms on what terms
     * @param statement what to run
     * @param parameters one map for each execution
     * @param execution its options
     * @param answer who asked
     */
    public static void answer(
            EngineCore core,
            AcquireTerms terms,
            Executable statement,
            List<? extends Map<String, ?>> parameters,
            ExecutionOptions execution,
            Answer<Result> answer) {
        CompletionStage<Result> whole =
                EngineCore.attempt(() -> execute(core, terms, statement, parameters, execution));
        Stages.onSuccess(whole, answer::succeed, failure -> answer.fail(known(failure)));
    }

    private static GranaryException known(Throwable failure) {
        return failure instanceof GranaryException known
                ? known
                : new InternalException(
                        new DatabaseError(String.valueOf(failure.getMessage()), null, 0, null, null, null, false),
                        failure);
    }
}
