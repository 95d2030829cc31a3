package io.granary.orm;

import io.granary.error.ArgumentException;
import io.granary.orm.mapping.Relationship;
import io.granary.sql.FromElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a query loads a relationship of its objects, and from there on relationships of what it finds: made by {@link Load}, and made longer by the
 * methods of the same names.
 *
 * <pre>{@code
 * select(ARTIST).options(selectInLoad(ARTIST.albums).selectInLoad(ALBUM.tracks).joinedLoad(TRACK.genre))
 * }</pre>
 *
 * <p>Immutable: each method gives a new one. What {@link #inner}, {@link #chunk}, {@link #recursively} and {@link #options} say is of the last
 * relationship of the path.
 */
public final class RelationshipLoad implements LoaderOption {

    private final List<Step> path;

    /**
     * One relationship of the path.
     *
     * @param relationship the relationship
     * @param how how it is loaded; empty to leave that as it is otherwise
     * @param inner whether a join leaves out objects that have nothing there
     * @param from the table that is joined, where the query itself joins it; empty for the class's own
     * @param depth how many times it is followed from what it finds, 1 or more
     * @param chunk of how many objects one query asks for
     * @param options what else is loaded of what it finds
     */
    public record Step(
            Relationship<?, ?> relationship,
            Optional<LoadStrategy> how,
            boolean inner,
            Optional<FromElement> from,
            int depth,
            int chunk,
            List<LoaderOption> options) {

        /** The objects that one query asks for at most, where nothing else is said. */
        public static final int CHUNK = 1_000;

        /**
         * Copies the list.
         *
         * @throws ArgumentException when the relationship is one whose members are never loaded
         */
        public Step {
            requireLoadable(relationship);
            options = List.copyOf(options);
        }

        static Step of(Relationship<?, ?> relationship, Optional<LoadStrategy> how) {
            return new Step(relationship, how, false, Optional.empty(), 1, CHUNK, List.of());
        }
    }

    /**
     * Refuses a relationship whose members are never loaded.
     *
     * @param relationship the relationship
     * @throws ArgumentException when it is such
     */
    public static void requireLoadable(Relationship<?, ?> relationship) {
        if (relationship.isWriteOnly()) {
            throw ArgumentException.of(
                    relationship + " is a WriteOnly, whose members are never loaded, so nothing can be said of how.",
                    "Query them: " + relationship.name() + ".select(), or select(...).where(" + relationship
                            + ".of(object)) by its Relationship.");
        }
    }

    private RelationshipLoad(List<Step> path) {
        this.path = List.copyOf(path);
    }

    static RelationshipLoad of(Relationship<?, ?> relationship, LoadStrategy how) {
        return new RelationshipLoad(List.of(Step.of(relationship, Optional.of(how))));
    }

    static RelationshipLoad through(Relationship<?, ?> relationship) {
        return new RelationshipLoad(List.of(Step.of(relationship, Optional.empty())));
    }

    static RelationshipLoad contained(Relationship<?, ?> relationship, Optional<FromElement> from) {
        return new RelationshipLoad(List.of(
                new Step(relationship, Optional.of(LoadStrategy.CONTAINS), false, from, 1, Step.CHUNK, List.of())));
    }

    /** {@return the relationships, from the query's class on} */
    public List<Step> path() {
        return path;
    }

    /** {@return what is loaded of what its first relationship finds; empty if nothing is said of that} */
    public Optional<RelationshipLoad> rest() {
        return path.size() == 1 ? Optional.empty() : Optional.of(new RelationshipLoad(path.subList(1, path.size())));
    }

    private RelationshipLoad then(RelationshipLoad next) {
        List<Step> longer = new ArrayList<>(path);
        longer.addAll(next.path);
        return new RelationshipLoad(longer);
    }

    private Step last() {
        return path.get(path.size() - 1);
    }

    private RelationshipLoad withLast(Step last) {
        List<Step> steps = new ArrayList<>(path);
        steps.set(steps.size() - 1, last);
        return new RelationshipLoad(steps);
    }

    /**
     * {@return this, and of what it finds a relationship by a further query}
     *
     * @param relationship one of the class that was found
     */
    public RelationshipLoad selectInLoad(Relationship<?, ?> relationship) {
        return then(Load.selectInLoad(relationship));
    }

    /**
     * {@return this, and of what it finds a relationship by a join in the same query}
     *
     * @param relationship one of the class that was found
     */
    public RelationshipLoad joinedLoad(Relationship<?, ?> relationship) {
        return then(Load.joinedLoad(relationship));
    }

    /**
     * {@return this, and of what it finds a relationship by a query that holds the former one}
     *
     * @param relationship one of the class that was found
     */
    public RelationshipLoad subqueryLoad(Relationship<?, ?> relationship) {
        return then(Load.subqueryLoad(relationship));
    }

    /**
     * {@return this, and of what it finds a relationship from a table that the query joins itself}
     *
     * @param relationship one of the class that was found
     */
    public RelationshipLoad contains(Relationship<?, ?> relationship) {
        return then(Load.contains(relationship));
    }

    /**
     * {@return this, and of what it finds a relationship from a table that the query joins itself}
     *
     * @param relationship one of the class that was found
     * @param from the other class's table in the query: an alias of it
     */
    public RelationshipLoad contains(Relationship<?, ?> relationship, FromElement from) {
        return then(Load.contains(relationship, from));
    }

    /**
     * {@return this, and of what it finds a relationship not}
     *
     * @param relationship one of the class that was found
     */
    public RelationshipLoad raiseLoad(Relationship<?, ?> relationship) {
        return then(Load.raiseLoad(relationship));
    }

    /**
     * {@return this, and of what it finds a collection empty}
     *
     * @param relationship one of the class that was found
     */
    public RelationshipLoad noLoad(Relationship<?, ?> relationship) {
        return then(Load.noLoad(relationship));
    }

    /**
     * {@return this, and of what it finds a relationship as it is loaded otherwise, to say more behind it}
     *
     * @param relationship one of the class that was found
     */
    public RelationshipLoad defaultLoad(Relationship<?, ?> relationship) {
        return then(Load.defaultLoad(relationship));
    }

    /**
     * {@return this, with more said of what it finds}
     *
     * @param options what, as if a query for these objects had them
     */
    public RelationshipLoad options(LoaderOption... options) {
        Step last = last();
        List<LoaderOption> all = new ArrayList<>(last.options());
        all.addAll(List.of(options));
        return withLast(
                new Step(last.relationship(), last.how(), last.inner(), last.from(), last.depth(), last.chunk(), all));
    }

    /** {@return this, of which the last join leaves out objects that have nothing there} */
    public RelationshipLoad inner() {
        Step last = last();
        return withLast(new Step(
                last.relationship(), last.how(), true, last.from(), last.depth(), last.chunk(), last.options()));
    }

    /**
     * {@return this, asking for so many objects by one query}
     *
     * @param size 1 or more; {@value Step#CHUNK} where nothing is said
     */
    public RelationshipLoad chunk(int size) {
        Step last = last();
        return withLast(new Step(
                last.relationship(),
                last.how(),
                last.inner(),
                last.from(),
                last.depth(),
                positive("chunk", size),
                last.options()));
    }

    /**
     * {@return this, following a relationship of a class to itself from what it finds, too, by a query for each level}
     *
     * @param depth how many levels, 1 or more
     */
    public RelationshipLoad recursively(int depth) {
        Step last = last();
        return withLast(new Step(
                last.relationship(),
                last.how(),
                last.inner(),
                last.from(),
                positive("depth", depth),
                last.chunk(),
                last.options()));
    }

    /** {@return this, following a relationship of a class to itself until nothing more is found} */
    public RelationshipLoad recursively() {
        return recursively(Integer.MAX_VALUE);
    }

    private static int positive(String what, int number) {
        if (number < 1) {
            throw ArgumentException.of("The " + what + " is " + number + ".", "Give 1 or more.");
        }
        return number;
    }

    /** {@return the path} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Step step : path) {
            text.append(text.isEmpty() ? "" : " -> ").append(step.relationship());
        }
        return text.toString();
    }
}
