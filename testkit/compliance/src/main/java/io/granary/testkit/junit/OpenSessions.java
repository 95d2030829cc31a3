package io.granary.testkit.junit;

import io.granary.engine.EngineListener;
import io.granary.orm.SessionListener;
import io.granary.orm.SessionView;
import io.granary.testkit.fixtures.Eventually;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the sessions that are open, of whatever maker on the engine, with where they were opened. Those of actors are not counted: they end with their owners. */
final class OpenSessions implements EngineListener, SessionListener {

    private static final String NUMBER = "io.granary.testkit.session";
    private static final String BY_A_CALL = "at ";

    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, String> open = new ConcurrentHashMap<>();

    @Override
    public void afterOpen(Map<String, Object> info, String opener) {
        if (opener.startsWith(BY_A_CALL)) {
            long number = numbers.incrementAndGet();
            info.put(NUMBER, number);
            open.put(number, opener);
        }
    }

    @Override
    public void afterClose(SessionView session) {
        if (session.info().remove(NUMBER) instanceof Long number) {
            open.remove(number);
        }
    }

    /** Where those were opened that are still open after so long. */
    List<String> leftAfter(Duration limit) {
        try {
            Eventually.holds("all sessions are closed", limit, open::isEmpty);
            return List.of();
        } catch (AssertionError left) {
            return List.copyOf(open.values());
        }
    }
}
