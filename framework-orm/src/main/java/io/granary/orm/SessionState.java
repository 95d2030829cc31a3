package io.granary.orm;

import java.util.List;

/**
 * What a session holds at one moment. Immutable; the objects in it are the session's own.
 *
 * @param added the objects that were added and have no row yet, in the order in which they were added: {@code session.new}
 * @param dirty those that were changed, deletions left out: {@code session.dirty}
 * @param deleted those that are to be deleted: {@code session.deleted}
 * @param size how many objects are in it
 * @param inTransaction whether a transaction has begun
 * @param inNestedTransaction whether a savepoint is open
 * @param active whether it can be used; false after a flush failed, until the rollback
 * @param holdsConnection whether it holds a connection
 */
public record SessionState(
        List<Object> added,
        List<Object> dirty,
        List<Object> deleted,
        int size,
        boolean inTransaction,
        boolean inNestedTransaction,
        boolean active,
        boolean holdsConnection) {

    /** Copies the lists. */
    public SessionState {
        added = List.copyOf(added);
        dirty = List.copyOf(dirty);
        deleted = List.copyOf(deleted);
    }
}
