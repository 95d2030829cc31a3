package io.granary.schema;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A {@link SchemaTarget} for code that blocks. */
public interface SyncSchemaTarget {

    /**
     * Works on one connection, as {@link SchemaTarget#withSchema} does, and waits for the end.
     *
     * @param <T> what the work gives
     * @param work its stage ends the work
     * @return what the work gave
     */
    <T> T withSchema(Function<SchemaSession, ? extends CompletionStage<T>> work);
}
