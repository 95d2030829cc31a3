package io.granary.stream.internal;

import java.util.List;

/**
 * Elements that are to be written together.
 *
 * @param <T> the elements
 * @param run the run of the stream that they are of
 * @param first the number of the first of them in it, from 0
 * @param elements the elements in order
 */
record NumberedBatch<T>(BatchRun run, long first, List<T> elements) {

    /** Copies the list. */
    NumberedBatch {
        elements = List.copyOf(elements);
    }
}
