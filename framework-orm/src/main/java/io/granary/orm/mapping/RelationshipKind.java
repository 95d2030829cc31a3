package io.granary.orm.mapping;

/** How many objects stand at the ends of a relationship. */
public enum RelationshipKind {
    /** Many refer to one. */
    MANY_TO_ONE,
    /** One refers to one. */
    ONE_TO_ONE,
    /** One has many. */
    ONE_TO_MANY,
    /** Many have many, by a table between them. */
    MANY_TO_MANY;

    /** {@return whether its value is a collection} */
    public boolean isToMany() {
        return this == ONE_TO_MANY || this == MANY_TO_MANY;
    }
}
