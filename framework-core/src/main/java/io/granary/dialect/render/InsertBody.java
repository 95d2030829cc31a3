package io.granary.dialect.render;

/** Writes INSERT, the table, its columns and its values. */
@FunctionalInterface
public interface InsertBody {

    /**
     * Writes it.
     *
     * @param to where to write
     */
    void write(Rendering to);
}
