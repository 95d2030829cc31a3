package io.granary.orm.mapping;

/** What is done to the objects at the other end of a relationship when it is done to an object. (SQLAlchemy, "Cascades".) */
public enum Cascade {
    /** They come into the session with it: {@code CascadeType.PERSIST}. */
    SAVE_UPDATE,
    /** They are merged with it: {@code CascadeType.MERGE}. */
    MERGE,
    /** They are deleted with it: {@code CascadeType.REMOVE}. */
    DELETE,
    /** They are deleted when they leave the relationship: {@code orphanRemoval}. */
    DELETE_ORPHAN,
    /** They are expired and refreshed with it: {@code CascadeType.REFRESH}. */
    REFRESH_EXPIRE,
    /** They leave the session with it: {@code CascadeType.DETACH}. */
    EXPUNGE
}
