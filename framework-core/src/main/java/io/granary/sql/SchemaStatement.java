package io.granary.sql;

/** A statement that changes what tables there are and how they look, or empties one. */
public non-sealed interface SchemaStatement extends Executable {

    @Override
    default <R> R accept(Executable.Visitor<R> visitor) {
        return visitor.visit(this);
    }
}
