package io.granary.orm.processor;

/** What an attribute is. */
enum AttributeKind {
    BASIC,
    EMBEDDED,
    TO_ONE,
    TO_MANY;

    boolean isRelationship() {
        return this == TO_ONE || this == TO_MANY;
    }
}
