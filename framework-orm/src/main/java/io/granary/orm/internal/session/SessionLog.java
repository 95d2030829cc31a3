package io.granary.orm.internal.session;

import io.granary.orm.internal.flush.FlushLog;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.SessionObjects;
import org.jspecify.annotations.Nullable;

/** Notes what is written in the level of the transaction that it is written in. */
record SessionLog(TransactionLevel level, SessionObjects objects) implements FlushLog {

    @Override
    public void expecting(int count) {
        level.expecting(count);
    }

    @Override
    public void inserting(InstanceState state, @Nullable Object[] before) {
        level.inserting(state, before);
    }

    @Override
    public void updating(InstanceState state) {
        level.updating(state);
    }

    @Override
    public boolean hasWritten(InstanceState state) {
        return level.hasWritten(state);
    }

    @Override
    public void deleted(InstanceState state, EntityKey key) {
        level.deleted(state, key);
        objects.goes(state);
    }

    @Override
    public void replaced(InstanceState old, EntityKey key, InstanceState heir) {
        level.replaced(old, key, heir);
        objects.goes(old);
    }
}
