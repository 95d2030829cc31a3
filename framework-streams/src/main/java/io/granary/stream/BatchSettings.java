package io.granary.stream;

import static java.util.Objects.requireNonNull;

import io.granary.engine.AsyncEngine;
import io.granary.engine.RetryPolicy;
import io.granary.error.ArgumentException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * How the elements of a stream are gathered and written. Immutable: {@code BatchSettings.defaults().withSize(500).withParallelism(4)}.
 *
 * <p>A batch is written when it has {@code size} elements, when another one would make it heavier than allowed, when {@code maxDelay} has passed
 * since the batch before it, and at the end of the stream.
 *
 * @param <T> the elements, as far as their weight depends on them
 * @param size how many elements a batch has at most, from 1
 * @param weight how heavy a batch may be; empty for any weight
 * @param maxDelay after what time a batch that is not full is written, from 1 ms to 24 days
 * @param parallelism how many batches may be on their way at once, each on a connection of its own, from 1
 * @param oneTransaction whether the whole stream is one transaction; else each batch is
 * @param retries what batches are written again after; empty for nothing
 * @param reportsFailures whether a batch that fails is reported in its place, and the stream goes on; else the stream fails
 */
public record BatchSettings<T>(
        int size,
        Optional<Weight<T>> weight,
        Duration maxDelay,
        int parallelism,
        boolean oneTransaction,
        Optional<RetryPolicy> retries,
        boolean reportsFailures) {

    private static final int USUAL_SIZE = 1000;
    private static final Duration USUAL_DELAY = Duration.ofSeconds(1);
    private static final Duration LEAST_DELAY = Duration.ofMillis(1);
    private static final Duration MOST_DELAY = Duration.ofDays(24);
    private static final BatchSettings<Object> DEFAULTS =
            new BatchSettings<>(USUAL_SIZE, Optional.empty(), USUAL_DELAY, 1, false, Optional.empty(), false);

    /**
     * How heavy batches may be.
     *
     * @param <T> the elements
     * @param most what a batch may weigh, from 1; a single element that weighs more is a batch of its own
     * @param of what an element weighs, as its bytes; not negative
     */
    public record Weight<T>(long most, ToLongFunction<? super T> of) {

        /** Checks the range. */
        public Weight {
            requireNonNull(of, "of");
            if (most < 1) {
                throw ArgumentException.of(
                        "Batches of a weight of " + most + ": it has to be 1 or more.",
                        "give the most a batch may weigh");
            }
        }
    }

    /**
     * Checks the ranges, and what goes together.
     *
     * @throws ArgumentException if a value is out of its range, or one transaction is to do what needs several
     */
    public BatchSettings {
        requireNonNull(weight, "weight");
        requireNonNull(retries, "retries");
        if (size < 1) {
            throw ArgumentException.of("Batches of " + size + " elements: it has to be 1 or more.", "1000 is usual");
        }
        if (maxDelay.compareTo(LEAST_DELAY) < 0 || maxDelay.compareTo(MOST_DELAY) > 0) {
            throw ArgumentException.of(
                    "Batches that are written after " + maxDelay + ": it has to be from 1 ms to 24 days.",
                    "give a long time for batches that are full but for the last");
        }
        if (parallelism < 1) {
            throw ArgumentException.of(
                    "Batches of which " + parallelism + " are on their way at once: it has to be 1 or more.",
                    "1 writes them one after another");
        }
        if (oneTransaction && (parallelism > 1 || retries.isPresent() || reportsFailures)) {
            throw ArgumentException.of(
                    "One transaction for the whole stream was asked for, and "
                            + (parallelism > 1
                                    ? parallelism + " batches at once"
                                    : retries.isPresent()
                                            ? "batches that are tried again"
                                            : "batches that are left out when they fail")
                            + "; that takes a transaction a batch.",
                    "leave one of them out");
        }
    }

    /**
     * {@return batches of 1000, written a second after the one before at the latest, one after another, each in a transaction, the first failure
     * ending the stream}
     *
     * @param <T> any elements
     */
    @SuppressWarnings("unchecked") // nothing in it depends on the elements
    public static <T> BatchSettings<T> defaults() {
        return (BatchSettings<T>) DEFAULTS;
    }

    /**
     * {@return this with batches of another size}
     *
     * @param most how many elements a batch has at most
     */
    public BatchSettings<T> withSize(int most) {
        return new BatchSettings<>(most, weight, maxDelay, parallelism, oneTransaction, retries, reportsFailures);
    }

    /**
     * {@return this with batches that weigh no more than this}
     *
     * @param <U> the elements
     * @param most what a batch may weigh; a single element that weighs more is a batch of its own
     * @param of what an element weighs, as its bytes; not negative
     */
    public <U extends T> BatchSettings<U> withWeight(long most, ToLongFunction<? super U> of) {
        return new BatchSettings<>(
                size,
                Optional.of(new Weight<>(most, of)),
                maxDelay,
                parallelism,
                oneTransaction,
                retries,
                reportsFailures);
    }

    /**
     * {@return this with batches that are written sooner or later}
     *
     * @param delay after what time a batch that is not full is written
     */
    public BatchSettings<T> withMaxDelay(Duration delay) {
        return new BatchSettings<>(size, weight, delay, parallelism, oneTransaction, retries, reportsFailures);
    }

    /**
     * {@return this with batches written side by side; what comes of them stays in their order}
     *
     * @param batches how many may be on their way at once, each on a connection of its own
     */
    public BatchSettings<T> withParallelism(int batches) {
        return new BatchSettings<>(size, weight, maxDelay, batches, oneTransaction, retries, reportsFailures);
    }

    /**
     * {@return this with one transaction for the whole stream, on one connection that is leased for the first batch}
     *
     * <p>It commits when the stream has come to its end, and is rolled back when the stream fails or is cancelled; the materialized stage fails then.
     */
    public BatchSettings<T> inOneTransaction() {
        return new BatchSettings<>(size, weight, maxDelay, parallelism, true, retries, reportsFailures);
    }

    /**
     * {@return this with batches that are written again, each in another transaction, after failures that may be gone by then}
     *
     * @param policy how often and after what: see {@link AsyncEngine#retrying}
     */
    public BatchSettings<T> withRetries(RetryPolicy policy) {
        return new BatchSettings<>(
                size, weight, maxDelay, parallelism, oneTransaction, Optional.of(policy), reportsFailures);
    }

    /** {@return this with batches that fail given as {@link Batch.Failed} in their place, while the stream goes on} */
    public BatchSettings<T> withFailuresReported() {
        return new BatchSettings<>(size, weight, maxDelay, parallelism, oneTransaction, retries, true);
    }
}
