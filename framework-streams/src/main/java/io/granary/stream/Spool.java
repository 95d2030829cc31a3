package io.granary.stream;

import io.granary.error.ArgumentException;

/**
 * How much of a result is taken from the database before it is read, so that the connection is given back at once and not when the last row has been read.
 * Immutable: {@code Spool.rows(10_000).thenFile(1L << 30)}.
 *
 * <p>What fits neither in memory nor in the file is left with the database, and holds the connection until there is room for it.
 *
 * @param rows how many rows are kept in memory, give or take a chunk; 0 or more
 * @param fileBytes how much is kept in a temporary file beyond that, give or take a chunk; 0 for no file. The file is readable by its owner only, and deleted at the
 *     end of the stream. Values are written with Java's serialization, so those of types of one's own have to be {@link java.io.Serializable}
 */
public record Spool(int rows, long fileBytes) {

    /**
     * Checks the ranges.
     *
     * @throws ArgumentException when there is room for nothing, or less
     */
    public Spool {
        if (rows < 0 || fileBytes < 0 || (rows == 0 && fileBytes == 0)) {
            throw ArgumentException.of(
                    "A spool has room for " + rows + " rows in memory and " + fileBytes + " bytes in a file.",
                    "Give it some room: Spool.rows(10_000), Spool.file(1L << 30), or both.");
        }
    }

    /**
     * {@return a spool in memory}
     *
     * @param most how many rows it has room for, at least 1
     * @throws ArgumentException when it is less
     */
    public static Spool rows(int most) {
        return new Spool(most, 0);
    }

    /**
     * {@return a spool in a temporary file}
     *
     * @param bytes how much room it has, at least 1
     * @throws ArgumentException when it is less
     */
    public static Spool file(long bytes) {
        return new Spool(0, bytes);
    }

    /**
     * {@return this, with a temporary file for what does not fit into memory}
     *
     * @param bytes how much room the file has
     * @throws ArgumentException when it is less than 0
     */
    public Spool thenFile(long bytes) {
        return new Spool(rows, bytes);
    }
}
