package io.granary.orm.internal.reading;

import io.granary.orm.EntityTable;
import io.granary.orm.ViewOnly;
import io.granary.orm.WriteOnly;
import io.granary.orm.internal.reading.EntityDefinition.ReferenceKey;
import io.granary.orm.internal.reading.EntityDefinition.UniqueKey;
import io.granary.orm.mapping.AttributeAccess;
import io.granary.orm.mapping.Cascade;
import io.granary.orm.mapping.JoinTable;
import io.granary.orm.mapping.MappedAttribute;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.Relationship.OrderBy;
import io.granary.orm.mapping.Relationship.Reference;
import io.granary.orm.mapping.RelationshipKind;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.JoinColumns;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKey;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the relationships of a class. */
public final class RelationshipReader {

    /** Said of a map of which nobody says what its keys are; the processor says the same. */
    public static final String MAP_WITHOUT_KEY =
            "A Map of entities is by an attribute of theirs, which @MapKey(name = …) names; without a name it is their key.";

    /** Said of a key of what is no map. */
    public static final String KEY_WITHOUT_MAP = "@MapKey is for a Map<K, TheEntity>, and this is none; take it away.";

    private static final Set<Class<?>> COLLECTIONS = Set.of(List.class, Set.class, Collection.class, WriteOnly.class);

    private final Class<?> owner;
    private final ColumnReader columns;
    private final Faults faults;
    private final List<ReferenceKey> foreignKeys = new ArrayList<>();
    private final List<UniqueKey> uniqueKeys = new ArrayList<>();

    RelationshipReader(Class<?> owner, ColumnReader columns, Faults faults) {
        this.owner = owner;
        this.columns = columns;
        this.faults = faults;
    }

    /** The foreign keys so far; read-only, but it grows. */
    List<ReferenceKey> foreignKeys() {
        return Collections.unmodifiableList(foreignKeys);
    }

    /** Columns of relationships in which no two rows agree; read-only, but it grows. */
    List<UniqueKey> uniqueKeys() {
        return Collections.unmodifiableList(uniqueKeys);
    }

    Optional<MappedAttribute> toOne(Member member, AttributeAccess<Object> access) {
        if (!References.isTarget(member, faults)) {
            return Optional.empty();
        }
        Optional<OneToOne> one = member.get(OneToOne.class);
        Optional<String> mappedBy = one.map(OneToOne::mappedBy).filter(name -> !name.isEmpty());
        List<Reference> references = new ArrayList<>();
        if (member.has(ViewOnly.class)) {
            ViewRules.checkMappedBy(member, mappedBy, faults);
            mappedBy = Optional.empty();
        } else if (mappedBy.isEmpty()) {
            for (References.Joined joined : References.of(member, faults)) {
                references.add(new Reference(columns.add(joined.column()), joined.referred()));
            }
            constrain(member, references);
        } else {
            checkInverse(member);
        }
        Set<Cascade> cascade = cascades(
                one.map(OneToOne::cascade)
                        .or(() -> member.get(ManyToOne.class).map(ManyToOne::cascade))
                        .orElseThrow(),
                one.map(OneToOne::orphanRemoval).orElse(false));
        return Optional.of(related(
                member,
                access,
                new Relationship.Terms(
                        member.name(),
                        one.isPresent() ? RelationshipKind.ONE_TO_ONE : RelationshipKind.MANY_TO_ONE,
                        References.target(member),
                        member.type(),
                        cascade,
                        mappedBy,
                        references,
                        Optional.empty(),
                        List.of(),
                        LoadRules.defaults(member),
                        Optional.empty(),
                        ViewRules.condition(member, owner, References.target(member), !cascade.isEmpty(), faults))));
    }

    private void constrain(Member member, List<Reference> references) {
        if (references.isEmpty()) {
            return;
        }
        List<Integer> slots = references.stream().map(Reference::slot).toList();
        Optional<ForeignKey> said = JoinKeys.foreignKey(
                References.joinColumns(member), member.get(JoinColumns.class).map(JoinColumns::foreignKey));
        if (JoinKeys.isWanted(said) && !Ancestry.isConcrete(References.target(member))) {
            foreignKeys.add(new ReferenceKey(
                    said.map(ForeignKey::name).map(Names::orNull).orElse(null), slots));
        }
        // One column alone says so itself.
        if (member.has(OneToOne.class) && slots.size() > 1) {
            uniqueKeys.add(new UniqueKey(
                    null,
                    slots.stream()
                            .map(slot -> columns.columns().get(slot).name())
                            .toList()));
        }
    }

    private void checkInverse(Member member) {
        if (!References.joinColumns(member).isEmpty() || member.has(jakarta.persistence.JoinTable.class)) {
            faults.add(member.place(), JoinTableRules.MAPPED_BY);
        }
    }

    Optional<MappedAttribute> toMany(Member member, AttributeAccess<Object> access) {
        Optional<Class<?>> target = elements(member);
        if (target.isEmpty()) {
            return Optional.empty();
        }
        Optional<OneToMany> ofOne = member.get(OneToMany.class);
        Optional<String> mappedBy = ofOne.map(OneToMany::mappedBy)
                .or(() -> member.get(ManyToMany.class).map(ManyToMany::mappedBy))
                .filter(name -> !name.isEmpty());
        Optional<Supplier<JoinTable>> joinTable = Optional.empty();
        boolean joined = !References.joinColumns(member).isEmpty();
        if (member.has(ViewOnly.class)) {
            ViewRules.checkMappedBy(member, mappedBy, faults);
            mappedBy = Optional.empty();
        } else if (mappedBy.isPresent()) {
            checkInverse(member);
        } else if (joined) {
            faults.add(
                    member.place(),
                    ofOne.isPresent()
                            ? "A @OneToMany by a column of the other table needs the other side: give "
                                    + target.orElseThrow().getSimpleName()
                                    + " a @ManyToOne, and name it in mappedBy."
                            : JoinTableRules.NO_COLUMN);
        } else {
            JoinTableReader reader = new JoinTableReader(owner, member, target.orElseThrow(), ofOne.isPresent());
            reader.check(faults);
            joinTable = Optional.of(reader);
        }
        Set<Cascade> cascade = cascades(
                ofOne.map(OneToMany::cascade)
                        .or(() -> member.get(ManyToMany.class).map(ManyToMany::cascade))
                        .orElseThrow(),
                ofOne.map(OneToMany::orphanRemoval).orElse(false));
        Relationship.Terms terms = new Relationship.Terms(
                member.name(),
                ofOne.isPresent() ? RelationshipKind.ONE_TO_MANY : RelationshipKind.MANY_TO_MANY,
                target.orElseThrow(),
                member.type(),
                cascade,
                mappedBy,
                List.of(),
                joinTable,
                order(member),
                LoadRules.defaults(member),
                mapKey(member),
                ViewRules.condition(member, owner, target.orElseThrow(), !cascade.isEmpty(), faults));
        WriteOnlyRules.check(owner, member, terms, faults);
        return Optional.of(related(member, access, terms));
    }

    private MappedAttribute related(Member member, AttributeAccess<Object> access, Relationship.Terms terms) {
        return new MappedAttribute.Related(
                member.name(),
                access,
                new Relationship<>(
                        owner,
                        terms,
                        access,
                        new Relationship.Tables(() -> EntityTable.of(owner), () -> EntityTable.of(terms.target()))));
    }

    /** The class of a collection's elements; empty, and noted as a fault, if it cannot be referred to. */
    private Optional<Class<?>> elements(Member member) {
        boolean map = member.type() == Map.class;
        boolean supported = map || COLLECTIONS.contains(member.type());
        if (map != member.has(MapKey.class)) {
            faults.add(member.place(), map ? MAP_WITHOUT_KEY : KEY_WITHOUT_MAP);
        }
        Optional<Class<?>> declared = argument(member.genericType(), map ? 1 : 0);
        Optional<Class<?>> found = member.get(OneToMany.class)
                .<Class<?>>map(OneToMany::targetEntity)
                .or(() -> member.get(ManyToMany.class).map(ManyToMany::targetEntity))
                .filter(said -> said != void.class)
                .or(() -> declared);
        if (!supported || found.isEmpty()) {
            faults.add(
                    member.place(),
                    "A relationship to many is a List, a Set or a Collection of the other class, and this is "
                            + member.genericType().getTypeName() + "; make it a List<TheEntity>.");
            return Optional.empty();
        }
        if (!declared.map(of -> of.isAssignableFrom(found.orElseThrow())).orElse(true)) {
            faults.add(
                    member.place(),
                    "Its targetEntity is " + found.orElseThrow().getName() + ", and it holds "
                            + declared.orElseThrow().getName() + "; take targetEntity away.");
            return Optional.empty();
        }
        if (!found.orElseThrow().isAnnotationPresent(Entity.class)) {
            faults.add(
                    member.place(),
                    "Its elements are of " + found.orElseThrow().getName() + ", which is no @Entity; annotate that.");
            return Optional.empty();
        }
        return found;
    }

    private static Optional<Relationship.MapKey> mapKey(Member member) {
        return member.get(MapKey.class)
                .filter(said -> member.type() == Map.class)
                .map(said -> new Relationship.MapKey(
                        said.name(), argument(member.genericType(), 0).orElse(Object.class)));
    }

    private static Optional<Class<?>> argument(Type type, int place) {
        return type instanceof ParameterizedType of && of.getActualTypeArguments()[place] instanceof Class<?> element
                ? Optional.of(element)
                : Optional.empty();
    }

    private static Set<Cascade> cascades(CascadeType[] said, boolean orphans) {
        Set<Cascade> cascades = EnumSet.noneOf(Cascade.class);
        for (CascadeType type : said) {
            switch (type) {
                case ALL -> cascades.addAll(EnumSet.complementOf(EnumSet.of(Cascade.DELETE_ORPHAN)));
                case PERSIST -> cascades.add(Cascade.SAVE_UPDATE);
                case MERGE -> cascades.add(Cascade.MERGE);
                case REMOVE -> cascades.add(Cascade.DELETE);
                case REFRESH -> cascades.add(Cascade.REFRESH_EXPIRE);
                case DETACH -> cascades.add(Cascade.EXPUNGE);
            }
        }
        if (orphans) {
            // As the specification has it: who is deleted as an orphan is deleted with its owner, too.
            cascades.add(Cascade.DELETE_ORPHAN);
            cascades.add(Cascade.DELETE);
        }
        return cascades;
    }

    private List<OrderBy> order(Member member) {
        Optional<String> said = member.get(jakarta.persistence.OrderBy.class).map(jakarta.persistence.OrderBy::value);
        if (said.isEmpty()) {
            return List.of();
        }
        List<OrderBy> order = new ArrayList<>();
        for (String term : said.orElseThrow().split(",", -1)) {
            String[] words = term.strip().split("\\s+", -1);
            // "DESC" alone is the key's order turned round.
            boolean keyAlone = words.length == 1 && (isDirection(words[0]) || words[0].isEmpty());
            String direction = keyAlone ? words[0] : words.length > 1 ? words[1] : "";
            if (words.length > 2 || !(direction.isEmpty() || isDirection(direction))) {
                faults.add(
                        member.place(),
                        "It is ordered by \"" + term.strip() + "\"; write an attribute, and ASC or DESC behind it.");
            }
            order.add(new OrderBy(keyAlone ? "" : words[0], "desc".equalsIgnoreCase(direction)));
        }
        return order;
    }

    private static boolean isDirection(String word) {
        return "asc".equalsIgnoreCase(word) || "desc".equalsIgnoreCase(word);
    }
}
