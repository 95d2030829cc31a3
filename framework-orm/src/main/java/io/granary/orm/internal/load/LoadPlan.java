package io.granary.orm.internal.load;

import io.granary.error.ArgumentException;
import io.granary.orm.ColumnLoad;
import io.granary.orm.LoadStrategy;
import io.granary.orm.LoaderCriteria;
import io.granary.orm.LoaderOption;
import io.granary.orm.Mappings;
import io.granary.orm.RelationshipLoad;
import io.granary.orm.RelationshipLoad.Step;
import io.granary.orm.WithoutLoaderCriteria;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is loaded of the objects of a class: loader options, put together and checked, down to the objects that are found by them. Immutable;
 * two are the same only if they are one object.
 */
public final class LoadPlan {

    private final EntityMapping<?> mapping;
    private final List<Branch> branches;
    private final @Nullable BitSet read;
    private final List<LoaderOption> criteria;

    private LoadPlan(
            EntityMapping<?> mapping, List<Branch> branches, @Nullable BitSet read, List<LoaderOption> criteria) {
        this.mapping = mapping;
        this.branches = List.copyOf(branches);
        this.read = read;
        this.criteria = List.copyOf(criteria);
    }

    /** {@return the class} */
    public EntityMapping<?> mapping() {
        return mapping;
    }

    /** {@return its relationships that are loaded, or said not to be, in the order in which they were said; unmodifiable} */
    public List<Branch> branches() {
        return branches;
    }

    /** The places of the values that are read; null for all. */
    @Nullable BitSet read() {
        return read;
    }

    /** {@return what is said of rows of some classes, here and below; unmodifiable} */
    public List<LoaderOption> criteria() {
        return criteria;
    }

    /**
     * {@return the plan of a class that options say nothing of}
     *
     * @param mapping the class
     */
    public static LoadPlan none(EntityMapping<?> mapping) {
        return new LoadPlan(mapping, List.of(), null, List.of());
    }

    /**
     * {@return the plan of a class}
     *
     * @param mappings the classes that are known
     * @param mapping the class
     * @param options what is said; those that are of other classes are left out
     */
    public static LoadPlan of(Mappings mappings, EntityMapping<?> mapping, List<? extends LoaderOption> options) {
        return of(mappings, mapping, options, true);
    }

    /** So, of a query that may join by itself, or may not. */
    static LoadPlan of(
            Mappings mappings, EntityMapping<?> mapping, List<? extends LoaderOption> options, boolean joining) {
        return of(mappings, mapping, options, LoadWay.from(mapping, joining));
    }

    /** So, for objects that are found behind others. */
    private static LoadPlan of(
            Mappings mappings, EntityMapping<?> mapping, List<? extends LoaderOption> options, LoadWay way) {
        List<Relationship<?, ?>> defaults = way.defaults(mappings, mapping);
        if (options.isEmpty() && defaults.isEmpty() && mapping.deferred().isEmpty()) {
            return none(mapping);
        }
        Map<Relationship<?, ?>, Merged> merged = new LinkedHashMap<>();
        defaults.forEach(relationship -> merged.put(relationship, new Merged(relationship)));
        List<ColumnLoad> columns = new ArrayList<>();
        List<LoaderOption> criteria = new ArrayList<>();
        for (LoaderOption option : options) {
            if (option instanceof RelationshipLoad load && concerns(load, mapping)) {
                Step first = load.path().get(0);
                merged.computeIfAbsent(first.relationship(), Merged::new).add(first, load.rest());
            } else if (option instanceof ColumnLoad some && concerns(some, mapping)) {
                columns.add(some);
            } else if (option instanceof LoaderCriteria some) {
                requireWhole(some, mapping);
                criteria.add(some);
            } else if (option instanceof WithoutLoaderCriteria out) {
                criteria.add(out);
            }
        }
        deferred(mapping, columns).ifPresent(left -> columns.add(0, left));
        List<Branch> branches = new ArrayList<>();
        for (Merged each : merged.values()) {
            Branch branch = each.branch(mappings, criteria, way);
            requireJoined(branch, mapping);
            branches.add(branch);
        }
        return new LoadPlan(mapping, branches, ReadColumns.of(mapping, columns), criteria);
    }

    /** The columns that are left out before a query says something: those that it wants alone are not. */
    private static Optional<ColumnLoad> deferred(EntityMapping<?> mapping, List<ColumnLoad> said) {
        BitSet only = new BitSet();
        for (ColumnLoad load : said) {
            if (load.choice() == ColumnLoad.Choice.ONLY) {
                load.columns()
                        .forEach(column ->
                                only.set(ReadColumns.require(mapping, column).slot()));
            }
        }
        List<Column<?>> left = mapping.deferred().stream()
                .filter(column -> !only.get(column.slot()))
                .<Column<?>>map(MappedColumn::column)
                .toList();
        return left.isEmpty() ? Optional.empty() : Optional.of(new ColumnLoad(ColumnLoad.Choice.DEFER, left));
    }

    /**
     * {@return whether something is loaded of a class, or left out, that nobody asked for}
     *
     * @param mappings the classes that are known
     * @param mapping the class
     */
    public static boolean hasDefaults(Mappings mappings, EntityMapping<?> mapping) {
        return !mapping.deferred().isEmpty()
                || !mappings.loadedByDefault(mapping).isEmpty();
    }

    /** {@return whether the query for the objects differs from one for their rows alone} */
    public boolean changesQuery() {
        return read != null || joins();
    }

    /**
     * {@return whether some values are read}
     *
     * @param slots their places
     */
    public boolean reads(BitSet slots) {
        BitSet left = (BitSet) slots.clone();
        if (read != null) {
            left.andNot(read);
        }
        return read == null || left.isEmpty();
    }

    /**
     * {@return the plan of a class, of which all options have to be}
     *
     * @param mappings the classes that are known
     * @param mapping the class
     * @param options what is said
     */
    public static LoadPlan required(Mappings mappings, EntityMapping<?> mapping, List<? extends LoaderOption> options) {
        require(options, List.of(mapping));
        return of(mappings, mapping, options);
    }

    private static void requireJoined(Branch branch, EntityMapping<?> mapping) {
        boolean here = mapping.relationships().contains(branch.relationship());
        if (branch.how() == LoadStrategy.CONTAINS && !here) {
            throw ArgumentException.of(
                    branch.relationship() + " is of some of the objects of " + mapping
                            + " only, and cannot be taken from a join of all.",
                    "Load it by selectInLoad, or select "
                            + branch.relationship().owner().getSimpleName() + ".");
        }
    }

    /**
     * Refuses a condition on some rows of a class: rows of it and of those below it come together, and the condition would need those of others.
     *
     * @param criteria the condition
     * @param mapping the class
     */
    public static void requireWhole(LoaderCriteria criteria, EntityMapping<?> mapping) {
        if (mapping.type().isAssignableFrom(criteria.type()) && mapping.type() != criteria.type()) {
            throw ArgumentException.of(
                    "A condition on " + criteria.type().getSimpleName() + " cannot hold where rows of " + mapping
                            + " are read or changed, those of classes below with them.",
                    "Give a condition on " + mapping + ", which may ask for the column that tells the class.");
        }
    }

    /** Whether an option is of a class, or of one above or below it. */
    static boolean concerns(LoaderOption option, EntityMapping<?> mapping) {
        if (option instanceof RelationshipLoad load) {
            Class<?> owner = load.path().get(0).relationship().owner();
            return owner.isAssignableFrom(mapping.type()) || mapping.type().isAssignableFrom(owner);
        }
        return option instanceof ColumnLoad columns
                ? ReadColumns.areOf(mapping, columns)
                : !Criteria.among(List.of(option)).isEmpty();
    }

    /**
     * Refuses options that say nothing of any class there is.
     *
     * @param options what is said
     * @param found the classes
     */
    public static void require(List<? extends LoaderOption> options, List<? extends EntityMapping<?>> found) {
        for (LoaderOption option : options) {
            if (found.stream().noneMatch(mapping -> concerns(option, mapping))) {
                throw ArgumentException.of(
                        "The option for " + named(option) + " is of no class that is loaded here: " + found + ".",
                        "Give options of these classes, or of what their relationships find behind those:"
                                + " selectInLoad(a).selectInLoad(b).");
            }
        }
    }

    private static Object named(LoaderOption option) {
        return option instanceof ColumnLoad columns ? columns.columns() : option;
    }

    /** Whether there is more to load behind the query for the objects. */
    boolean loadsMore() {
        return branches.stream().anyMatch(branch -> switch (branch.how()) {
            case SELECT_IN, SUBQUERY, NONE -> true;
            case JOINED -> !isHere(branch) || branch.below().loadsMore();
            case CONTAINS -> branch.below().loadsMore();
            case RAISE -> false;
        });
    }

    /** Whether the query for the objects joins more than it says itself. */
    boolean joins() {
        return branches.stream()
                .anyMatch(branch -> isHere(branch)
                        && (branch.how() == LoadStrategy.JOINED
                                || (branch.how() == LoadStrategy.CONTAINS
                                        && branch.below().joins())));
    }

    /** Whether it gives rows several times for that. */
    boolean joinsMany() {
        return branches.stream()
                .anyMatch(branch -> isHere(branch)
                        && ((branch.how() == LoadStrategy.JOINED
                                        && (branch.relationship().mayFindSeveral()
                                                || branch.below().joinsMany()))
                                || (branch.how() == LoadStrategy.CONTAINS
                                        && branch.below().joinsMany())));
    }

    /** Whether all objects of the class have a relationship, and not only some of those below, so that it can be joined. */
    boolean isHere(Branch branch) {
        return mapping.relationships().contains(branch.relationship());
    }

    /**
     * A relationship that is loaded, or said not to be.
     *
     * @param step what was said last
     * @param how how it is loaded
     * @param below what is loaded of what it finds
     */
    public record Branch(Step step, LoadStrategy how, LoadPlan below) {

        /**
         * {@return a relationship that is loaded by itself}
         *
         * @param mappings the classes that are known
         * @param relationship the relationship
         */
        public static Branch alone(Mappings mappings, Relationship<?, ?> relationship) {
            return new Merged(relationship).branch(mappings, List.of(), LoadWay.NOWHERE);
        }

        /** {@return the relationship} */
        public Relationship<?, ?> relationship() {
            return step.relationship();
        }

        /** {@return this, one level further down; empty if that is as far as it goes} */
        public Optional<Branch> next() {
            if (step.depth() == 1) {
                return Optional.empty();
            }
            int depth = step.depth() == Integer.MAX_VALUE ? Integer.MAX_VALUE : step.depth() - 1;
            return Optional.of(new Branch(
                    new Step(
                            step.relationship(),
                            step.how(),
                            step.inner(),
                            step.from(),
                            depth,
                            step.chunk(),
                            step.options()),
                    how,
                    below));
        }
    }

    /** All that is said of a relationship. */
    private static final class Merged {

        private final List<LoaderOption> below = new ArrayList<>();
        private Optional<LoadStrategy> how = Optional.empty();
        private Step last;

        private Merged(Relationship<?, ?> relationship) {
            this.last = new Step(relationship, Optional.empty(), false, Optional.empty(), 1, Step.CHUNK, List.of());
        }

        /** What is said last of how it is loaded counts; what is said of what it finds all does. */
        private void add(Step step, Optional<RelationshipLoad> rest) {
            if (step.how().isPresent()) {
                how = step.how();
                last = step;
            }
            below.addAll(step.options());
            rest.ifPresent(below::add);
        }

        private Branch branch(Mappings mappings, List<LoaderOption> criteria, LoadWay way) {
            EntityMapping<?> target = mappings.mapping(last.relationship().target());
            require(below, List.of(target));
            requireSelf(target);
            requireOfStatement(below);
            below.addAll(criteria);
            return new Branch(
                    last,
                    how.orElseGet(() -> way.strategy(last.relationship())),
                    LoadPlan.of(mappings, target, below, way.by(last.relationship())));
        }

        private void requireOfStatement(List<LoaderOption> said) {
            if (said.stream().anyMatch(WithoutLoaderCriteria.class::isInstance)) {
                throw ArgumentException.of(
                        "What is loaded at " + last.relationship()
                                + " was to be without conditions of the session, which hold for whole statements.",
                        "Give withoutLoaderCriteria to the statement: it counts for all that it loads.");
            }
        }

        private void requireSelf(EntityMapping<?> target) {
            boolean followed = last.relationship().owner().isAssignableFrom(target.type());
            if (last.depth() > 1 && !followed) {
                throw ArgumentException.of(
                        last.relationship() + " finds " + target
                                + ", which has no such relationship to follow further.",
                        "Load recursively only relationships of a class to itself.");
            }
            if (last.depth() > 1 && how.equals(Optional.of(LoadStrategy.JOINED))) {
                throw ArgumentException.of(
                        last.relationship() + " is to be followed by joins, of which a query has a fixed number.",
                        "Use selectInLoad(...).recursively(...), or name it in the path as often as it is to be joined.");
            }
        }
    }
}
