package io.granary.engine.internal.pool;

import io.granary.engine.internal.connection.ConnectionReport;
import io.granary.engine.internal.connection.Pulse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The suspicion that the holders of some leases wait for one another and nothing else. Each connection is asked twice, a while apart,
 * what it is doing: who has done nothing meanwhile is as stuck as it looks, and so is a stream whose reader asks for nothing. Plain.
 */
final class Suspicion {

    /** What the answers so far say. */
    enum Verdict {
        /** Not all have answered. */
        OPEN,
        /** Somebody is at work. */
        UNFOUNDED,
        /** All have answered the first time, and nothing ran. */
        QUIET,
        /** All have answered the second time, and nothing ran in between. */
        CONFIRMED
    }

    private final List<Long> leases;
    private final long since;
    private final long first;
    private final Map<Long, Pulse> before = new HashMap<>();
    private final Map<Long, Pulse> after = new HashMap<>();
    private boolean askedAgain;

    /**
     * Has asked for the first time.
     *
     * @param leases the suspects
     * @param since when it arose
     * @param question the number of the first question; the second one has the next
     */
    Suspicion(List<Long> leases, long since, long question) {
        this.leases = leases;
        this.since = since;
        this.first = question;
    }

    boolean isOf(List<Long> others) {
        return leases.equals(others);
    }

    /** Whether it is time to ask again. */
    boolean isDue(long now, long grace) {
        return !askedAgain && before.size() == leases.size() && now - since >= grace;
    }

    /** The number of the second question. */
    long askAgain() {
        askedAgain = true;
        return first + 1;
    }

    /** Takes note of an answer; one to another question says nothing. */
    Verdict hear(ConnectionReport.Activity answer) {
        boolean again = answer.question() == first + 1;
        if (!again && answer.question() != first) {
            return Verdict.OPEN;
        }
        if (!answer.pulse().isQuiet() || !leases.contains(answer.lease())) {
            return Verdict.UNFOUNDED;
        }
        Map<Long, Pulse> round = again ? after : before;
        round.put(answer.lease(), answer.pulse());
        if (round.size() < leases.size()) {
            return Verdict.OPEN;
        }
        if (!again) {
            return Verdict.QUIET;
        }
        return after.equals(before) ? Verdict.CONFIRMED : Verdict.UNFOUNDED;
    }
}
