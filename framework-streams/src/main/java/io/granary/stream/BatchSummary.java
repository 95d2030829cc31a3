package io.granary.stream;

import java.time.Duration;

/**
 * What the writing of a stream came to, known when nothing of it runs any more.
 *
 * @param elements how many elements were written and committed
 * @param batches in how many batches they were
 * @param failedBatches how many batches failed and were reported; their elements do not count above
 * @param took how long it was from the beginning of the stream
 */
public record BatchSummary(long elements, long batches, long failedBatches, Duration took) {}
