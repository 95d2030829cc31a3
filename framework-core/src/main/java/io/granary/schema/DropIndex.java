package io.granary.schema;

/**
 * Drops an index.
 *
 * @param index which
 * @param ifExists whether it may be missing
 */
public record DropIndex(Index index, boolean ifExists) implements DdlStatement {

    @Override
    public <R> R accept(DdlVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
