package io.granary.orm;

/** How an object goes from one {@link EntityState} to another. */
public enum StateTransition {
    /** It was added, and has no row yet. */
    TRANSIENT_TO_PENDING,
    /** Its row was inserted. */
    PENDING_TO_PERSISTENT,
    /** It was made of a row that came from the database. */
    LOADED_AS_PERSISTENT,
    /** It came from outside, and stands for a row that is there. */
    DETACHED_TO_PERSISTENT,
    /** Its row was deleted, or is gone. */
    PERSISTENT_TO_DELETED,
    /** Its deletion was rolled back. */
    DELETED_TO_PERSISTENT,
    /** Its deletion was committed, or it left the session after it. */
    DELETED_TO_DETACHED,
    /** It left the session, which keeps its row. */
    PERSISTENT_TO_DETACHED,
    /** Its insertion was rolled back. */
    PERSISTENT_TO_TRANSIENT,
    /** It left the session before it got a row. */
    PENDING_TO_TRANSIENT,
    /** Its insertion was rolled back, and with it its deletion. */
    DELETED_TO_TRANSIENT
}
