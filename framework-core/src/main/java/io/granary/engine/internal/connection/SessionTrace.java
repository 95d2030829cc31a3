package io.granary.engine.internal.connection;

import io.granary.engine.SessionReset;
import io.granary.engine.internal.compile.BoundStatement;

/** Whether the session may differ from what it was when the lease began. Plain; the connection actor's own. */
final class SessionTrace {

    private final SessionReset setting;
    private boolean changed;

    SessionTrace(SessionReset setting) {
        this.setting = setting;
    }

    /** Somebody is lent the connection. */
    void begin() {
        changed = setting == SessionReset.ALWAYS;
    }

    void runs(BoundStatement statement) {
        changed |= statement.compiled().changesSession();
    }

    /** Somebody has the driver's own connection, and may do anything. */
    void unwrap() {
        changed = true;
    }

    /** Whether it has to be reset before it is lent again. */
    boolean isChanged() {
        return changed && setting != SessionReset.NEVER;
    }

    /** It is being reset; what changes it from now on has to be reset again. */
    void resets() {
        changed = false;
    }
}
