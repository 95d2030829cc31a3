package io.granary.engine;

import org.reactivestreams.Publisher;

/** The rows of a statement, given as they come to each subscriber, who has it run anew. See {@link AsyncConnection#stream}. */
public interface RowStream extends Publisher<RowChunk> {

    /**
     * {@return the columns as far as the statement tells them before it runs; {@link RowKeys#unknown()} for text that declares none, and for what cannot be run}
     */
    RowKeys declaredKeys();
}
