package io.granary.schema;

/**
 * Drops a type of names, where these are objects of their own.
 *
 * @param type which
 * @param ifExists whether it may be missing
 */
public record DropEnumType(NamedEnum type, boolean ifExists) implements DdlStatement {

    @Override
    public <R> R accept(DdlVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
