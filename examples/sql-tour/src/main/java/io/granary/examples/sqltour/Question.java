package io.granary.examples.sqltour;

import io.granary.engine.AsyncEngine;
import io.granary.sql.Executable;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Something that the tour asks a database.
 *
 * @param text what, in words
 * @param answer asks, and completes with the lines of the answer
 */
record Question(String text, Function<AsyncEngine, CompletionStage<List<String>>> answer) {

    /**
     * {@return a question that one statement answers}
     *
     * @param <R> what its rows become
     * @param text what is asked, in words
     * @param statement the statement
     * @param type the record that its rows become
     * @param line what is printed of each
     */
    static <R extends Record> Question of(
            String text, Executable statement, Class<R> type, Function<? super R, String> line) {
        return new Question(
                text,
                engine -> engine.execute(statement)
                        .thenApply(result ->
                                result.into(type).all().stream().map(line).toList()));
    }
}
