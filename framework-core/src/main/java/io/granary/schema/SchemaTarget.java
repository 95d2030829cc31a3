package io.granary.schema;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A database whose tables can be made, dropped and looked at without blocking anyone: a connection, or an engine. */
public interface SchemaTarget {

    /**
     * Works on one connection: on this one, if this is one, within its transaction, which stays open; otherwise on one of its own, in a
     * transaction that commits when the work's stage completes.
     *
     * @param <T> what the work gives
     * @param work its stage ends the work
     * @return completes with what the work gave
     */
    <T> CompletionStage<T> withSchema(Function<SchemaSession, ? extends CompletionStage<T>> work);
}
