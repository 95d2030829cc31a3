package io.granary.stream;

import java.time.Duration;

/**
 * What a stream of rows came to, known at its end.
 *
 * @param rows how many rows were read from the database
 * @param chunks in how many pieces they came
 * @param waitedForDatabase how long whoever read them had asked for more while none was there; of pages ({@link SqlSource#resumable}) with those that failed and the pauses behind
 *     them
 * @param waitedForConsumer how long nobody asked for a row that was there by then; of pages how long nobody asked, though the next one may have been on its way still
 */
public record StreamSummary(long rows, long chunks, Duration waitedForDatabase, Duration waitedForConsumer) {}
