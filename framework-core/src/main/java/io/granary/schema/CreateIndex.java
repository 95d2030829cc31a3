package io.granary.schema;

/**
 * Creates an index.
 *
 * @param index which
 * @param ifNotExists whether one that is there already is left as it is
 */
public record CreateIndex(Index index, boolean ifNotExists) implements DdlStatement {

    @Override
    public <R> R accept(DdlVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
