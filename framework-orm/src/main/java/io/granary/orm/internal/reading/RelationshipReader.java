package io.granary.orm.internal.reading;

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
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the relationships of a class. */
final class RelationshipReader {

    private final Class<?> owner;
    private final ColumnReader columns;
    private final Faults faults;

    RelationshipReader(Class<?> owner, ColumnReader columns, Faults faults) {
        this.owner = owner;
        this.columns = columns;
        this.faults = faults;
    }

    MappedAttribute toOne(Member member, AttributeAccess<Object> access) {
        Optional<OneToOne> one = member.get(OneToOne.class);
        Optional<String> mappedBy = one.map(OneToOne::mappedBy).filter(name -> !name.isEmpty());
        List<Reference> references = new ArrayList<>();
        if (mappedBy.isEmpty()) {
            List<ColumnDefinition> key = KeyColumns.of(References.target(member));
            List<ColumnDefinition> own = References.of(member, faults);
            for (int i = 0; i < own.size(); i++) {
                references.add(new Reference(columns.add(own.get(i)), key.get(i).name()));
            }
        }
        Set<Cascade> cascade = cascades(
                one.map(OneToOne::cascade)
                        .or(() -> member.get(ManyToOne.class).map(ManyToOne::cascade))
                        .orElseThrow(),
                one.map(OneToOne::orphanRemoval).orElse(false));
        return related(
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
                        List.of()));
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
        if (mappedBy.isEmpty()
                && ofOne.isPresent()
                && !References.joinColumns(member).isEmpty()) {
            faults.add(
                    member.place(),
                    "A @OneToMany by a column of the other table needs the other side: give "
                            + target.orElseThrow().getSimpleName()
                            + " a @ManyToOne, and name it in mappedBy.");
        } else if (mappedBy.isEmpty()) {
            joinTable = Optional.of(new JoinTableReader(owner, member, target.orElseThrow(), ofOne.isPresent()));
        }
        Set<Cascade> cascade = cascades(
                ofOne.map(OneToMany::cascade)
                        .or(() -> member.get(ManyToMany.class).map(ManyToMany::cascade))
                        .orElseThrow(),
                ofOne.map(OneToMany::orphanRemoval).orElse(false));
        return Optional.of(related(
                member,
                access,
                new Relationship.Terms(
                        member.name(),
                        ofOne.isPresent() ? RelationshipKind.ONE_TO_MANY : RelationshipKind.MANY_TO_MANY,
                        target.orElseThrow(),
                        member.type(),
                        cascade,
                        mappedBy,
                        List.of(),
                        joinTable,
                        order(member))));
    }

    private MappedAttribute related(Member member, AttributeAccess<Object> access, Relationship.Terms terms) {
        return new MappedAttribute.Related(member.name(), access, new Relationship<>(owner, terms, access));
    }

    /** The class of a collection's elements. */
    private Optional<Class<?>> elements(Member member) {
        boolean supported =
                member.type() == List.class || member.type() == Set.class || member.type() == Collection.class;
        Optional<Class<?>> found = member.get(OneToMany.class)
                .<Class<?>>map(OneToMany::targetEntity)
                .or(() -> member.get(ManyToMany.class).map(ManyToMany::targetEntity))
                .filter(said -> said != void.class)
                .or(() -> argument(member.genericType()));
        if (!supported || found.isEmpty()) {
            faults.add(
                    member.place(),
                    "A relationship to many is a List, a Set or a Collection of the other class, and this is "
                            + member.genericType().getTypeName() + ".");
            return Optional.empty();
        }
        if (!found.orElseThrow().isAnnotationPresent(Entity.class)) {
            faults.add(
                    member.place(), "Its elements are of " + found.orElseThrow().getName() + ", which is no @Entity.");
            return Optional.empty();
        }
        return found;
    }

    private static Optional<Class<?>> argument(Type type) {
        return type instanceof ParameterizedType of && of.getActualTypeArguments()[0] instanceof Class<?> element
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

    private static List<OrderBy> order(Member member) {
        Optional<String> said = member.get(jakarta.persistence.OrderBy.class).map(jakarta.persistence.OrderBy::value);
        if (said.isEmpty()) {
            return List.of();
        }
        List<OrderBy> order = new ArrayList<>();
        for (String term : said.orElseThrow().split(",", -1)) {
            String[] words = term.strip().split("\\s+", 2);
            order.add(new OrderBy(words[0], words.length > 1 && "desc".equalsIgnoreCase(words[1])));
        }
        return order;
    }
}
