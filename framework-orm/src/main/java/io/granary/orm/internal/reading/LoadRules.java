package io.granary.orm.internal.reading;

import io.granary.orm.LoadStrategy;
import io.granary.orm.LoadedBy;
import io.granary.orm.mapping.Relationship;
import jakarta.persistence.Basic;
import jakarta.persistence.FetchType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Version;
import java.util.Optional;

/** What annotations may say of how attributes are loaded where a query does not say it; for reflection and for the compiler. */
final class LoadRules {

    /** Said of an eager collection. */
    private static final String EAGER =
            "FetchType.EAGER is not supported, for it does not say how; take it away, and name a strategy by @LoadedBy or in the query's options.";

    /** Said of a strategy that only a query can have. */
    private static final String CONTAINS =
            "CONTAINS takes what a query joins itself, so only that query can say it; name another strategy.";

    /** Said of a number that is none. */
    private static final String DEPTH = "Its depth is negative; give 0 or more.";

    /** Said of a column that is always read. */
    private static final String ALWAYS = "A key or a version is read always; take FetchType.LAZY away.";

    /** Said of a part of what is read whole. */
    private static final String WHOLE =
            "An embedded object or a record is read whole; take FetchType.LAZY away, or put the attribute into an entity that is a class.";

    private LoadRules() {}

    static Optional<Relationship.LoadRule> defaults(Member member) {
        return member.get(LoadedBy.class)
                .filter(said -> said.value() != LoadStrategy.RAISE)
                .map(said -> new Relationship.LoadRule(said.value(), said.depth()));
    }

    /** Says what of it cannot be. */
    static void check(AttributeRules.Subject attribute, boolean inEmbeddable, AttributeRules.Saying saying) {
        // Of a relationship to one, EAGER is what the specification has by itself, and cannot be told from what nobody
        // said.
        if (attribute
                .get(OneToMany.class)
                .filter(of -> of.fetch() == FetchType.EAGER)
                .isPresent()) {
            saying.say(Optional.of(OneToMany.class), EAGER);
        } else if (attribute
                .get(ManyToMany.class)
                .filter(of -> of.fetch() == FetchType.EAGER)
                .isPresent()) {
            saying.say(Optional.of(ManyToMany.class), EAGER);
        }
        Optional<LoadedBy> said = attribute.get(LoadedBy.class);
        if (said.filter(by -> by.value() == LoadStrategy.CONTAINS).isPresent()) {
            saying.say(Optional.of(LoadedBy.class), CONTAINS);
        }
        if (said.filter(by -> by.depth() < 0).isPresent()) {
            saying.say(Optional.of(LoadedBy.class), DEPTH);
        }
        boolean lazy = attribute
                .get(Basic.class)
                .filter(basic -> basic.fetch() == FetchType.LAZY)
                .isPresent();
        if (lazy && (attribute.isKey() || attribute.has(Version.class))) {
            saying.say(Optional.of(Basic.class), ALWAYS);
        } else if (lazy && (inEmbeddable || attribute.isComponent())) {
            saying.say(Optional.of(Basic.class), WHOLE);
        }
    }
}
