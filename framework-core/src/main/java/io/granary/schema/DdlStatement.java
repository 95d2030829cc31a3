package io.granary.schema;

import io.granary.sql.SchemaStatement;

/** A statement of data definition. */
public sealed interface DdlStatement extends SchemaStatement
        permits CreateTable,
                DropTable,
                CreateIndex,
                DropIndex,
                AddForeignKey,
                DropForeignKey,
                CreateSchema,
                DropSchema,
                Truncate,
                CreateSequence,
                DropSequence,
                CreateEnumType,
                DropEnumType,
                CommentOn {

    /**
     * Hands this to the method for its kind.
     *
     * @param visitor what to do with each kind
     * @param <R> what comes of it
     * @return what the visitor returned
     */
    <R> R accept(DdlVisitor<R> visitor);
}
