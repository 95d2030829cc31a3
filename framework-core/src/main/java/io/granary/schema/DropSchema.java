package io.granary.schema;

/**
 * Drops a schema.
 *
 * @param name its name
 * @param ifExists whether it may be missing
 * @param cascade whether what is in it goes with it
 */
public record DropSchema(String name, boolean ifExists, boolean cascade) implements DdlStatement {

    @Override
    public <R> R accept(DdlVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
