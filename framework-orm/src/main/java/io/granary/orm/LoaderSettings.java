package io.granary.orm;

import io.granary.error.ArgumentException;

/**
 * How a {@link Loader} puts what is asked of it together. Immutable.
 *
 * @param parallelism how many statements run at a time, 1 or more; what is asked while so many run waits for one of them to end
 * @param batch how many keys one statement asks for at most, 1 or more
 * @param waiting how many keys may wait, 1 or more; one more is refused
 */
public record LoaderSettings(int parallelism, int batch, int waiting) {

    private static final LoaderSettings DEFAULTS = new LoaderSettings(2, 1_000, 100_000);

    /** Checks the numbers. */
    public LoaderSettings {
        positive("parallelism", parallelism);
        positive("batch", batch);
        positive("waiting", waiting);
    }

    private static void positive(String what, int number) {
        if (number < 1) {
            throw ArgumentException.of("The " + what + " of a loader is " + number + ".", "Give 1 or more.");
        }
    }

    /** {@return two statements at a time, of 1,000 keys each, and 100,000 keys that wait} */
    public static LoaderSettings defaults() {
        return DEFAULTS;
    }

    /**
     * {@return these with another number}
     *
     * @param statements how many run at a time, 1 or more
     */
    public LoaderSettings withParallelism(int statements) {
        return new LoaderSettings(statements, batch, waiting);
    }

    /**
     * {@return these with another number}
     *
     * @param keys how many one statement asks for at most, 1 or more
     */
    public LoaderSettings withBatch(int keys) {
        return new LoaderSettings(parallelism, keys, waiting);
    }

    /**
     * {@return these with another number}
     *
     * @param keys how many may wait, 1 or more
     */
    public LoaderSettings withWaiting(int keys) {
        return new LoaderSettings(parallelism, batch, keys);
    }
}
