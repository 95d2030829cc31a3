package io.granary.orm.internal.reading;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;

/** What an attribute is; for reflection and for the compiler. */
public enum AttributeKind {
    /** In a column, or calculated from some. */
    BASIC,
    /** An object in several columns. */
    EMBEDDED,
    /** A relationship to one object. */
    TO_ONE,
    /** A relationship to many. */
    TO_MANY;

    /** {@return whether it refers to other entities} */
    public boolean isRelationship() {
        return this == TO_ONE || this == TO_MANY;
    }

    static AttributeKind of(Member member) {
        if (member.has(ManyToOne.class) || member.has(OneToOne.class)) {
            return TO_ONE;
        }
        if (member.has(OneToMany.class) || member.has(ManyToMany.class)) {
            return TO_MANY;
        }
        boolean embedded = member.has(Embedded.class)
                || member.has(EmbeddedId.class)
                || member.type().isAnnotationPresent(Embeddable.class);
        return embedded ? EMBEDDED : BASIC;
    }
}
