package io.granary.sql;

/**
 * Something a connection can execute. A {@link String} is not one: {@link Sql#text(String)} makes it so.
 *
 * <p>Every kind is immutable and may be shared between threads and executed any number of times.
 */
public sealed interface Executable permits TextClause {

    /**
     * Hands this to the method for its kind.
     *
     * @param visitor what to do with each kind
     * @param <R> what comes of it
     * @return what the visitor returned
     */
    <R> R accept(Visitor<R> visitor);

    /**
     * One method a kind of statement.
     *
     * @param <R> what comes of a visit
     */
    interface Visitor<R> {

        /**
         * {@return what comes of a textual statement}
         *
         * @param text the statement
         */
        R visit(TextClause text);
    }
}
