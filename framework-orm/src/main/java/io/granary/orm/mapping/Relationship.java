package io.granary.orm.mapping;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;
import io.granary.orm.JoinCondition;
import io.granary.orm.LoadStrategy;
import io.granary.orm.WriteOnly;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A relationship of a mapped class: {@code USER.addresses}. One that a class has from the class above it is the same for both, and begins at
 * the table of the class that it was asked of. Immutable.
 *
 * @param <E> the class that has it
 * @param <V> what it holds: an object of the other class, or a collection of them
 */
public final class Relationship<E, V> extends RelationshipConditions<E, V> {

    private final Class<E> owner;
    private final Terms terms;
    private final AttributeAccess<Object> access;
    private final Class<?> targetRoot;
    private final Tables tables;
    private final boolean narrowed;

    /**
     * What the annotations say.
     *
     * @param name its name in Java
     * @param kind how many objects are at the ends
     * @param target the other class
     * @param collection the class of its value: of a collection that of the attribute
     * @param cascade what is done at the other end
     * @param mappedBy the attribute of the other class that holds it; empty if this side does
     * @param references the columns that hold it, if this side does and it is to one; none otherwise
     * @param joinTable the table between, of a relationship of many to many whose side this is; empty otherwise
     * @param order what a loaded collection is ordered by; empty for any order
     * @param defaults how it is loaded where a query does not say it; empty for not at all
     * @param mapKey what objects stand under, if it is a map; empty otherwise
     * @param view which rows go together, of one that is only read; empty for one that is written, too
     */
    public record Terms(
            String name,
            RelationshipKind kind,
            Class<?> target,
            Class<?> collection,
            Set<Cascade> cascade,
            Optional<String> mappedBy,
            List<Reference> references,
            Optional<Supplier<JoinTable>> joinTable,
            List<OrderBy> order,
            Optional<LoadRule> defaults,
            Optional<MapKey> mapKey,
            Optional<JoinCondition<?, ?>> view) {

        /** Copies what it is given. */
        public Terms {
            cascade = Set.copyOf(cascade);
            references = List.copyOf(references);
            order = List.copyOf(order);
        }

        private Terms withTarget(Class<?> other) {
            return new Terms(
                    name,
                    kind,
                    other,
                    collection,
                    cascade,
                    mappedBy,
                    references,
                    joinTable,
                    order,
                    defaults,
                    mapKey,
                    view);
        }
    }

    /**
     * What objects stand under in a map.
     *
     * @param attribute the attribute of the other class; empty for its key
     * @param type the class of the map's keys
     */
    public record MapKey(String attribute, Class<?> type) {}

    /**
     * How a relationship is loaded where a query does not say it.
     *
     * @param how by which strategy
     * @param depth how often it is followed on one way; 0 for where it leads to no class that is on the way already
     */
    public record LoadRule(LoadStrategy how, int depth) {}

    /**
     * A column that refers to one of the other class's key.
     *
     * @param slot its place in a row image of the class that has the relationship
     * @param targetColumn the name of the other column
     */
    public record Reference(int slot, String targetColumn) {}

    /**
     * A step of an order.
     *
     * @param path the attribute of the other class; empty for its key
     * @param descending whether the greatest comes first
     */
    public record OrderBy(String path, boolean descending) {}

    /**
     * The tables at its ends, which are there when both classes are read.
     *
     * @param owner that of the class that has it
     * @param target that of the other
     */
    public record Tables(Supplier<? extends MappedTable<?>> owner, Supplier<? extends MappedTable<?>> target) {}

    /**
     * Makes one.
     *
     * @param owner the class that has it
     * @param terms what the annotations say
     * @param access how its value gets in and out
     * @param tables the tables at its ends
     */
    public Relationship(Class<E> owner, Terms terms, AttributeAccess<Object> access, Tables tables) {
        this(owner, terms, access, tables, false);
    }

    private Relationship(Class<E> owner, Terms terms, AttributeAccess<Object> access, Tables tables, boolean narrowed) {
        this.narrowed = narrowed;
        this.owner = owner;
        this.terms = terms;
        this.access = access;
        this.tables = tables;
        this.targetRoot = Inheritance.rootOf(terms.target());
    }

    /** {@return its name in Java} */
    public String name() {
        return terms.name();
    }

    /** {@return the class that has it; in a hierarchy, the topmost that does} */
    public Class<E> owner() {
        return owner;
    }

    /** {@return the class at the other end} */
    public Class<?> target() {
        return terms.target();
    }

    /** {@return the topmost class of the hierarchy of the class at the other end, by which its rows are known} */
    public Class<?> targetRoot() {
        return targetRoot;
    }

    @Override
    public RelationshipPath<E, V> path() {
        return RelationshipPath.of(this);
    }

    /**
     * {@return this as a class below has it: it begins at that one's table}
     *
     * @param table the table
     */
    public Relationship<E, V> inherited(MappedTable<?> table) {
        return new Relationship<>(owner, terms, access, new Tables(() -> table, tables.target()), narrowed);
    }

    /**
     * {@return this as far as it leads to objects of a class below the one at the other end}
     *
     * <p>In loader options only these are read, of their own columns and not of those of classes beside them, and relationships and conditions behind
     * may be theirs: {@code selectInLoad(TEAM.members.ofType(MANAGER)).selectInLoad(MANAGER.reports)}. A collection that was loaded so has them alone,
     * as one with criteria has, and counts as loaded; a relationship to one that leads to another object has nothing. What the
     * flush writes is what comes and goes from there. In conditions and joins it is as {@link #to} with that table.
     *
     * @param table the table of the class below
     * @throws ArgumentException when it is of another class
     */
    public Relationship<E, V> ofType(MappedTable<?> table) {
        Class<?> type = table.mapping().type();
        if (!terms.target().isAssignableFrom(type)) {
            throw ArgumentException.of(
                    this + " leads to " + terms.target().getSimpleName() + ", and " + type.getSimpleName()
                            + " is no class below that.",
                    "Give the table of a class that extends " + terms.target().getSimpleName() + ".");
        }
        boolean narrower = narrowed || terms.target() != type;
        return new Relationship<>(
                owner, terms.withTarget(type), access, new Tables(tables.owner(), () -> table), narrower);
    }

    /** Whether it leads to some only of the objects that its attribute may hold. */
    boolean isNarrowed() {
        return narrowed;
    }

    /** {@return the table of the class that has it, or of the one below that it was asked of} */
    public MappedTable<?> ownerTable() {
        return tables.owner().get();
    }

    /** {@return the table of the class at the other end} */
    public MappedTable<?> targetTable() {
        return tables.target().get();
    }

    /** {@return how many objects are at the ends} */
    public RelationshipKind kind() {
        return terms.kind();
    }

    /** {@return what else the annotations say} */
    public Terms terms() {
        return terms;
    }

    /**
     * {@return whether it is done at the other end, too}
     *
     * @param cascade what
     */
    public boolean cascades(Cascade cascade) {
        return terms.cascade().contains(cascade);
    }

    /** {@return whether its members are never loaded, and its value is a {@link WriteOnly}} */
    public boolean isWriteOnly() {
        return terms.collection() == WriteOnly.class;
    }

    /** {@return whether it is only read, by a condition of its own, and never written} */
    public boolean isViewOnly() {
        return terms.view().isPresent();
    }

    /** {@return whether several rows may be found for one object: nothing keeps a condition of its own from that} */
    public boolean mayFindSeveral() {
        return kind().isToMany() || isViewOnly();
    }

    /**
     * {@return which rows go together, of one that is only read}
     *
     * @param owner the table of the class that has it, or an alias of that
     * @param target the table of the class at the other end, or an alias of that
     */
    public Expression<Boolean> joined(FromElement owner, FromElement target) {
        return requireNonNull(
                terms.view()
                        .orElseThrow(() -> new IllegalStateException(this + " has no condition of its own"))
                        .of(owner, target),
                () -> "the condition of " + this);
    }

    /** {@return whether the columns that hold it are those of the class's own table} */
    public boolean holdsReference() {
        return !terms.references().isEmpty();
    }

    /**
     * {@return what the object has there, loaded or not}
     *
     * @param object whose
     */
    public @Nullable Object get(Object object) {
        return access.get(object);
    }

    /**
     * Gives the object something.
     *
     * @param object whose
     * @param value what
     */
    public void set(Object object, @Nullable Object value) {
        access.set(object, value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Relationship<?, ?> relationship
                && owner == relationship.owner
                && terms.name().equals(relationship.terms.name());
    }

    @Override
    public int hashCode() {
        return 31 * owner.hashCode() + terms.name().hashCode();
    }

    /** {@return its class and name} */
    @Override
    public String toString() {
        return owner.getSimpleName() + "." + terms.name();
    }
}
