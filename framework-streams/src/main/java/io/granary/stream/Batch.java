package io.granary.stream;

import io.granary.error.BatchFailedException;
import java.util.List;

/**
 * What became of some elements of a stream that were to be written together.
 *
 * @param <T> the elements
 * @param <R> what the writing gave
 */
public sealed interface Batch<T, R> {

    /** {@return the number of its first element in the stream, from 0} */
    long first();

    /** {@return its elements in order; unmodifiable} */
    List<T> elements();

    /**
     * A batch that was written. Its transaction is committed, unless the whole stream is one: then it is when the stream has ended.
     *
     * @param <T> the elements
     * @param <R> what the writing gave
     * @param first the number of its first element in the stream, from 0
     * @param elements its elements in order
     * @param result what the writing gave
     */
    record Written<T, R>(long first, List<T> elements, R result) implements Batch<T, R> {

        /** Copies the list. */
        public Written {
            elements = List.copyOf(elements);
        }
    }

    /**
     * A batch that was not written, in a stream that goes on nevertheless: see {@link BatchSettings#withFailuresReported}.
     *
     * @param <T> the elements
     * @param <R> what the writing would have given
     * @param first the number of its first element in the stream, from 0
     * @param elements its elements in order
     * @param failure what the stream would have failed with; its cause says why
     */
    record Failed<T, R>(long first, List<T> elements, BatchFailedException failure) implements Batch<T, R> {

        /** Copies the list. */
        public Failed {
            elements = List.copyOf(elements);
        }
    }
}
