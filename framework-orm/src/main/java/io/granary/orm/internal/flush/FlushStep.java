package io.granary.orm.internal.flush;

import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.JoinTable;
import io.granary.orm.mapping.Relationship;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a flush: rows that are written by statements of one kind into one table. */
public sealed interface FlushStep {

    /**
     * Rows are inserted.
     *
     * @param mapping of which class
     * @param states the objects, in the order in which they were added
     */
    record Inserts(EntityMapping<?> mapping, List<InstanceState> states) implements FlushStep {

        /** So many rows are written by one statement at most. */
        public static final int BLOCK = 1000;
    }

    /**
     * Rows are changed.
     *
     * @param mapping of which class
     * @param changes which of them, and how
     */
    record Updates(EntityMapping<?> mapping, List<Change> changes) implements FlushStep {}

    /**
     * Rows are deleted.
     *
     * @param mapping of which class
     * @param states the objects
     */
    record Deletes(EntityMapping<?> mapping, List<InstanceState> states) implements FlushStep {}

    /**
     * References of rows that are deleted afterwards become NULL, for the rows refer to one another in a circle.
     *
     * @param mapping of which class
     * @param changes which rows, and which columns
     */
    record Releases(EntityMapping<?> mapping, List<Change> changes) implements FlushStep {}

    /**
     * Rows between two classes are deleted.
     *
     * @param table the table
     * @param links which
     */
    record Unlinks(JoinTable table, List<Link> links) implements FlushStep {}

    /**
     * Rows between two classes are inserted.
     *
     * @param table the table
     * @param links which
     */
    record Links(JoinTable table, List<Link> links) implements FlushStep {}

    /**
     * Rows of which nobody knows go along with those that they refer to, or refer to nothing from now on.
     *
     * @param relationship the relationship of those that are deleted, or whose rows are given to others, whose members are never loaded
     * @param held the reference by which it is held
     * @param mapping of which class the rows are
     * @param owners those that are deleted, or whose rows are given to others
     * @param known the objects whose rows are dealt with each by itself
     */
    record Members(
            Relationship<?, ?> relationship,
            Relationship<?, ?> held,
            EntityMapping<?> mapping,
            List<InstanceState> owners,
            List<InstanceState> known)
            implements FlushStep {}

    /**
     * What is to be written of an object that has a row.
     *
     * @param state the object
     * @param slots the columns; a value is taken when the statement is made, for it may be a key that does not exist yet
     * @param bump whether its version goes up
     */
    record Change(InstanceState state, BitSet slots, boolean bump) {}

    /**
     * A row between two objects; all rows of one of them, where the other is null.
     *
     * @param owner the one whose class holds the relationship
     * @param target the other
     */
    record Link(@Nullable InstanceState owner, @Nullable InstanceState target) {}
}
