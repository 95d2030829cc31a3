package io.granary.schema;

/**
 * One method a kind of data definition.
 *
 * @param <R> what comes of a visit
 */
public interface DdlVisitor<R> {

    /**
     * {@return what comes of it}
     *
     * @param statement creates a table
     */
    R visit(CreateTable statement);

    /**
     * {@return what comes of it}
     *
     * @param statement drops a table
     */
    R visit(DropTable statement);

    /**
     * {@return what comes of it}
     *
     * @param statement creates an index
     */
    R visit(CreateIndex statement);

    /**
     * {@return what comes of it}
     *
     * @param statement drops an index
     */
    R visit(DropIndex statement);

    /**
     * {@return what comes of it}
     *
     * @param statement adds a foreign key to a table that is there
     */
    R visit(AddForeignKey statement);

    /**
     * {@return what comes of it}
     *
     * @param statement drops a foreign key
     */
    R visit(DropForeignKey statement);

    /**
     * {@return what comes of it}
     *
     * @param statement creates a schema
     */
    R visit(CreateSchema statement);

    /**
     * {@return what comes of it}
     *
     * @param statement drops a schema
     */
    R visit(DropSchema statement);

    /**
     * {@return what comes of it}
     *
     * @param statement empties a table
     */
    R visit(Truncate statement);

    /**
     * {@return what comes of it}
     *
     * @param statement creates a sequence
     */
    R visit(CreateSequence statement);

    /**
     * {@return what comes of it}
     *
     * @param statement drops a sequence
     */
    R visit(DropSequence statement);

    /**
     * {@return what comes of it}
     *
     * @param statement creates a type of names
     */
    R visit(CreateEnumType statement);

    /**
     * {@return what comes of it}
     *
     * @param statement drops a type of names
     */
    R visit(DropEnumType statement);

    /**
     * {@return what comes of it}
     *
     * @param statement comments on a table or column
     */
    R visit(CommentOn statement);
}
