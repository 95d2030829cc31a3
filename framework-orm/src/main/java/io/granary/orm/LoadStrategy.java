package io.granary.orm;

/** How what objects refer to gets to them, when a query loads the objects. (SQLAlchemy, "Relationship Loading Techniques".) */
public enum LoadStrategy {

    /**
     * By a further query for all objects of the first one, {@code WHERE … IN (their keys)}; of many objects by several. What many refer to is
     * asked for only where it is not in the session yet.
     */
    SELECT_IN,

    /** By the same query, which joins the other table. */
    JOINED,

    /** By a further query that holds the first one as a subquery, so that the database finds the keys itself. */
    SUBQUERY,

    /** By the same query, which joins the other table because its user said so: the rows that it gives are what there is. */
    CONTAINS,

    /** Not at all: who uses it gets an exception that says how to load it. This is how it is where nothing else is said. */
    RAISE,

    /** Not at all: a collection is empty, and takes what is added to it. */
    NONE
}
