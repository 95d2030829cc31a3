package io.granary.schema;

/**
 * Creates a sequence.
 *
 * @param sequence which
 * @param ifNotExists whether one that is there already is left as it is
 */
public record CreateSequence(Sequence sequence, boolean ifNotExists) implements DdlStatement {

    @Override
    public <R> R accept(DdlVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
