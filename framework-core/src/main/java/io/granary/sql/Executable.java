package io.granary.sql;

import java.util.Map;
import java.util.Optional;

/**
 * Something a connection can execute. A {@link String} is not one: {@link Sql#text(String)} makes it so.
 *
 * <p>Every kind is immutable and may be shared between threads and executed any number of times.
 */
public sealed interface Executable permits TextClause, Query, Insert, Update, Delete, SchemaStatement {

    /**
     * Hands this to the method for its kind.
     *
     * @param visitor what to do with each kind
     * @param <R> what comes of it
     * @return what the visitor returned
     */
    <R> R accept(Visitor<R> visitor);

    /** {@return conditions on rows of tables wherever it reads them, in the queries within it too; empty for none, and for those around it} */
    default Optional<RowConditions> rowConditions() {
        return Optional.empty();
    }

    /**
     * {@return this as a database takes it}
     *
     * @param dialect which database, as {@code engine.dialect()} gives it
     * @throws io.granary.error.CompileException when it cannot be written for that database; names the feature that is missing
     * @throws io.granary.error.InvalidRequestException when it has parameters without a value
     */
    default CompiledSql toSql(SqlDialect dialect) {
        return dialect.compile(this, Map.of());
    }

    /**
     * {@return this as a database takes it}
     *
     * @param dialect which database, as {@code engine.dialect()} gives it
     * @param parameters values by name
     */
    default CompiledSql toSql(SqlDialect dialect, Map<String, ?> parameters) {
        return dialect.compile(this, parameters);
    }

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

        /**
         * {@return what comes of a SELECT}
         *
         * @param select the statement
         */
        R visit(Select<?> select);

        /**
         * {@return what comes of a UNION, INTERSECT or EXCEPT}
         *
         * @param compound the statement
         */
        R visit(CompoundSelect compound);

        /**
         * {@return what comes of a text whose columns are told}
         *
         * @param text the statement
         */
        R visit(TextSelect text);

        /**
         * {@return what comes of an INSERT}
         *
         * @param insert the statement
         */
        R visit(Insert insert);

        /**
         * {@return what comes of an UPDATE}
         *
         * @param update the statement
         */
        R visit(Update update);

        /**
         * {@return what comes of a DELETE}
         *
         * @param delete the statement
         */
        R visit(Delete delete);

        /**
         * {@return what comes of a statement that changes the schema}
         *
         * @param statement the statement
         */
        R visit(SchemaStatement statement);
    }
}
