package io.granary.orm.internal.session;

import io.granary.orm.SessionState;
import io.granary.orm.SessionView;
import java.util.Map;

/** A session as a listener sees it that may only look. */
record ListenerView(SessionWork work, Map<String, Object> info) implements SessionView {

    @Override
    public SessionState state() {
        return work.stateNow();
    }
}
