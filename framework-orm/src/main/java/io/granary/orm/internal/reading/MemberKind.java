package io.granary.orm.internal.reading;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;

/** What an attribute is. */
enum MemberKind {
    BASIC,
    EMBEDDED,
    TO_ONE,
    TO_MANY;

    static MemberKind of(Member member) {
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
