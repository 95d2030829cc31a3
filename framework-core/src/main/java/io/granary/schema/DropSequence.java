package io.granary.schema;

/**
 * Drops a sequence.
 *
 * @param sequence which
 * @param ifExists whether it may be missing
 */
public record DropSequence(Sequence sequence, boolean ifExists) implements DdlStatement {

    @Override
    public <R> R accept(DdlVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
