package io.granary.orm;

/**
 * How objects of a session learn of an UPDATE or DELETE of many rows. (SQLAlchemy, "ORM-Enabled INSERT, UPDATE, and DELETE statements",
 * {@code synchronize_session}.)
 */
public enum SynchronizeSession {
    /**
     * As {@link #EVALUATE} where the condition means the same to Java and to the database, else as {@link #FETCH}. Nothing is done where
     * the session has no objects of the
     * class.
     */
    AUTO,
    /**
     * The condition is tried on the objects: of their own columns, values, comparisons, AND, OR, NOT, IN, BETWEEN and IS NULL, by what is
     * stored of them; text and numbers of 32 bits are compared as Java does. What Java orders in another way than databases is refused, such
     * as bytes and UUIDs. After a DELETE the database tells which of those rows are gone of whose objects the values are not known.
     */
    EVALUATE,
    /** The database tells the keys of the rows: with the statement where it can, by a query before it where it cannot. */
    FETCH,
    /** Not at all: objects stay as they are until they are expired or refreshed. */
    NONE
}
