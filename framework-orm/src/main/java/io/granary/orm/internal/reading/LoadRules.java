package io.granary.orm.internal.reading;

import io.granary.orm.LoadStrategy;
import io.granary.orm.LoadedBy;
import io.granary.orm.mapping.Relationship;
import jakarta.persistence.Basic;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Version;
import java.util.Optional;
import java.util.stream.Stream;

/** What annotations may say of how attributes are loaded where a query does not say it; the processor says the same. */
public final class LoadRules {

    /** Said of an eager collection. */
    public static final String EAGER =
            "FetchType.EAGER is not supported, for it does not say how; take it away, and name a strategy by @LoadedBy or in the query's options.";

    /** Said of a strategy that only a query can have. */
    public static final String CONTAINS =
            "CONTAINS takes what a query joins itself, so only that query can say it; name another strategy.";

    /** Said of a number that is none. */
    public static final String DEPTH = "Its depth is negative; give 0 or more.";

    /** Said of a column that is always read. */
    public static final String ALWAYS = "A key or a version is read always; take FetchType.LAZY away.";

    /** Said of a part of what is read whole. */
    public static final String WHOLE =
            "An embedded object or a record is read whole; take FetchType.LAZY away, or put the attribute into an entity that is a class.";

    private LoadRules() {}

    static Optional<Relationship.LoadRule> defaults(Member member) {
        return member.get(LoadedBy.class)
                .filter(said -> said.value() != LoadStrategy.RAISE)
                .map(said -> new Relationship.LoadRule(said.value(), said.depth()));
    }

    /** Notes what of it cannot be. */
    static void check(Member member, boolean inEmbeddable, Faults faults) {
        // Of a relationship to one, EAGER is what the specification has by itself, and cannot be told from what nobody
        // said.
        if (Stream.concat(
                        member.get(OneToMany.class).map(OneToMany::fetch).stream(),
                        member.get(ManyToMany.class).map(ManyToMany::fetch).stream())
                .anyMatch(FetchType.EAGER::equals)) {
            faults.add(member.place(), EAGER);
        }
        Optional<LoadedBy> said = member.get(LoadedBy.class);
        if (said.filter(by -> by.value() == LoadStrategy.CONTAINS).isPresent()) {
            faults.add(member.place(), CONTAINS);
        }
        if (said.filter(by -> by.depth() < 0).isPresent()) {
            faults.add(member.place(), DEPTH);
        }
        boolean lazy = member.get(Basic.class)
                .filter(basic -> basic.fetch() == FetchType.LAZY)
                .isPresent();
        if (lazy && (member.has(Id.class) || member.has(EmbeddedId.class) || member.has(Version.class))) {
            faults.add(member.place(), ALWAYS);
        } else if (lazy && (inEmbeddable || member.declaring().isRecord())) {
            faults.add(member.place(), WHOLE);
        }
    }
}
