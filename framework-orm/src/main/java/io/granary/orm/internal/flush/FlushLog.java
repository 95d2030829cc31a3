package io.granary.orm.internal.flush;

import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.InstanceState;
import org.jspecify.annotations.Nullable;

/** Is told what a flush writes, as it is written, so that a rollback can take it back from the objects. */
public interface FlushLog {

    /**
     * Many objects are about to get rows.
     *
     * @param count how many, so that room can be made for them
     */
    void expecting(int count);

    /**
     * An object is about to get a row.
     *
     * @param state what is known of it
     * @param before its row image before the flush gives it anything; handed over
     */
    void inserting(InstanceState state, @Nullable Object[] before);

    /**
     * The row of an object is about to change.
     *
     * @param state what is known of it, as it was before
     */
    void updating(InstanceState state);

    /**
     * {@return whether the row of an object was written before in the transaction, which is what nobody else has seen yet}
     *
     * @param state what is known of it
     */
    boolean hasWritten(InstanceState state);

    /**
     * The row of an object was deleted.
     *
     * @param state what was known of it
     * @param key the key it had
     */
    void deleted(InstanceState state, EntityKey key);

    /**
     * The row of an object that was to be deleted is given to a new one instead.
     *
     * @param old what was known of the former
     * @param key the key of the row
     * @param heir what is known of the new one, its key included
     */
    void replaced(InstanceState old, EntityKey key, InstanceState heir);
}
