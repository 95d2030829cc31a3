package io.granary.schema;

/**
 * Creates a type of names, where these are objects of their own.
 *
 * @param type which
 */
public record CreateEnumType(NamedEnum type) implements DdlStatement {

    @Override
    public <R> R accept(DdlVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
