package io.granary.stream.internal;

import io.granary.engine.Ticker;
import java.time.Duration;

/** Who waited for whom, and how long: whoever has asked waits for what he asked for, and when it is given it waits for him to ask again. Thread-safe. */
final class Waits {

    private final Ticker ticker;
    private long since;
    private boolean asked;
    private long forAnswers;
    private long forQuestions;

    /**
     * Nobody has asked yet, and that counts from now on.
     *
     * @param ticker tells how much time has passed
     */
    Waits(Ticker ticker) {
        this.ticker = ticker;
        this.since = ticker.read();
    }

    synchronized void asked() {
        turn();
        asked = true;
    }

    synchronized void given() {
        turn();
        asked = false;
    }

    /** How long something was asked for and not there. */
    synchronized Duration forAnswers() {
        turn();
        return Duration.ofNanos(forAnswers);
    }

    /** How long nobody asked. */
    synchronized Duration forQuestions() {
        turn();
        return Duration.ofNanos(forQuestions);
    }

    private void turn() {
        long now = ticker.read();
        if (asked) {
            forAnswers += now - since;
        } else {
            forQuestions += now - since;
        }
        since = now;
    }
}
