package io.granary.orm.internal.identity;

import io.granary.orm.EntityState;

/** Is told how objects come into a session, and what they become there. */
public interface ObjectEvents {

    /**
     * An object is about to come in from outside; what this throws keeps it out.
     *
     * @param object the object
     */
    void attaching(Object object);

    /**
     * An object has come in from outside.
     *
     * @param object the object
     */
    void attached(Object object);

    /**
     * An object is something else to the session; must not throw.
     *
     * @param state what is known of it now
     * @param before what it was
     */
    void changed(InstanceState state, EntityState before);
}
