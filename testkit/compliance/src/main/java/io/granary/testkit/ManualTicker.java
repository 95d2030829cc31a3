package io.granary.testkit;

import io.granary.engine.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.Scheduler;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.testkit.ExplicitlyTriggeredScheduler;

/**
 * A ticker that tests turn, for {@link io.granary.engine.EngineOptions#withTicker}: the ages of connections and leases, and deadlines, go by it.
 *
 * <p>It goes as the timers of an actor system go. Where they stand still, {@code @Actors(manualTime = true)}, it stands still as well, and
 * {@code ManualTime.timePasses} moves both: what a timer finds old when it rings is as old as the test says. Where they do not, it goes
 * with the machine's clock, and {@link #advance} puts it forward, so that a test need not wait for an age. Thread-safe.
 *
 * <p>An engine that finds its ticker more than five seconds ahead between two looks at its connections, one a second, takes it that the process stood still
 * and leaves one look out. Ages that are looked at when a connection is lent are not concerned. Hours that pass in a moment may also be more than it reads its
 * messages in, of which it warns.
 */
public final class ManualTicker implements Ticker {

    private final Ticker timers;
    private final AtomicLong ahead = new AtomicLong();

    private ManualTicker(Ticker timers) {
        this.timers = timers;
    }

    /**
     * {@return a ticker that goes as the timers go}
     *
     * @param system whose timers
     */
    public static ManualTicker of(ActorSystem<?> system) {
        Scheduler scheduler = Adapter.toClassic(system).scheduler();
        return new ManualTicker(
                scheduler instanceof ExplicitlyTriggeredScheduler manual
                        ? () -> TimeUnit.MILLISECONDS.toNanos(manual.currentTimeMs())
                        : Ticker.system());
    }

    @Override
    public long read() {
        return timers.read() + ahead.get();
    }

    /**
     * Puts the ticker forward, and no timer: everything is older by so much from now on.
     *
     * @param time how much, not negative
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("A ticker never goes back, and " + time + " is negative.");
        }
        ahead.addAndGet(time.toNanos());
    }
}
