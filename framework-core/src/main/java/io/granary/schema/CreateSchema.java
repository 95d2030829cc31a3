package io.granary.schema;

/**
 * Creates a schema.
 *
 * @param name its name
 * @param ifNotExists whether one that is there already is left as it is
 */
public record CreateSchema(String name, boolean ifNotExists) implements DdlStatement {

    @Override
    public <R> R accept(DdlVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
